from django.db import migrations

# Each genre gets its document, by workers or by rebuild_search.
MARK_ALL = "INSERT INTO search_mark (tag) SELECT 'genre:' || id FROM films_genre"


class Migration(migrations.Migration):
    dependencies = [
        ("films", "0002_nominations_without_a_year_last"),
        ("search", "0003_shorter_keys"),
    ]

    operations = [migrations.RunSQL(MARK_ALL, migrations.RunSQL.noop)]
