"""Readers' talk: the discussion under a review, what was sent to it, and what it shows."""

from .address import Address
from .ban import Ban, Trust
from .comment import Comment
from .decision import AlreadyDecided, Decision, DecisionChain, TextChanged
from .discussion import Discussion
from .letter import Letter
from .submission import Submission
from .subscription import News, Subscription

__all__ = [
    "Address",
    "AlreadyDecided",
    "Ban",
    "Comment",
    "Decision",
    "DecisionChain",
    "Discussion",
    "Letter",
    "News",
    "Submission",
    "Subscription",
    "TextChanged",
    "Trust",
]
