"""Comments as rows: state, constraints, queries and methods about one row."""

from .appeal import Appeal
from .ban import Ban, TrustedAuthor
from .comment import Comment
from .discussion import Discussion
from .exceptions import AlreadyDecided, TextChanged
from .fingerprint import Fingerprint
from .like import Like
from .moderation_log import ModerationLog
from .reason import RejectionReason
from .report import Report
from .revision import Revision
from .spam_token import SpamToken
from .spam_word import SpamWord
from .subscription import DigestItem, Subscription

__all__ = [
    "AlreadyDecided",
    "Appeal",
    "Ban",
    "Comment",
    "DigestItem",
    "Discussion",
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
