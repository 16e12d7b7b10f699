"""Reviews and those who publish and write them, on the desk."""

from . import publication, review, words

__all__ = ["publication", "review", "words"]
