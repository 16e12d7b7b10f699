from django.db import ProgrammingError, migrations

# Three letters of a name at a time, by which a slip and a part of a word are found. A blank stands
# before and after, so that the first letters of a word are known as such. Headlines of reviews are
# sentences: they would be four fifths of SQLite's index, and slow the search for names down.
SQLITE = (
    """
    CREATE VIRTUAL TABLE core_searchname_trigram
    USING fts5(folded, tokenize = 'trigram', detail = none)
    """,
    "CREATE VIRTUAL TABLE core_searchname_vocab USING fts5vocab(core_searchname_trigram, row)",
    """
    CREATE TRIGGER core_searchname_added AFTER INSERT ON core_searchname
    WHEN NEW.model_label <> 'reviews.review' BEGIN
        INSERT INTO core_searchname_trigram (rowid, folded)
        VALUES (NEW.id, ' ' || NEW.folded || ' ');
    END
    """,
    """
    CREATE TRIGGER core_searchname_changed AFTER UPDATE ON core_searchname
    WHEN NEW.model_label <> 'reviews.review' BEGIN
        DELETE FROM core_searchname_trigram WHERE rowid = OLD.id;
        INSERT INTO core_searchname_trigram (rowid, folded)
        VALUES (NEW.id, ' ' || NEW.folded || ' ');
    END
    """,
    """
    CREATE TRIGGER core_searchname_gone AFTER DELETE ON core_searchname BEGIN
        DELETE FROM core_searchname_trigram WHERE rowid = OLD.id;
    END
    """,
    """
    INSERT INTO core_searchname_trigram (rowid, folded)
    SELECT id, ' ' || folded || ' ' FROM core_searchname WHERE model_label <> 'reviews.review'
    """,
)
POSTGRESQL = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE INDEX name_trigrams ON core_searchname USING gin (folded gin_trgm_ops)",
)
HINT = (
    "The database needs the extension pg_trgm. Its owner may create it; otherwise let a superuser "
    "run “CREATE EXTENSION pg_trgm” in this database, and migrate again."
)


def create(apps, editor):
    is_postgresql = editor.connection.vendor == "postgresql"
    try:
        for sql in POSTGRESQL if is_postgresql else SQLITE:
            editor.execute(sql)
    except ProgrammingError as error:
        raise ProgrammingError(f"{error}\n{HINT}") from error


class Migration(migrations.Migration):
    dependencies = [("core", "0002_page_change")]
    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
