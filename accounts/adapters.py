"""How allauth works here, where settings cannot say it."""

import ipaddress
from datetime import timedelta
from types import SimpleNamespace
from urllib.parse import urlsplit

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.account.stages import EmailVerificationStage
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from core.network import network_of
from mail.models import OutgoingEmail
from mail.models.outgoing_email import TOP_PRIORITY
from mail.queue import enqueue_unchecked
from site_settings.current import current

from . import limits
from .models import MemberProfile

TO_STRANGERS = "account/email/unknown_account"
# E-mails that hold a code, by allauth's name of the seconds for which it is good.
CODES = {
    "account/email/login_code": "LOGIN_BY_CODE_TIMEOUT",
    "account/email/password_reset_code": "PASSWORD_RESET_BY_CODE_TIMEOUT",
    "account/email/email_confirmation": "EMAIL_VERIFICATION_BY_CODE_TIMEOUT",
    "account/email/email_confirmation_signup": "EMAIL_VERIFICATION_BY_CODE_TIMEOUT",
}


class MemberAdapter(DefaultAccountAdapter):
    """Members' own accounts."""

    def get_client_ip(self, request):
        """The keyed hash of the sender's network as an address (fd00::/8): allauth stores no other.

        It is enough to count tries. Addresses that cannot be read count as one network.
        """
        return str(ipaddress.IPv6Address(bytes.fromhex("fd" + network_of(request)[:30].zfill(30))))

    def _get_login_attempts_cache_key(self, request, **credentials):
        """Tries count for an account and a network, so that a guesser cannot lock its owner out."""
        key = super()._get_login_attempts_cache_key(request, **credentials)
        return f"{key}:{self.get_client_ip(request)}"

    def generate_unique_username(self, txts, regex=None):
        """A user name that tells nothing: allauth's would be the first half of the address."""
        return f"reader-{get_random_string(12, 'abcdefghijkmnpqrstuvwxyz23456789')}"

    def is_safe_url(self, url):
        """Only this very host may follow a sign-in."""
        return bool(url) and url_has_allowed_host_and_scheme(
            url, allowed_hosts={self.request.get_host()}, require_https=self.request.is_secure()
        )

    def get_login_stages(self):
        stages = super().get_login_stages()
        verification = "allauth.account.stages.EmailVerificationStage"
        stages[stages.index(verification)] = "accounts.adapters.KnownAddressStage"
        return stages

    def login(self, request, user):
        """Everybody who logs in is known to moderators as a member from then on."""
        super().login(request, user)
        MemberProfile.objects.get_or_create_for(user)

    def post_login(self, request, user, **kwargs):
        """This browser is its owner's from now on, whoever else tries to sign in."""
        return limits.remember_browser(super().post_login(request, user, **kwargs), user)

    def pre_authenticate(self, request, **credentials):
        """Refuse before hashing after many wrong guesses, except browsers that signed in before."""
        if not limits.may_guess(request, credentials.get("username", "")):
            raise ValidationError(
                _(
                    "There were too many wrong passwords for this account. For an hour, passwords "
                    "only work in a browser you have signed in with before. You can sign in with a "
                    "code by e-mail or a passkey now."
                ),
                code="too_many_guesses",
            )
        super().pre_authenticate(request, **credentials)

    def authentication_failed(self, request, **credentials):
        super().authentication_failed(request, **credentials)
        login = credentials.get("username", "")
        if limits.count_guess(login) and limits.take_warning_allowance(login):
            self._tell_of_guesses(login)

    def _tell_of_guesses(self, login):
        """An e-mail to the account's owner, and for nobody's account as much work."""
        user = limits.owners_of(login).first()
        address = user and (EmailAddress.objects.get_primary_email(user) or user.email)
        self.send_mail(
            "account/email/guessed" if address else TO_STRANGERS, address or login, {"user": user}
        )

    def format_email_subject(self, subject):
        return f"{current().name}: {subject}"

    def send_mail(self, template_prefix, email, context):
        """As allauth's own, but into the queue.

        An e-mail to a stranger, who only got typed, is a row for nobody, without a code: so both
        addresses cost the same time. For the same reason a member is looked for among all users,
        which allauth does for strangers alone.
        """
        given = {"request": self.request, "email": email, "current_site": _site()}
        message = self.render_mail(template_prefix, email, given | self._of_this_site(context))
        outgoing = OutgoingEmail(
            kind="account",
            to=email.lower(),
            context={
                "subject": message.subject,
                "text": message.body,
                "until": good_until(template_prefix),
            },
            next_attempt_at=TOP_PRIORITY,
        )
        if template_prefix == TO_STRANGERS:
            outgoing.to, outgoing.status = "", OutgoingEmail.Status.CANCELLED
        elif template_prefix in CODES:
            list(get_user_model().objects.filter(email__iexact=email).values_list("pk"))
        enqueue_unchecked([outgoing])

    def _of_this_site(self, context):
        """The same with links to SITE_URL: allauth makes them of the host that the browser sent."""
        asked = self.request.build_absolute_uri("/")
        return {
            name: f"{settings.SITE_URL}/{value.removeprefix(asked)}"
            if isinstance(value, str) and value.startswith(asked)
            else value
            for name, value in context.items()
        }

    def get_password_change_redirect_url(self, request):
        return reverse("accounts:me")


def _site():
    """What allauth's e-mails call the site, whatever host the browser asked for."""
    return SimpleNamespace(name=current().name, domain=urlsplit(settings.SITE_URL).netloc)


def good_until(template_prefix):
    """When the code in an e-mail ends; None for e-mails without."""
    name = CODES.get(template_prefix)
    return timezone.now() + timedelta(seconds=getattr(app_settings, name)) if name else None


class KnownAddressStage(EmailVerificationStage):
    """An address is confirmed before its account opens, unless the site made the account.

    Staff are vouched for by whoever made their account, also where no e-mail is sent yet; an
    account that was made without an address has none to prove.
    """

    def handle(self):
        user = self.login.user  # None where somebody signs up with an address that is taken
        return (None, True) if user and is_vouched_for(user) else super().handle()


def is_vouched_for(user):
    return user.is_staff or not (user.email or EmailAddress.objects.filter(user=user).exists())


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Accounts at other sites; their keys come from the environment alone."""

    def list_apps(self, request, provider=None, client_id=None):
        apps = [
            SocialApp(provider=name, **app)
            for name, table in settings.SOCIALACCOUNT_PROVIDERS.items()
            for app in table.get("APPS", [])
        ]
        return [
            app
            for app in apps
            if provider in {None, app.provider, app.provider_id}
            and client_id in {None, app.client_id}
        ]

    def get_app(self, request, provider, client_id=None):
        """The keys of a provider; Http404 where this site has none."""
        try:
            return super().get_app(request, provider, client_id)
        except SocialApp.DoesNotExist as error:
            raise Http404(_("This site has no such sign-in.")) from error

    def get_signup_form_initial_data(self, sociallogin):
        return super().get_signup_form_initial_data(sociallogin) | {
            "name": sociallogin.user.get_full_name()
        }
