"""What speaks against a text: the rule that noticed it, a sentence for moderators, and how heavily it weighs."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Reason:
    """One thing that a rule noticed. `weight` goes from 0 for a mere wait to 1 for near certainty."""

    rule: str
    sentence: str
    weight: float = 0.0

    def stored(self):
        """It as JSON keeps it."""
        return asdict(self) | {"sentence": str(self.sentence), "weight": round(float(self.weight), 3)}
