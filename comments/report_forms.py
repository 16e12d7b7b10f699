from django import forms
from django.utils.translation import gettext_lazy as _

from core.form_layout import build_helper
from core.forms import Textarea
from core.text import has_visible_text, strip_control_chars

from .models import Appeal, Report


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
        button = ("send", self.button)
        return build_helper(*self.fields, button=button, with_token=not self.is_guest)


class ReportForm(ReaderForm):
    button = _("Report")

    class Meta:
        model = Report
        fields = ["why", "words"]
        labels = {"why": _("What is wrong with it?"), "words": _("Tell us more (optional)")}
        widgets = {
            "why": forms.RadioSelect,
            "words": Textarea(attrs={"rows": 3, "maxlength": 500}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["why"].choices = Report.Why.choices


class AppealForm(ReaderForm):
    button = _("Send the appeal")

    class Meta:
        model = Appeal
        fields = ["words"]
        labels = {"words": _("Why was it wrong?")}
        widgets = {"words": Textarea(attrs={"rows": 6, "maxlength": 2000})}

    def clean_words(self):
        words = super().clean_words()
        if not has_visible_text(words):
            raise forms.ValidationError(_("Write why the decision was wrong."))
        return words
