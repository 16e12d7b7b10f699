"""What the spam rules make of a text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from comments.models import Fingerprint
from comments.signals import Signal, by_weight, joint_weight

HOLD = 0.5
REFUSE = 0.9


@dataclass(frozen=True)
class SpamScore:
    """`signals` are empty where they weigh too little to hold the text; one of 0 holds it too."""

    is_spam: bool = False
    weight: float = 0.0
    signals: tuple[Signal, ...] = ()
    fingerprint: Fingerprint | None = None

    @classmethod
    def of(
        cls, found: Iterable[Signal | None], fingerprint: Fingerprint | None = None
    ) -> SpamScore:
        signals = by_weight(found)
        weight = joint_weight(signals)
        is_held = weight >= HOLD or any(signal.weight == 0 for signal in signals)
        return cls(weight >= REFUSE, weight, tuple(signals if is_held else ()), fingerprint)
