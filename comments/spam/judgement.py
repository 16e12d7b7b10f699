"""What the spam rules make of a text."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self

from comments.reasons import Reason

# Weights go from 0 to 1 and are joined as chances: two of 0.3 make 0.51. One of 0 holds, and makes nothing spam.
HOLD = 0.5
REFUSE = 0.9


@dataclass(frozen=True)
class Judgement:
    """`weight` is that of all reasons together; `reasons` are empty where they do not weigh enough to hold it."""

    spam: bool = False
    weight: float = 0.0
    reasons: list[Reason] = field(default_factory=list)

    @classmethod
    def of(cls, reasons: Iterable[Reason | None]) -> Self:
        """Weigh these reasons, heaviest first."""
        found = sorted((reason for reason in reasons if reason), key=lambda reason: -reason.weight)
        weight = 1 - math.prod(1 - reason.weight for reason in found)
        is_held = weight >= HOLD or any(reason.weight == 0 for reason in found)
        return cls(weight >= REFUSE, round(weight, 4), found if is_held else [])
