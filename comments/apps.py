from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from .append_only import TABLE, add_triggers
from .public_tables import PUBLIC_TABLES


class CommentsConfig(AppConfig):
    name = "comments"
    verbose_name = _("Comments")
    public_tables = PUBLIC_TABLES

    def ready(self):
        # Django's own way to do something after migrating; a migration would run once only.
        post_migrate.connect(_guard_log, sender=self)


def _guard_log(using, **kwargs):
    connection = connections[using]
    if TABLE in connection.introspection.table_names():
        add_triggers(connection)
