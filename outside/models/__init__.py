from .outside_review import OutsideReview
from .partner_feed import PartnerFeed, PartnerLine
from .watch_link import WatchLink

__all__ = ["OutsideReview", "PartnerFeed", "PartnerLine", "WatchLink"]
