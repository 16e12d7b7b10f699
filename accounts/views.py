"""A member's own pages, seen by nobody else."""

from urllib.parse import quote

from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.account.models import EmailAddress
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.views import AddWebAuthnView
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.generic import RedirectView
from requests import RequestException

from mail import links
from mail.models import Recipient

from .forms import NameForm
from .models import MemberProfile


@require_safe
@login_required
def me(request):
    return _show(request, MemberProfile.objects.get_or_create_for(request.user))


def _show(request, profile, form=None, status=200):
    user = request.user
    context = {
        "profile": profile,
        "form": form or NameForm(initial={"name": profile.name}),
        "address": EmailAddress.objects.get_primary_email(user) or user.email,
        "passkeys": Authenticator.objects.filter(
            user=user, type=Authenticator.Type.WEBAUTHN
        ).count(),
        "has_providers": get_adapter().list_apps(request)
        or SocialAccount.objects.filter(user=user).exists(),
    }
    return render(request, "accounts/me.html", context, status=status)


@require_POST
@login_required
def rename(request):
    profile, form = MemberProfile.objects.get_or_create_for(request.user), NameForm(request.POST)
    if not form.is_valid():
        return _show(request, profile, form, status=422)
    profile.rename(form.cleaned_data["name"])
    messages.success(
        request, _("Saved. Your next comments will be signed %(name)s.") % {"name": profile.name}
    )
    return redirect("accounts:me")


@require_POST
@login_required
def request_verification(request):
    profile = MemberProfile.objects.get_or_create_for(request.user)
    if not profile.is_verified:
        profile.request_verification()
        messages.success(request, _("Thank you. A moderator will check your name."))
    return redirect("accounts:me")


@require_POST
@login_required
def email_preferences(request):
    """To the page where the member chooses which e-mails come.

    It is theirs, because the address was confirmed. Of several it is the one that e-mails go to.
    """
    confirmed = EmailAddress.objects.filter(user=request.user, verified=True)
    address = confirmed.order_by("-primary", "pk").first()
    if address is None:
        messages.error(request, _("Confirm your e-mail address first."))
        return redirect("accounts:me")
    return redirect(links.preferences_url(Recipient.objects.confirm(address.email)))


class SignInRedirect(RedirectView):
    """`/login/`, the short address: it takes along a `next` on this host, and nothing else."""

    pattern_name = "account_login"

    def get_redirect_url(self, *args, **kwargs):
        address = super().get_redirect_url(*args, **kwargs)
        after = self.request.GET.get("next", "")
        is_safe = get_account_adapter(self.request).is_safe_url(after)
        return f"{address}?next={quote(after)}" if is_safe else address


class AddPasskey(AddWebAuthnView):
    """The passkey was used just now, so its owner sees recovery codes without giving one."""

    def form_valid(self, form):
        response = super().form_valid(form)
        newest = Authenticator.objects.filter(
            user=self.request.user, type=Authenticator.Type.WEBAUTHN
        ).latest("pk")
        post_authentication(self.request, newest, reauthenticated=True)
        return response


@require_POST
@login_required
def end_session(request, pk):
    get_object_or_404(UserSession, pk=pk, user=request.user).end()
    return redirect("usersessions_list")


@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_with(request, provider):
    """To a provider's sign-in, by a page that leads there: our policy ends no form at another host.

    Links from kept pages, which hold no token, come by GET and find the button first.
    """
    found = get_adapter().get_provider(request, provider)
    if request.method != "POST":
        return render(
            request,
            "accounts/continue_with_provider.html",
            {"provider": found, "next": request.GET.get("next", "")},
        )
    try:
        address = found.redirect_from_request(request).url
    except (OAuth2Error, RequestException, KeyError):
        return render(request, "socialaccount/authentication_error.html", status=503)
    return render(
        request, "accounts/redirect_to_provider.html", {"address": address, "provider": found.name}
    )
