"""How this house wants allauth to work, where settings cannot say it."""

import ipaddress

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.account.stages import EmailVerificationStage
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.sites.shortcuts import get_current_site
from django.http import Http404
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from comments.models import MemberProfile

from . import post

TO_STRANGERS = "account/email/unknown_account"


class MemberAdapter(DefaultAccountAdapter):
    """Members' own accounts."""

    def get_client_ip(self, request):
        """The /24 or /48 network: enough to count tries and to tell sessions apart, and nobody's address."""
        address = ipaddress.ip_address(super().get_client_ip(request))
        address = getattr(address, "ipv4_mapped", None) or address
        prefix = 24 if address.version == 4 else 48
        return str(ipaddress.ip_network(f"{address}/{prefix}", strict=False).network_address)

    def _get_login_attempts_cache_key(self, request, **credentials):
        """Tries are counted for an account from one network, so that a guesser cannot lock its owner out."""
        return f"{super()._get_login_attempts_cache_key(request, **credentials)}:{self.get_client_ip(request)}"

    def generate_unique_username(self, txts, regex=None):
        """A user name that tells nothing: allauth's would be the first half of the e-mail address."""
        return f"reader-{get_random_string(12, 'abcdefghijkmnpqrstuvwxyz23456789')}"

    def populate_username(self, request, user):
        user.username = user.username or self.generate_unique_username([])

    def is_safe_url(self, url):
        """Only this very host may follow a log-in."""
        return bool(url) and url_has_allowed_host_and_scheme(
            url, allowed_hosts={self.request.get_host()}, require_https=self.request.is_secure()
        )

    def get_login_stages(self):
        ours = f"{KnownAddressStage.__module__}.{KnownAddressStage.__qualname__}"
        return [ours if stage.endswith(".EmailVerificationStage") else stage for stage in super().get_login_stages()]

    def login(self, request, user):
        """Everybody who logs in is known to moderators as a member from then on."""
        super().login(request, user)
        MemberProfile.objects.of(user)

    def send_mail(self, template_prefix, email, context):
        """As allauth's own, but the answer does not wait for the mail server.

        A letter to a stranger, who only got typed, is made and not sent: so both addresses cost the same time.
        """
        given = {"request": self.request, "email": email, "current_site": get_current_site(self.request)}
        letter = self.render_mail(template_prefix, email, given | context)
        if template_prefix != TO_STRANGERS:
            post.send_soon(letter)

    def send_account_already_exists_mail(self, email):
        """With the work of hashing that a newcomer's password would have been."""
        get_user_model()().set_password(self.request.POST.get("password1") or None)
        super().send_account_already_exists_mail(email)

    def get_password_change_redirect_url(self, request):
        return reverse("members:me")


class KnownAddressStage(EmailVerificationStage):
    """An address must be proved before its account opens, but not by those whom the house let in itself.

    People of the desk are vouched for by whoever made their account, also where no letter leaves yet; an
    account that was made without an address has none to prove.
    """

    def handle(self):
        user = self.login.user  # None where somebody signs up with an address that is taken
        return (None, True) if user and is_of_the_house(user) else super().handle()


def is_of_the_house(user):
    return user.is_staff or not (user.email or EmailAddress.objects.filter(user=user).exists())


class OutsideAdapter(DefaultSocialAccountAdapter):
    """Log-ins from outside; their keys come from the environment alone."""

    def list_apps(self, request, provider=None, client_id=None):
        apps = [
            SocialApp(provider=name, **app)
            for name, table in settings.SOCIALACCOUNT_PROVIDERS.items()
            for app in table.get("APPS", [])
        ]
        return [
            app
            for app in apps
            if provider in {None, app.provider, app.provider_id} and client_id in {None, app.client_id}
        ]

    def get_app(self, request, provider, client_id=None):
        """The keys of a provider; Http404 where this site has none."""
        try:
            return super().get_app(request, provider, client_id)
        except SocialApp.DoesNotExist as error:
            raise Http404(_("This site has no log-in by that name.")) from error

    def get_signup_form_initial_data(self, sociallogin):
        """With the name as the provider knows it."""
        return super().get_signup_form_initial_data(sociallogin) | {"name": sociallogin.user.get_full_name()}
