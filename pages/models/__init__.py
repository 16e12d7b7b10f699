from .dated import Dated
from .notice import Notice

__all__ = ["Dated", "Notice"]
