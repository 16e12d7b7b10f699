from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from .public_tables import PUBLIC_TABLES


class FilmsConfig(AppConfig):
    name = "films"
    verbose_name = _("Films")
    public_tables = PUBLIC_TABLES
