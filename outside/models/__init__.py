from .outside_review import OutsideReview

__all__ = ["OutsideReview"]
