"""What a change of the database changes on pages: its tags, in the table `page_change`.

Triggers write them, on both databases, in the transaction of the change. So nothing that writes has
to think of pages, and none is forgotten: not the admin, `loaddata`, a bulk update, or somebody in
the database's shell. Pages that show one of the tags are made anew (`core/kept.py`).

Apps name their tables as `public_tables` of their configuration. What is in no such table is on no
page that is kept; a test compares both.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import chain
from typing import Any

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper

PREFIX = "page_change_"  # of the triggers' names
EVENTS = {"insert": ("NEW",), "update": ("OLD", "NEW"), "delete": ("OLD",)}


@dataclass(frozen=True)
class PublicTable:
    """A table that pages show.

    `tags` are SQL expressions over a `{row}`, null for none, that give the tags of what shows it.
    `lists` are tags of lists, each with the columns by which a row comes into one or moves in it.
    A row that does not fulfil `where` is not public. Where `columns` are named, a change of others
    leaves no tag.
    """

    name: str
    tags: tuple[str, ...] = ()
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    where: str = ""
    columns: tuple[str, ...] = ()


def public_tables() -> dict[str, PublicTable]:
    """All tables that apps name, by their names."""
    named = (getattr(app, "public_tables", ()) for app in apps.get_app_configs())
    return {table.name: table for table in chain.from_iterable(named)}


def _statement(table: PublicTable, event: str, differs: str) -> str:
    """The SQL that a trigger runs for a changed row."""
    rows = EVENTS[event]
    shown = differ(differs, table.columns) if table.columns and event == "update" else ""
    found = [
        _case(" AND ".join(filter(None, [shown, table.where.format(row=row)])), tag.format(row=row))
        for row in rows
        for tag in table.tags
    ]
    public = " OR ".join(table.where.format(row=row) for row in rows if table.where)
    for tag, columns in table.lists.items():
        moved = differ(differs, columns) if event == "update" else ""
        found.append(
            _case(" AND ".join(filter(None, [moved, public and f"({public})"])), f"'{tag}'")
        )
    union = " UNION ".join(f"SELECT {tag} AS tag" for tag in dict.fromkeys(found))
    # What it is put together from stands in our own code.
    return f"INSERT INTO page_change (tag) SELECT tag FROM ({union}) AS tags WHERE tag IS NOT NULL"  # noqa: S608


def _case(condition: str, tag: str) -> str:
    return f"CASE WHEN {condition} THEN {tag} END" if condition else tag


def differ(differs: str, columns: Iterable[str]) -> str:
    """Whether one of the columns has another value now, by a database's own word for “differs”."""
    old, new = (", ".join(f'{row}."{column}"' for column in columns) for row in ("OLD", "NEW"))
    return f"({old}) {differs} ({new})"


def _sqlite(table: PublicTable, event: str, columns: tuple[str, ...], name: str) -> str:
    changed = f"WHEN {differ('IS NOT', columns)} " if event == "update" else ""
    statement = _statement(table, event, "IS NOT")
    return (
        f'CREATE TRIGGER {name} AFTER {event.upper()} ON "{table.name}" {changed}'
        f"BEGIN {statement}; END"
    )


def _postgresql(table: PublicTable, event: str, columns: tuple[str, ...], name: str) -> str:
    changed = "WHEN (OLD.* IS DISTINCT FROM NEW.*)" if event == "update" else ""
    statement = _statement(table, event, "IS DISTINCT FROM")
    return (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN {statement}; RETURN NULL; END $$;"
        f'CREATE TRIGGER {name} AFTER {event.upper()} ON "{table.name}" '
        f"FOR EACH ROW {changed} EXECUTE FUNCTION {name}()"
    )


def triggers(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """The SQL of all triggers by their names, which tell one text from another."""
    write = _postgresql if connection.vendor == "postgresql" else _sqlite
    columns, found = table_columns(connection), {}
    for table in public_tables().values():
        for event in EVENTS if table.name in columns else ():
            sql = write(table, event, columns[table.name], "{name}")
            name = f"{PREFIX}{sha256(sql.encode()).hexdigest()[:16]}"
            found[name] = sql.replace("{name}", name)
    return found


def table_columns(connection: BaseDatabaseWrapper) -> dict[str, tuple[str, ...]]:
    """The columns of each table, in one query; empty on PostgreSQL, whose triggers compare rows."""
    if connection.vendor == "postgresql":
        return dict.fromkeys(connection.introspection.table_names(), ())
    found: dict[str, tuple[str, ...]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tables.name, columns.name FROM sqlite_master AS tables, "
            "pragma_table_xinfo(tables.name) AS columns WHERE tables.type = 'table'"
        )
        for table, column in cursor.fetchall():
            found[table] = (*found.get(table, ()), column)
    return found


def add_triggers(connection: BaseDatabaseWrapper) -> None:
    """Make the triggers that are missing, drop those of an earlier edition; safe to run again.

    SQLite drops triggers with a table that a migration makes anew.
    """
    wanted, there = triggers(connection), _there(connection)
    with connection.cursor() as cursor:
        for name, table in there.items():
            if name not in wanted:
                cursor.execute(_drop(connection, name, table))
        for name, sql in wanted.items():
            if name not in there:
                cursor.execute(sql)


def drop_triggers(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        for name, table in _there(connection).items():
            cursor.execute(_drop(connection, name, table))


def _there(connection: BaseDatabaseWrapper) -> dict[str, Any]:
    """The tables of our triggers in the database, by the triggers' names."""
    if connection.vendor == "postgresql":
        sql = "SELECT tgname, tgrelid::regclass FROM pg_trigger WHERE tgname LIKE %s"
    else:
        sql = "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s"
    with connection.cursor() as cursor:
        cursor.execute(sql, [f"{PREFIX}%"])
        return dict(cursor.fetchall())


def _drop(connection: BaseDatabaseWrapper, name: str, table: str) -> str:
    if connection.vendor == "postgresql":
        return f"DROP TRIGGER {name} ON {table}; DROP FUNCTION {name}()"
    return f"DROP TRIGGER {name}"
