"""How often a password may be tried and an e-mail asked for, without shutting the owner out."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Q

from core.email import fold_email
from core.limiter import claim_once, hit, hits
from core.signing import InvalidToken, Purpose, sign, unsign

HOUR, DAY = 60 * 60, 24 * 60 * 60
MAX_GUESSES = (
    20  # wrong passwords for one account in an hour, from browsers that never signed in to it
)
MAX_MAILS = 5  # of one kind to one address in a day, for browsers that never signed in with it
MAX_MAILS_TO_KNOWN = 20  # for those that did: nobody else can use these up
KNOWN_FOR = timedelta(days=365)


def cookie_name():
    """Browsers take a `__Host-` cookie only over HTTPS."""
    return "__Host-browser" if settings.SESSION_COOKIE_SECURE else "browser"


def remember_browser(response, user):
    """Let this browser count as its owner's when others try its password."""
    response.set_cookie(
        cookie_name(),
        sign(Purpose.ACCOUNT_BROWSER, user.pk),
        max_age=KNOWN_FOR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def is_known_browser(request, login):
    """Whether this browser once signed in to the account with this user name or e-mail."""
    try:
        pk = unsign(Purpose.ACCOUNT_BROWSER, request.COOKIES.get(cookie_name()))
    except InvalidToken:
        return False
    email = fold_email(login)
    names = (
        Q(username=login)
        | Q(email=email)
        | Q(emailaddress__email=email, emailaddress__verified=True)
    )
    return get_user_model().objects.filter(names, pk=pk).exists()


def may_guess(request, login):
    """Whether another password for this account may be tried from here."""
    return hits("guesses", fold_email(login)) < MAX_GUESSES or is_known_browser(request, login)


def count_guess(login):
    """Count a wrong password; whether its owner is to be told now, at most once a day."""
    login = fold_email(login)
    return hit("guesses", login, within=HOUR) == MAX_GUESSES and claim_once(
        "told of guesses", login, within=DAY
    )


def may_mail(request, kind, email):
    """Whether another e-mail of this kind may go to an address today; counts it."""
    known = is_known_browser(request, email)
    most = MAX_MAILS_TO_KNOWN if known else MAX_MAILS
    return hit("mail", kind, known, fold_email(email), within=DAY) <= most
