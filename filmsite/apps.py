from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from . import checks  # noqa: F401  (registers them)


class FilmsiteConfig(AppConfig):
    name = "filmsite"
    verbose_name = _("Site")
