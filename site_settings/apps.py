from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from .public_tables import PUBLIC_TABLES


class SiteSettingsConfig(AppConfig):
    name = "site_settings"
    verbose_name = _("Site settings")
    public_tables = PUBLIC_TABLES
