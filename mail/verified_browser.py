"""A signed cookie by which a browser proves that its reader owns an address.

Who answers an e-mail gets it.
"""

from allauth.account.models import EmailAddress
from django.http import HttpRequest, HttpResponse

from core.cookies import cookie_name, set_for_a_year
from core.signing import InvalidToken, Purpose, sign, unsign

from .models import Recipient

COOKIE = cookie_name("verified-browser")


def remember(response: HttpResponse, recipient: Recipient) -> None:
    """Let this browser speak for a recipient whose owner just answered an e-mail."""
    set_for_a_year(response, COOKIE, sign(Purpose.VERIFIED_BROWSER, recipient.pk))


def owns_email(request: HttpRequest, email: str) -> bool:
    """Whether the visitor owns the address: by a verified browser, or as a member who confirmed."""
    email = email.strip().lower()
    if request.user.is_authenticated:
        own = EmailAddress.objects.filter(user=request.user, email=email, verified=True)
        if own.exists():
            return True
    return verified_email(request) == email


def verified_email(request: HttpRequest) -> str | None:
    """The confirmed address that this browser speaks for, or None."""
    try:
        pk = unsign(Purpose.VERIFIED_BROWSER, request.COOKIES.get(COOKIE))
    except InvalidToken:
        return None
    confirmed = Recipient.objects.filter(pk=pk, confirmed_at__isnull=False)
    return confirmed.values_list("email", flat=True).first()
