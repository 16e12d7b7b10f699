from .outside_review import OutsideReview
from .partner_feed import PartnerFeed, PartnerLine
from .station import Song, Station, Track
from .watch_link import WatchLink

__all__ = [
    "OutsideReview",
    "PartnerFeed",
    "PartnerLine",
    "Song",
    "Station",
    "Track",
    "WatchLink",
]
