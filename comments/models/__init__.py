"""Readers' talk: the discussion under a review, what was sent to it, and what it shows."""

from .comment import Comment
from .discussion import Discussion
from .submission import Submission

__all__ = ["Comment", "Discussion", "Submission"]
