from . import publication, review

__all__ = ["publication", "review"]
