from django.db import migrations

# Each document is made anew with its new key, by workers or by rebuild_search.
MARK_ALL = "INSERT INTO search_mark (tag) SELECT kind || ':' || object_id FROM search_document"


class Migration(migrations.Migration):
    dependencies = [("search", "0002_found_documents")]

    operations = [migrations.RunSQL(MARK_ALL, migrations.RunSQL.noop)]
