"""Editors may do all that there is to do with notices, the front page, packages and plain pages."""

from django.contrib.auth.management import create_permissions
from django.db import migrations


def grant(apps, schema_editor):
    """Idempotent. Permissions usually come after all migrations; here they are needed before."""
    config = apps.get_app_config("pages")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0, using=schema_editor.connection.alias)
    config.models_module = None
    group, _ = apps.get_model("auth", "Group").objects.get_or_create(name="editor")
    permissions = apps.get_model("auth", "Permission").objects
    group.permissions.add(*permissions.filter(content_type__app_label="pages"))


class Migration(migrations.Migration):
    dependencies = [("filmsite", "0003_site_settings_of_editors"), ("pages", "0001_initial")]
    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
