from .dated import Dated
from .notice import Notice
from .placement import Placement

__all__ = ["Dated", "Notice", "Placement"]
