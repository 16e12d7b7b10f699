from types import ModuleType
from typing import Any

from django.apps import AppConfig, apps
from django.db import connections
from django.db.migrations import Migration
from django.db.models.signals import post_migrate, pre_migrate

from .changes import PublicTable, add_triggers, drop_triggers
from .forms import say_what_to_do


class CoreConfig(AppConfig):
    name = "core"
    public_tables = (
        PublicTable("core_pastslug", lists={"pastslug": ("model_label", "slug", "current_slug")}),
    )

    def __init__(self, app_name: str, app_module: ModuleType) -> None:
        super().__init__(app_name, app_module)
        say_what_to_do()  # before the models are loaded, and forms with them

    def ready(self) -> None:
        # Django's own way to do something after migrating; a migration would run once only.
        pre_migrate.connect(_drop_triggers, sender=self)
        post_migrate.connect(_add_triggers, sender=self)


def _drop_triggers(using: str, plan: list[tuple[Migration, bool]], **kwargs: Any) -> None:
    """SQLite makes no table anew that the trigger of another one names.

    PostgreSQL does, and other hosts may run meanwhile.
    """
    connection = connections[using]
    if plan and connection.vendor == "sqlite":
        drop_triggers(connection)


def _add_triggers(using: str, **kwargs: Any) -> None:
    connection = connections[using]
    if "page_change" in connection.introspection.table_names():
        add_triggers(connection)
        apps.get_model("core.PageChange").objects.using(using).reset()  # whatever was changed
