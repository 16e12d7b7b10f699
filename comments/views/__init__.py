"""Where readers comment: write, edit, delete, like, and open a comment by its permalink."""

from .challenge import challenge
from .create import permalink, write
from .edit import delete, delete_waiting, edit, edit_waiting
from .likes import like, unlike
from .moderation import appeal, report, rules

__all__ = [
    "appeal",
    "challenge",
    "delete",
    "delete_waiting",
    "edit",
    "edit_waiting",
    "like",
    "permalink",
    "report",
    "rules",
    "unlike",
    "write",
]
