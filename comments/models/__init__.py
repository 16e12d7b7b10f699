"""Readers' talk: the discussion under a review, what was sent to it, and what it shows."""

from .comment import Comment
from .decision import AlreadyDecided, Decision
from .discussion import Discussion
from .submission import Submission

__all__ = ["AlreadyDecided", "Comment", "Decision", "Discussion", "Submission"]
