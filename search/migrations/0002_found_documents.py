from django.db import migrations

from search.engine import SQLite


def create(apps, editor):
    if editor.connection.vendor == "sqlite":
        editor.execute(SQLite.CREATE_COVERING, params=None)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
