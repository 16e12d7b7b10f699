"""What e-mails say, and the lists they belong to, is known to other rooms.

They register it here from a module `emails` in their app, which is found as `admin` and `tasks`
are.

A builder makes the content of an e-mail of its kind when it is sent, from what is true then. Its
templates are `emails/<kind>.txt` and `emails/<kind>.html`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .models import OutgoingEmail, Recipient


@dataclass
class Content:
    """What an e-mail says; `list_name` is what its reader can unsubscribe from."""

    subject: str
    list_name: str
    context: dict[str, Any] = field(default_factory=dict)


Builder = Callable[[OutgoingEmail, Recipient], Content | None]
Unsubscriber = Callable[[Recipient, str], None]

BUILDERS: dict[str, Builder] = {}
TRANSACTIONAL: set[str] = set()
UNSUBSCRIBERS: dict[str, Unsubscriber] = {}


def register(kind: str, *, transactional: bool = False) -> Callable[[Builder], Builder]:
    """Declare who makes e-mails of this kind; None where nobody is to get one any more.

    Transactional ones answer what somebody did, so they also go to who unsubscribed from all.
    """

    def declare(builder: Builder) -> Builder:
        BUILDERS[kind] = builder
        if transactional:
            TRANSACTIONAL.add(kind)
        return builder

    return declare


def register_list(name: str) -> Callable[[Unsubscriber], Unsubscriber]:
    """Declare how a recipient leaves the lists `name` and `name-…`; it gets what ends the name."""

    def declare(unsubscribe: Unsubscriber) -> Unsubscriber:
        UNSUBSCRIBERS[name] = unsubscribe
        return unsubscribe

    return declare


def content_of(email: OutgoingEmail, recipient: Recipient) -> Content | None:
    """What the e-mail says; None where its recipient does not want it or it came too late."""
    if not recipient.accepts(email.kind, transactional=email.kind in TRANSACTIONAL):
        return None
    return BUILDERS[email.kind](email, recipient)


def unsubscribe(recipient: Recipient, list_name: str) -> None:
    """End one list: everything, one that another room keeps, or a kind that comes unasked."""
    name, _dash, which = list_name.partition("-")
    if list_name == "all":
        recipient.unsubscribe_all()
    elif name in UNSUBSCRIBERS:
        UNSUBSCRIBERS[name](recipient, which)
    else:
        recipient.opt_out(name)
