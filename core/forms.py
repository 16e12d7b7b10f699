from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.text import normalize_newlines
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from .text import fold_email

# Characters that columns hold and mail servers take (RFC 5321, 4.5.3.1.3); Django's own takes 320.
MAX_EMAIL = 254


# An error says what to do; Django’s say what is wrong with “this field” and “this value”.
REQUIRED: dict[type[forms.Field], Any] = {
    forms.Field: _("Fill in this field."),
    forms.ChoiceField: _("Choose one."),
    forms.MultipleChoiceField: _("Choose at least one."),
    forms.ModelMultipleChoiceField: _("Choose at least one."),
    forms.BooleanField: _("Tick this box to go on."),
    forms.FileField: _("Choose a file."),
}
TOO_LONG = ngettext_lazy(
    "Shorten this to %(limit_value)d character. It has %(show_value)d.",
    "Shorten this to %(limit_value)d characters. It has %(show_value)d.",
    "limit_value",
)


def say_what_to_do() -> None:
    """Have all forms say it, also those of Django’s admin and of allauth."""
    for field, message in REQUIRED.items():
        field.default_error_messages = field.default_error_messages | {"required": message}
    MaxLengthValidator.message = TOO_LONG


class Textarea(forms.Textarea):
    """Whose lines end with one character, as browsers and `maxlength` count them.

    A form is sent with two for each (HTML, 4.10.22.4), by which a text that fits would be too long.
    """

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        value = super().value_from_datadict(data, files, name)
        return normalize_newlines(value) if isinstance(value, str) else value


class EmailField(forms.EmailField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**({"max_length": MAX_EMAIL} | kwargs))

    def to_python(self, value: Any) -> Any:
        return super().to_python(fold_email(value))


class HoneypotForm(forms.Form):
    """With a field that people do not see and spam robots fill in."""

    # Called what a robot would fill in; “honeypot” would warn it.
    fax = forms.CharField(
        label=_("Fax"),
        required=False,
        help_text=_("Leave this field empty. It is there to catch spam robots."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def clean_fax(self) -> str:
        if self.cleaned_data["fax"]:
            raise forms.ValidationError(_("Clear this field, then send the form again."))
        return ""
