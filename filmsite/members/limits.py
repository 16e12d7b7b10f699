"""How often a password may be tried and an e-mail asked for, without shutting the owner out."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Q

from core.limiter import Policy
from core.signing import InvalidToken, Purpose, sign, unsign
from core.text import fold_email

DAY = timedelta(days=1)
# Wrong passwords for one account, from browsers that never signed in to it.
GUESSES = Policy("guesses", 20, timedelta(hours=1))
GUESS_NOTICES = Policy("told of guesses", 1, DAY)
# E-mails of one kind to one address, for browsers that never signed in with it.
MAILS = Policy("mail", 5, DAY)
MAILS_TO_KNOWN = Policy("mail", 20, DAY)  # for those that did: nobody else can use these up
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
    return not GUESSES.is_reached(fold_email(login)) or is_known_browser(request, login)


def count_guess(login):
    """Count a wrong password; whether its owner is to be told now, at most once a day."""
    login = fold_email(login)
    return GUESSES.add(login) == GUESSES.limit and GUESS_NOTICES.allow(login)


def may_mail(request, kind, email):
    """Whether another e-mail of this kind may go to an address today; counts it."""
    known = is_known_browser(request, email)
    return (MAILS_TO_KNOWN if known else MAILS).allow(kind, known, fold_email(email))
