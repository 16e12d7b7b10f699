"""Spam, scored on this machine. Every rule adds a signal; no single one decides.

Nothing here writes.

Time grows in proportion to the text.
"""

from .rules import score
from .spam_score import SpamScore

__all__ = ["SpamScore", "score"]
