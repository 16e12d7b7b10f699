"""A signal speaks against a text: the rule, a message for moderators, and how heavily it weighs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from math import prod


@dataclass(frozen=True)
class Signal:
    """`weight` goes from 0 for a mere wait to 1 for near certainty."""

    rule: str
    message: str
    weight: float = 0.0
    once: bool = False  # known only while the text is sent, so it speaks again at a confirmation

    def as_json(self) -> dict[str, object]:
        return asdict(self) | {"message": str(self.message), "weight": round(float(self.weight), 3)}


def by_weight(signals: Iterable[Signal | None]) -> list[Signal]:
    """Those that are there, heaviest first."""
    return sorted(filter(None, signals), key=lambda signal: -signal.weight)


def joint_weight(signals: Iterable[Signal]) -> float:
    """Weights joined as chances: two of 0.3 make 0.51."""
    return round(1 - prod(1 - signal.weight for signal in signals), 4)
