from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from .public_tables import PUBLIC_TABLES


class ReviewsConfig(AppConfig):
    name = "reviews"
    verbose_name = _("Reviews")
    public_tables = PUBLIC_TABLES
