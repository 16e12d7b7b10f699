from .look import HasLook
from .menu import MenuItem, MenuLink
from .redirect import Redirect
from .site_settings import SiteSettings

__all__ = ["HasLook", "MenuItem", "MenuLink", "Redirect", "SiteSettings"]
