from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from .public_tables import PUBLIC_TABLES


class OutsideConfig(AppConfig):
    name = "outside"
    verbose_name = _("From outside")
    public_tables = PUBLIC_TABLES
