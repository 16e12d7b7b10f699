"""allauth's forms in the words of this house."""

from allauth.account.forms import LoginForm, SignupForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.forms import DisconnectForm
from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from comments.models import Letter

from .adapters import is_of_the_house


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


class SignUpForm(SignupForm):
    """A newcomer. For an address that is taken the same work is done and taken back: both answer in the same time."""

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
        Letter.objects.create(kind="account", status="dropped")  # so that there is something to write
        self.account_already_exists = True


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


class RemoveForm(DisconnectForm):
    """An outside log-in to remove, also of a provider whose keys this site no longer has.

    allauth would ask such a provider for its name, and everybody for a password, who may come by a code.
    """

    def clean(self):
        given = forms.Form.clean(self)
        if "account" in given and not self._leaves_a_way_in(given["account"]):
            raise forms.ValidationError(_("It is your only way in. Confirm an e-mail address first."))
        return given

    def save(self):
        account = self.cleaned_data["account"]
        if account.provider not in self._open():
            account._provider = account.provider
        super().save()

    def _leaves_a_way_in(self, account):
        """A code to a proved address; for those who need not prove one, a password or another outside log-in."""
        user = self.request.user
        if user.emailaddress_set.filter(verified=True).exists():
            return True
        others = self.accounts.filter(provider__in=self._open()).exclude(pk=account.pk)
        return is_of_the_house(user) and (user.has_usable_password() or others.exists())

    def _open(self):
        """The providers whose keys this site has, by the name under which accounts are kept."""
        return {app.provider_id or app.provider for app in get_adapter().list_apps(self.request)}
