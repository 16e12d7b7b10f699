from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from .public_tables import PUBLIC_TABLES


class ScreeningsConfig(AppConfig):
    name = "screenings"
    verbose_name = _("Screenings")
    public_tables = PUBLIC_TABLES
