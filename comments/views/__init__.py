"""Where readers answer a review: write, change and delete, like, and find a comment by its permalink."""

from .finding import discussion_of
from .liking import like, unlike
from .own import delete, edit
from .proving import challenge
from .writing import permalink, write

__all__ = ["challenge", "delete", "discussion_of", "edit", "like", "permalink", "unlike", "write"]
