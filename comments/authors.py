"""What is known of who writes, and of the request that brought a text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .signals import Signal

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from .models import Comment


@dataclass(frozen=True)
class Author:
    """Who writes: a member, or a guest by the address they typed, which anybody can type."""

    user: User | None = None
    email: str = ""
    owns_email: bool = False  # this browser, or a confirmation, proved the address theirs
    session_comment_ids: tuple[int, ...] = ()  # comments that the sending browser wrote

    @classmethod
    def of(cls, comment: Comment, *, owns_email: bool = False) -> Author:
        """The author of a stored comment who changes or confirms it."""
        return cls(comment.user, comment.email, owns_email, (comment.pk,))

    @property
    def is_identified(self) -> bool:
        return self.user is not None or self.owns_email


@dataclass(frozen=True)
class Context:
    """What came with a text.

    `signals` are known only while it is sent, such as an outside service's word.
    """

    network: str = ""  # the sender's network, hashed
    has_disguised_name: bool = False  # the name came with signs that reverse its order
    signals: tuple[Signal, ...] = ()
