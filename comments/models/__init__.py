"""Comments as rows: state, constraints, queries and methods about one row."""

from .ban import Ban, TrustedAuthor
from .comment import Comment
from .discussion import Discussion
from .film_mention import FilmMention
from .like import Like
from .moderation import AlreadyDecided, Appeal, ModerationLog, RejectionReason, TextChanged
from .report import Report
from .revision import Revision
from .spam import Fingerprint, SpamToken, SpamWord
from .subscription import DigestItem, Subscription

__all__ = [
    "AlreadyDecided",
    "Appeal",
    "Ban",
    "Comment",
    "DigestItem",
    "Discussion",
    "FilmMention",
    "Fingerprint",
    "Like",
    "ModerationLog",
    "RejectionReason",
    "Report",
    "Revision",
    "SpamToken",
    "SpamWord",
    "Subscription",
    "TextChanged",
    "TrustedAuthor",
]
