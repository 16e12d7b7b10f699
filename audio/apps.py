from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from .public_tables import PUBLIC_TABLES


class AudioConfig(AppConfig):
    name = "audio"
    verbose_name = _("Audio")
    public_tables = PUBLIC_TABLES
