"""Editors may do all about promotions."""

from django.contrib.auth.management import create_permissions
from django.db import migrations


def grant(apps, schema_editor):
    """Idempotent. Permissions usually come after all migrations; here they are needed before."""
    config = apps.get_app_config("pages")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0, using=schema_editor.connection.alias)
    config.models_module = None
    rows = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="pages", content_type__model="promotion"
    )
    editors, _is_new = apps.get_model("auth", "Group").objects.get_or_create(name="editor")
    editors.permissions.add(*rows)


class Migration(migrations.Migration):
    dependencies = [("filmsite", "0004_publication_menu"), ("pages", "0003_promotions")]
    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
