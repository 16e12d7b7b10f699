"""Reviews and those who publish and write them, on the desk."""

from . import publication, review, taxonomy

__all__ = ["publication", "review", "taxonomy"]
