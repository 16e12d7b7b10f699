from .menu import MenuItem
from .redirect import Redirect
from .site_settings import SiteSettings

__all__ = ["MenuItem", "Redirect", "SiteSettings"]
