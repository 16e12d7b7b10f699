"""Readers' talk: the discussion under a review, what was sent to it, and what it shows."""

from .address import Address
from .appeal import Appeal
from .ban import Ban, Trust
from .comment import Comment
from .decision import AlreadyDecided, Decision, DecisionChain, TextChanged
from .discussion import Discussion
from .fingerprint import Fingerprint
from .letter import Letter
from .like import Like
from .member import MemberProfile
from .reason import RejectionReason
from .report import Report
from .spam_token import SpamToken
from .spam_word import SpamWord
from .submission import Submission
from .subscription import News, Subscription
from .version import CommentVersion

__all__ = [
    "Address",
    "AlreadyDecided",
    "Appeal",
    "Ban",
    "Comment",
    "CommentVersion",
    "Decision",
    "DecisionChain",
    "Discussion",
    "Fingerprint",
    "Letter",
    "Like",
    "MemberProfile",
    "News",
    "RejectionReason",
    "Report",
    "SpamToken",
    "SpamWord",
    "Submission",
    "Subscription",
    "TextChanged",
    "Trust",
]
