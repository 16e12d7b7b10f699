"""Links in e-mails: each carries a recipient's key, signed, so that nobody need sign in.

The project gives the pages behind them, as `unsubscribe`, `confirm` and `preferences` in the
namespace `mail`: a room above knows what a recipient follows.
"""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse

from core.signing import InvalidToken, Purpose, sign, unsign

from .models import Recipient

# An answer that comes later than this would confirm what nobody remembers having written.
CONFIRM_WITHIN = timedelta(days=7)
# Old e-mails get forwarded and found; what ends e-mails works for ever, what shows choices does
# not.
PREFERENCES_WITHIN = timedelta(days=90)


def unsubscribe_url(recipient: Recipient, list_name: str) -> str:
    """The address that ends one list for this recipient, for ever."""
    return _url("unsubscribe", sign(Purpose.UNSUBSCRIBE, f"{recipient.pk}.{list_name}"))


def confirm_url(recipient: Recipient) -> str:
    """The address where its owner says that they wrote what waits."""
    return _url("confirm", sign(Purpose.CONFIRM_EMAIL, recipient.pk))


def preferences_url(recipient: Recipient) -> str:
    """The address of the page with all that this recipient follows."""
    return _url("preferences", sign(Purpose.PREFERENCES, recipient.pk))


def read_unsubscribe(token: str) -> tuple[Recipient | None, str]:
    """The recipient, or None where it was erased, and the name of the list; or InvalidToken."""
    pk, _dot, list_name = unsign(Purpose.UNSUBSCRIBE, token).partition(".")
    return Recipient.objects.filter(pk=pk).first(), list_name


def read_confirm(token: str) -> Recipient:
    """The recipient; InvalidToken if the link is too old, or the recipient was erased."""
    return find_recipient(unsign(Purpose.CONFIRM_EMAIL, token, CONFIRM_WITHIN))


def read_preferences(token: str) -> Recipient:
    """The recipient; InvalidToken if the link is too old, or the recipient was erased."""
    return find_recipient(unsign(Purpose.PREFERENCES, token, PREFERENCES_WITHIN))


def find_recipient(pk: str) -> Recipient:
    """The recipient that a link was signed for; InvalidToken where it was erased."""
    recipient = Recipient.objects.filter(pk=pk).first()
    if recipient is None:
        raise InvalidToken(pk)
    return recipient


def _url(name: str, token: str) -> str:
    return settings.SITE_URL + reverse(f"mail:{name}", args=[token])
