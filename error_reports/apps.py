from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ErrorReportsConfig(AppConfig):
    name = "error_reports"
    verbose_name = _("Reports of errors")
