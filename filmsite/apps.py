from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FilmsiteConfig(AppConfig):
    name = "filmsite"
    verbose_name = _("Site")

    def ready(self):
        # Registers the system checks, which need the models of every app.
        from . import checks  # noqa: F401
