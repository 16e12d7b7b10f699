from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .text import fold_email


class EmailField(forms.EmailField):
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
