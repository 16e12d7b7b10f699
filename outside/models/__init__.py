from .outside_review import OutsideReview
from .partner_feed import PartnerFeed, PartnerLine

__all__ = ["OutsideReview", "PartnerFeed", "PartnerLine"]
