from allauth.account.forms import (
    AddEmailForm,
    LoginForm,
    RequestLoginCodeForm,
    ResetPasswordForm,
    SignupForm,
)
from allauth.core import context
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.forms import DisconnectForm
from django import forms
from django.core.validators import MaxLengthValidator
from django.db import transaction
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from core.forms import MAX_EMAIL
from core.text import fold_email
from mail.models import OutgoingEmail
from mail.queue import enqueue_unchecked

from . import limits
from .adapters import is_vouched_for


class FoldsAddress:
    """For a form that asks for an e-mail: it is read as all others are kept."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].to_python = fold_email
        # allauth would keep the first part of a longer one.
        self.fields["email"].validators.append(MaxLengthValidator(MAX_EMAIL))
        self.fields["email"].label = _("E-mail")
        del self.fields["email"].widget.attrs["placeholder"]  # which repeats it in other words


class SendsEmail(FoldsAddress):
    """For a form that has an e-mail sent, of a kind that has its own number a day."""

    kind = ""

    def clean(self):
        cleaned = super().clean()
        email = self.cleaned_data.get("email")
        if (
            email
            and not self.errors
            and not limits.take_email_allowance(context.request, self.kind, email)
        ):
            raise forms.ValidationError(
                _(
                    "We have sent several e-mails to this address today. Use the newest one, or "
                    "try again tomorrow. You can still sign in with a password or a passkey."
                ),
                code="too_many_emails",
            )
        return cleaned


class SignInCodeForm(SendsEmail, RequestLoginCodeForm):
    kind = "login-code"


class PasswordResetForm(SendsEmail, ResetPasswordForm):
    kind = "reset"


class AddressForm(SendsEmail, AddEmailForm):
    kind = "address"


class SignInForm(LoginForm):
    """By password: with the e-mail address, or the user name of those who have one."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail or user name")
        self.fields["login"].widget.attrs = {"autocomplete": "username"}

    def clean_login(self):
        login = super().clean_login()
        return fold_email(login) if "@" in login else login

    def user_credentials(self):
        """Under one name, which the backend takes for either.

        allauth's two would hash a wrong password twice for a known address and once for an unknown
        one.
        """
        return {"username": self.cleaned_data["login"], "password": self.cleaned_data["password"]}


class SignUpForm(SendsEmail, SignupForm):
    """For an address that is taken the same work is done and taken back.

    So both answer in the same time.
    """

    kind = "sign-up"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        password = self.fields["password1"]
        password.help_text = format_html(
            "<p>{}</p>{}",
            _("Optional. Without one, you sign in with a code by e-mail."),
            password.help_text,
        )

    def try_save(self, request):
        if self.account_already_exists:
            self._save_nothing(request)
        return super().try_save(request)

    @transaction.atomic
    def save(self, request):
        return super().save(request)

    @transaction.atomic
    def _save_nothing(self, request):
        self.account_already_exists = False
        with transaction.atomic():
            self.save(request)
            transaction.set_rollback(True)
        # So that as much is written.
        enqueue_unchecked([OutgoingEmail(kind="account", status=OutgoingEmail.Status.CANCELLED)])
        self.account_already_exists = True


class AddPasskeyForm(AddWebAuthnForm):
    """A passkey, which logs in alone unless its owner wants it beside the password only."""

    passwordless = forms.BooleanField(
        label=_("Sign in with this passkey alone"),
        required=False,
        initial=True,
        help_text=_(
            "You confirm with your fingerprint, face or PIN. Otherwise you use the passkey after "
            "your password."
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name this passkey, for example “My phone”")


class RemoveForm(DisconnectForm):
    """An account at another site to remove, also of a provider whose keys this site no longer has.

    allauth would ask such a provider for its name, and everybody for a password, who may come by a
    code.
    """

    def clean(self):
        given = forms.Form.clean(self)
        if "account" in given and not self._leaves_a_way_in(given["account"]):
            raise forms.ValidationError(
                _("This is your only way to sign in. Confirm an e-mail address first.")
            )
        return given

    def save(self):
        account = self.cleaned_data["account"]
        if account.provider not in self._open():
            account._provider = account.provider
        super().save()

    def _leaves_a_way_in(self, account):
        """A code to a proved address.

        For those who need not prove one, a password or another site.
        """
        user = self.request.user
        if user.emailaddress_set.filter(verified=True).exists():
            return True
        others = self.accounts.filter(provider__in=self._open()).exclude(pk=account.pk)
        return is_vouched_for(user) and (user.has_usable_password() or others.exists())

    def _open(self):
        """The providers whose keys this site has, by the name under which accounts are kept."""
        return {app.provider_id or app.provider for app in get_adapter().list_apps(self.request)}
