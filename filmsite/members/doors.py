"""allauth's forms in the words of this house."""

from allauth.account.forms import LoginForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _


class LogInForm(LoginForm):
    """By password: with the e-mail address, or the user name of those who have one."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail or user name")
        self.fields["login"].widget.attrs = {"autocomplete": "username"}

    def user_credentials(self):
        """Under one name, which the backend takes for either.

        allauth's two would hash a wrong password twice for a known address and once for an unknown one.
        """
        return {"username": self.cleaned_data["login"], "password": self.cleaned_data["password"]}


class AddPasskeyForm(AddWebAuthnForm):
    """A passkey, which logs in alone unless its owner wants it beside the password only."""

    passwordless = forms.BooleanField(
        label=_("Log in with this passkey alone"),
        required=False,
        initial=True,
        help_text=_("It then asks for your finger, face or PIN. Otherwise it is asked for after your password."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Its name, so that you know it again")
