"""How often a password may be tried and an e-mail asked for, without shutting the owner out."""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.db.models import Q

from core.cookies import cookie_name, set_for_a_year
from core.limiter import Policy
from core.signing import InvalidToken, Purpose, sign, unsign
from core.text import fold_email

DAY = timedelta(days=1)
# Wrong passwords for one account, from browsers that never signed in to it.
GUESSES = Policy("guesses", 20, timedelta(hours=1))
WARNINGS = Policy("warnings of guesses", 1, DAY)
# E-mails of one kind to one address. Those of browsers that once signed in with it are counted
# apart: nobody else can use these up.
EMAILS = Policy("e-mails", 5, DAY)
EMAILS_TO_KNOWN_BROWSER = Policy("e-mails to a known browser", 20, DAY)
COOKIE = cookie_name("known-browser")


def remember_browser(response, user):
    """Let this browser count as its owner's when others try its password."""
    set_for_a_year(response, COOKIE, sign(Purpose.ACCOUNT_BROWSER, user.pk))
    return response


def owners_of(login):
    """The users with this user name, or this e-mail."""
    email = fold_email(login)
    proved = Q(emailaddress__email=email, emailaddress__verified=True)
    return get_user_model().objects.filter(Q(username=login) | Q(email=email) | proved)


def is_known_browser(request, login):
    try:
        pk = unsign(Purpose.ACCOUNT_BROWSER, request.COOKIES.get(COOKIE))
    except InvalidToken:
        return False
    return owners_of(login).filter(pk=pk).exists()


def may_guess(request, login):
    return not GUESSES.is_reached(fold_email(login)) or is_known_browser(request, login)


def count_guess(login):
    """Count a wrong password; whether it was the last that a strange browser may try."""
    return GUESSES.add(fold_email(login)) == GUESSES.limit


def take_warning_allowance(login):
    """Whether the owner of an account may be told of guesses now; then not again for a day."""
    return WARNINGS.allow(fold_email(login))


def take_email_allowance(request, kind, email):
    """Whether another e-mail of this kind may go to an address today; counts it."""
    policy = EMAILS_TO_KNOWN_BROWSER if is_known_browser(request, email) else EMAILS
    return policy.allow(kind, fold_email(email))
