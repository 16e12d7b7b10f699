"""Who is told of what. All of it writes rows in the caller's transaction and sends nothing."""

from .announcements import announce, announce_again
from .decisions import appeal_link, cancel_email, notify_author, rejection_appeal_link
from .moderators import notify_moderators
from .subscriptions import ask_to_confirm, resubscribe, subscribe

__all__ = [
    "announce",
    "announce_again",
    "appeal_link",
    "ask_to_confirm",
    "cancel_email",
    "notify_author",
    "notify_moderators",
    "rejection_appeal_link",
    "resubscribe",
    "subscribe",
]
