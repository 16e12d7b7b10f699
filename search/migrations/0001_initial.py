from django.db import migrations, models

import search.engine

# A tag names a row after a colon; those of lists concern no document.
MARK = {
    "sqlite": (
        """
        CREATE TRIGGER search_mark AFTER INSERT ON page_change WHEN NEW.tag LIKE '%:%'
        BEGIN INSERT INTO search_mark (tag) VALUES (NEW.tag); END
        """,
    ),
    "postgresql": (
        """
        CREATE OR REPLACE FUNCTION search_mark() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN INSERT INTO search_mark (tag) VALUES (NEW.tag); RETURN NULL; END $$
        """,
        """
        CREATE TRIGGER search_mark AFTER INSERT ON page_change
        FOR EACH ROW WHEN (NEW.tag LIKE '%:%') EXECUTE FUNCTION search_mark()
        """,
    ),
}


def create(apps, editor):
    vendor = editor.connection.vendor
    index = search.engine.PostgreSQL if vendor == "postgresql" else search.engine.SQLite
    for sql in (*MARK[vendor], *index.CREATE):
        editor.execute(sql, params=None)


class Migration(migrations.Migration):
    initial = True
    dependencies = [("core", "0003_name_trigrams")]

    operations = [
        migrations.CreateModel(
            name="Mark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("tag", models.CharField(max_length=100)),
            ],
            options={"default_permissions": ()},
        ),
        migrations.CreateModel(
            name="Document",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=20)),
                ("object_id", models.BigIntegerField()),
                ("facets", models.TextField()),
                ("title", models.TextField()),
                ("names", models.TextField()),
                ("summary", models.TextField()),
                ("body", models.TextField()),
            ],
            options={
                "default_permissions": (),
                "constraints": [models.UniqueConstraint(fields=("kind", "object_id"), name="document_once")],
            },
        ),
        migrations.RunPython(create, migrations.RunPython.noop),
    ]
