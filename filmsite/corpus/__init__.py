"""A made-up site of any size, the same for the same seed: to try the pages on, and to measure them."""

from .build import Counts, make_corpus

__all__ = ["Counts", "make_corpus"]
