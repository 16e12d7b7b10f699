"""A signed cookie by which a browser proves that its reader owns an address; the owner of a letter
gets it.
"""

from datetime import timedelta

from django.conf import settings
from django.core.signing import BadSignature, Signer

from comments.models import Address

FOR = timedelta(days=365)
_signer = Signer(salt="comments.hand", sep="~")


def cookie_name():
    """Browsers take a `__Host-` cookie only over HTTPS."""
    return "__Host-known" if settings.SESSION_COOKIE_SECURE else "known"


def remember(response, address):
    """Let this browser speak for an address whose owner just answered a letter."""
    response.set_cookie(
        cookie_name(),
        _signer.sign(address.pk),
        max_age=FOR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def proves(request, email):
    """Whether this request comes from a hand that owns the e-mail: a known browser, or a member who
    confirmed it.
    """
    email = email.strip().lower()
    user = request.user
    if user.is_authenticated and user.emailaddress_set.filter(email=email, verified=True).exists():
        return True
    return known_email(request) == email


def known_email(request):
    """The confirmed address that this browser speaks for, or None."""
    try:
        pk = _signer.unsign(request.COOKIES.get(cookie_name(), ""))
    except BadSignature:
        return None
    return (
        Address.objects.filter(pk=pk, confirmed_at__isnull=False)
        .values_list("email", flat=True)
        .first()
    )
