"""The trigger that keeps the moderation log append-only, on both databases.

A row may be written again as it is, as `loaddata` does; it is never changed nor deleted. SQLite
drops triggers with a table that a migration makes anew, so they are made after every `migrate`.
"""

from core.changes import differ, table_columns

TABLE = "comments_moderationlog"
REFUSAL = "The moderation log is append-only."
SQLITE = {
    "moderation_log_update": f"""
        CREATE TRIGGER IF NOT EXISTS moderation_log_update BEFORE UPDATE ON {TABLE}
        WHEN {{changed}}
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
    "moderation_log_delete": f"""
        CREATE TRIGGER IF NOT EXISTS moderation_log_delete BEFORE DELETE ON {TABLE}
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
}
POSTGRESQL = (
    f"""
        CREATE OR REPLACE FUNCTION refuse_moderation_log_change() RETURNS trigger AS $$
        BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$ LANGUAGE plpgsql""",
    f"""
        CREATE OR REPLACE TRIGGER moderation_log_update BEFORE UPDATE ON {TABLE}
        FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*)
        EXECUTE FUNCTION refuse_moderation_log_change()""",
    f"""
        CREATE OR REPLACE TRIGGER moderation_log_delete BEFORE DELETE ON {TABLE}
        FOR EACH ROW EXECUTE FUNCTION refuse_moderation_log_change()""",
)


def add_triggers(connection):
    """Safe to run again."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            statements = POSTGRESQL
        else:
            changed = differ("IS NOT", table_columns(connection)[TABLE])
            statements = [sql.format(changed=changed) for sql in SQLITE.values()]
        for sql in statements:
            cursor.execute(sql)


def drop_triggers(connection):
    """For tests that empty tables; `migrate` makes them again."""
    with connection.cursor() as cursor:
        for name in SQLITE:
            on_table = f" ON {TABLE}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}")
