"""Where readers answer a review: write, change and delete, like, and find a comment by its permalink."""

from .finding import discussion_of
from .liking import like, unlike
from .own import delete, delete_waiting, edit, edit_waiting
from .proving import challenge
from .writing import permalink, write

__all__ = [
    "challenge",
    "delete",
    "delete_waiting",
    "discussion_of",
    "edit",
    "edit_waiting",
    "like",
    "permalink",
    "unlike",
    "write",
]
