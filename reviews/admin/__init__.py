from . import publication, review, taxonomy

__all__ = ["publication", "review", "taxonomy"]
