"""What is known of a text that is sent: its author, its request, and what speaks against it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from math import prod
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from .models import Comment

DISGUISED_NAME = "disguised-name"  # a rule whose finding outlives the name as it was typed


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
class Signal:
    """What speaks against a text: the rule that noticed it, and a message for moderators.

    `weight` goes from 0 for a mere wait to 1 for near certainty.
    """

    rule: str
    message: str
    weight: float = 0.0
    from_sending: bool = False  # known only while it is sent, so it counts again at a confirmation

    def as_json(self) -> dict[str, object]:
        return asdict(self) | {"message": str(self.message), "weight": round(float(self.weight), 3)}


@dataclass(frozen=True)
class Context:
    """What came with a text.

    `signals` are known only while it is sent, such as an outside service's word.
    """

    network: str = ""  # the sender's network, hashed
    has_disguised_name: bool = False  # the name came with signs that reverse its order
    signals: tuple[Signal, ...] = ()

    @classmethod
    def of(cls, comment: Comment) -> Context:
        """That of a stored text: what was known only while it was sent speaks again."""
        signals = [Signal(**signal) for signal in comment.signals]
        return cls(
            comment.network,
            has_disguised_name=any(signal.rule == DISGUISED_NAME for signal in signals),
            signals=tuple(signal for signal in signals if signal.from_sending),
        )


def by_weight(signals: Iterable[Signal | None]) -> list[Signal]:
    """Those that are there, heaviest first."""
    return sorted(filter(None, signals), key=lambda signal: -signal.weight)


def joint_weight(signals: Iterable[Signal]) -> float:
    """Weights joined as chances: two of 0.3 make 0.51."""
    return round(1 - prod(1 - signal.weight for signal in signals), 4)
