"""Editors set up the site: its settings, menus and redirects."""

from importlib import import_module

from django.contrib.auth.management import create_permissions
from django.db import migrations

grant = import_module("filmsite.migrations.0001_groups").grant


def grant_to_editors(apps, schema_editor):
    """Idempotent. Permissions usually come after all migrations; here they are needed before."""
    config = apps.get_app_config("site_settings")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0, using=schema_editor.connection.alias)
    config.models_module = None
    grant(apps, "editor", lambda of: of("site_settings"))


class Migration(migrations.Migration):
    dependencies = [
        ("filmsite", "0002_list_entries"),
        ("site_settings", "0001_initial"),
    ]
    operations = [migrations.RunPython(grant_to_editors, migrations.RunPython.noop)]
