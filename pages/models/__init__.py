from .dated import Dated
from .notice import Notice
from .package import Package, PackageReview
from .page import Page
from .placement import Placement
from .promotion import Promotion, PromotionDay

__all__ = [
    "Dated",
    "Notice",
    "Package",
    "PackageReview",
    "Page",
    "Placement",
    "Promotion",
    "PromotionDay",
]
