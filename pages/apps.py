from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from .public_tables import PUBLIC_TABLES


class PagesConfig(AppConfig):
    name = "pages"
    verbose_name = _("Pages")
    public_tables = PUBLIC_TABLES
