from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.form_layout import build_helper, honeypot
from core.forms import EmailField, HoneypotForm, Textarea
from core.text import has_visible_text, strip_control_chars
from site_settings.current import current

from .models import MAX_PASSAGE, MAX_WORDS, ErrorReport


class ErrorReportForm(HoneypotForm):
    passage = forms.CharField(
        label=gettext_lazy("The words as they stand (optional)"),
        max_length=MAX_PASSAGE,
        required=False,
        widget=Textarea(attrs={"rows": 2}),
    )
    words = forms.CharField(
        label=gettext_lazy("What is wrong, and how do you know?"),
        max_length=MAX_WORDS,
        widget=Textarea(attrs={"rows": 5}),
    )
    email = EmailField(
        label=gettext_lazy("E-mail, if you want an answer (optional)"),
        required=False,
        help_text=gettext_lazy("Never published, and deleted a month after we answered."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def clean_passage(self):
        return strip_control_chars(self.cleaned_data["passage"])

    def clean_words(self):
        words = strip_control_chars(self.cleaned_data["words"])
        if not has_visible_text(words):
            raise forms.ValidationError(_("Write what is wrong."), code="required")
        return words

    def save(self, review):
        sent = {name: self.cleaned_data[name] for name in ("passage", "words", "email")}
        return ErrorReport.objects.create(review=review, **sent)

    @property
    def helper(self):
        fields, button = ("passage", "words", "email", honeypot()), ("send", _("Send the report"))
        return build_helper(*fields, button=button, with_token=False)


class AnswerForm(forms.Form):
    """An editor’s answer, which begins as a text that fits most reports."""

    answer = forms.CharField(
        label=gettext_lazy("Answer"), max_length=5000, widget=Textarea(attrs={"rows": 10})
    )

    def __init__(self, *args, report, **kwargs):
        super().__init__(*args, initial={"answer": usual_answer(report)}, **kwargs)


def usual_answer(report):
    return _(
        "Thank you for telling us of an error in “%(headline)s”.\n\n"
        "You are right. We have corrected it, and say so under the text.\n\n"
        "The editors of %(site)s"
    ) % {"headline": report.review.headline, "site": current().name}
