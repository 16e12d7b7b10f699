"""Editors may do all about recordings."""

from django.contrib.auth.management import create_permissions
from django.db import migrations


def grant(apps, schema_editor):
    """Idempotent. Permissions usually come after all migrations; here they are needed before."""
    config = apps.get_app_config("audio")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0, using=schema_editor.connection.alias)
    config.models_module = None
    rows = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="audio")
    editors, _is_new = apps.get_model("auth", "Group").objects.get_or_create(name="editor")
    editors.permissions.add(*rows)


class Migration(migrations.Migration):
    dependencies = [("filmsite", "0006_stations"), ("audio", "0001_initial")]
    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
