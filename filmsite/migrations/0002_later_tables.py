"""Editors may do all that came since, and critics make lists of films."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

APPS = ["site_settings", "reviews", "pages", "error_reports"]


def grant(apps, schema_editor):
    """Idempotent. Permissions usually come after all migrations; here they are needed before."""
    for label in APPS:
        config = apps.get_app_config(label)
        config.models_module = True
        create_permissions(config, apps=apps, verbosity=0, using=schema_editor.connection.alias)
        config.models_module = None
    rows = apps.get_model("auth", "Permission").objects.filter(content_type__app_label__in=APPS)
    groups = apps.get_model("auth", "Group").objects
    groups.get_or_create(name="editor")[0].permissions.add(*rows)
    lists = rows.filter(content_type__model="listentry")
    groups.get_or_create(name="critic")[0].permissions.add(*lists)


class Migration(migrations.Migration):
    dependencies = [
        ("filmsite", "0001_groups"),
        ("site_settings", "0001_initial"),
        ("reviews", "0007_departments"),
        ("pages", "0001_initial"),
        ("error_reports", "0001_initial"),
    ]
    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
