"""Which address the data is asked for, and that erasing is meant."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import ButtonHolder, Div, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from comments.form_layout import Press
from core.email import EmailField


class AskForm(forms.Form):
    """The address under which somebody wrote as a guest."""

    email = EmailField(
        label=_("E-mail"),
        help_text=_("The address you used for your comments."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    fax = forms.CharField(
        label=_("Fax"),
        required=False,
        help_text=_("Leave this field empty. It is there to catch spam robots."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def clean_fax(self):
        if self.cleaned_data["fax"]:
            raise forms.ValidationError(_("Clear this field, then send the form again."))
        return ""

    @property
    def helper(self):
        """The layout, with the trap last; the page carries no token."""
        helper = FormHelper()
        helper.form_class, helper.disable_csrf = "form", True
        button = ButtonHolder(Press("send", _("Send me the link"), css_class="primary"))
        helper.layout = Layout("email", Div("fax", css_class="trap"), button)
        return helper


class EraseForm(forms.Form):
    """The word that erasing is meant."""

    sure = forms.BooleanField(
        label=_("Erase everything permanently"),
        error_messages={"required": _("Nothing was erased. Tick the box to confirm.")},
    )

    def __init__(self, *args, by_link, **kwargs):
        super().__init__(*args, **kwargs)
        self.by_link = by_link

    @property
    def helper(self):
        """The layout; a link that shows the form is its key, a member's form carries a token."""
        helper = FormHelper()
        helper.form_class, helper.disable_csrf = "form", self.by_link
        helper.layout = Layout("sure", ButtonHolder(Press("erase", _("Erase"), css_class="primary")))
        return helper
