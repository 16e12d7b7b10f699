"""What moderators send from their queue, and readers who report or appeal."""

from datetime import datetime, time, timedelta

from crispy_forms.helper import FormHelper
from crispy_forms.layout import ButtonHolder, Layout
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.form_layout import Press
from comments.models import Appeal, RejectionReason, Report
from core.text import has_visible_text, strip_control_chars

from .acts import ACTS, ON_COMMENTS, Order

SLOWNESS = [(0, _("normal speed")), (60, _("one minute")), (300, _("five minutes")), (3600, _("one hour"))]
LONGEST_BAN = timedelta(days=3652)


class ActForm(forms.Form):
    """One act on one or more items."""

    act = forms.ChoiceField(choices=[(name, act.label) for name, act in ACTS.items()])
    reason = forms.ModelChoiceField(RejectionReason.objects, required=False)
    words = forms.CharField(required=False, max_length=300)
    until = forms.DateField(required=False)
    network = forms.BooleanField(required=False)
    seconds = forms.TypedChoiceField(choices=SLOWNESS, coerce=int, required=False, empty_value=60)

    def clean_until(self):
        """The end of that day, in this site's time."""
        day = self.cleaned_data["until"]
        if day is None:
            return None
        if day < timezone.localdate():
            raise forms.ValidationError(_("Enter a future date on which the ban ends."))
        if day > timezone.localdate() + LONGEST_BAN:
            raise forms.ValidationError(_("A ban can last ten years at most. Enter an earlier date."))
        return timezone.make_aware(datetime.combine(day, time.max))

    def clean(self):
        data = super().clean()
        data["why"] = data.get("words", "").strip() or str(data.get("reason") or "")
        needs = ACTS[data["act"]].needs if "act" in data else ()
        if "reason" in needs and not data["why"]:
            self.add_error("words", _("Choose a reason from the list or write one."))
        if "until" in needs and data.get("until") is None and "until" not in self.errors:
            self.add_error("until", _("Enter the date on which the ban ends."))
        return data

    def refuse_for(self, chosen, found):
        """The sentence that says why this cannot be done to the chosen, of which `found` are there; else empty."""
        if not chosen:
            return _("Choose at least one comment.")
        if self.cleaned_data["act"] in ON_COMMENTS and not all(item.is_comment for item, _row in found):
            return _("Only a published comment can be restored, featured or pinned.")
        house = self.cleaned_data["reason"] and self.cleaned_data["reason"].publication_id
        if house and any(row.discussion.review.publication_id != house for _item, row in found):
            return _("This reason belongs to another publication. Choose one that fits all chosen comments.")
        return ""

    def order(self, by, seen):
        """What is ordered for one item."""
        data = self.cleaned_data
        return Order(by, data["why"], data["until"], data["network"], data["seconds"], seen)


class ReaderForm(forms.ModelForm):
    """A form for readers; guests' pages carry no token."""

    button = ""

    def __init__(self, *args, is_guest=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_guest = is_guest

    def clean_words(self):
        """Without what nobody sees and no feed can hold."""
        return strip_control_chars(self.cleaned_data["words"])

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_action, helper.form_class = "", "form"
        helper.disable_csrf = self.is_guest
        helper.layout = Layout(*self.fields, ButtonHolder(Press("send", self.button, css_class="primary")))
        return helper


class ReportForm(ReaderForm):
    """Why a reader thinks that a comment breaks the rules."""

    button = _("Report")

    class Meta:
        model = Report
        fields = ["why", "words"]
        labels = {"why": _("What is wrong with it?"), "words": _("Tell us more (optional)")}
        widgets = {"why": forms.RadioSelect, "words": forms.Textarea(attrs={"rows": 3, "maxlength": 500})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["why"].choices = Report.Why.choices


class AppealForm(ReaderForm):
    """Why its writer thinks that a decision was wrong."""

    button = _("Send the appeal")

    class Meta:
        model = Appeal
        fields = ["words"]
        labels = {"words": _("Why was it wrong?")}
        widgets = {"words": forms.Textarea(attrs={"rows": 6, "maxlength": 2000})}

    def clean_words(self):
        words = super().clean_words()
        if not has_visible_text(words):
            raise forms.ValidationError(_("Write why the decision was wrong."))
        return words


class AnswerForm(forms.Form):
    """What a moderator answers to an appeal."""

    answer = forms.CharField(max_length=300, strip=True)
