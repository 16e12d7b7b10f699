"""Dumps of a PostgreSQL database, made, looked into and put back by PostgreSQL's own programs."""

import os
import subprocess

from django.db.backends.postgresql.client import DatabaseClient


class BackupError(Exception):
    pass


def dump(path, connection):
    _run_client("pg_dump", "--format=custom", f"--file={path}", connection=connection)


def check_dump(path):
    """The names of the migrations in it.

    BackupError where PostgreSQL cannot read it, or it has none of our tables.
    """
    if "TABLE DATA public django_migrations" not in _read_dump(path, "--list"):
        raise BackupError(f"{path} is no dump of this site, or damaged.")
    script = _read_dump(path, "--file=-", "--data-only", "--table=django_migrations")
    rows = script.partition("\nCOPY ")[2].partition("\n\\.")[0].splitlines()[1:]
    return {".".join(row.split("\t")[1:3]) for row in rows}


def replace_tables(source, folder, old, connection):
    """All tables of ours dropped and the dump's made, in one transaction.

    `folder` takes the script for it, `old` a dump of what was there. pg_restore alone would leave
    the tables that came after the dump, and the next migration would meet them.
    """
    dump(old / source.name, connection)
    tables = [*connection.introspection.django_table_names(), "django_migrations"]
    names = map(connection.ops.quote_name, tables)
    drop, script = folder / "drop.sql", folder / "restore.sql"
    drop.write_text("".join(f"DROP TABLE IF EXISTS {name} CASCADE;\n" for name in names))
    _read_dump(
        source, f"--file={script}", "--clean", "--if-exists", "--no-owner", "--no-privileges"
    )
    words = ("--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1")
    _run_client("psql", *words, f"--file={drop}", f"--file={script}", connection=connection)


def _run_client(program, *words, connection):
    """A program of PostgreSQL's, with the settings of our connection.

    BackupError with its own words.
    """
    args, environment = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, [])
    where = [*args[1:-1], f"--dbname={args[-1]}"]
    ended = _run(program, *where, *words, environment=environment or {})
    if ended.returncode:
        lines = ended.stderr.strip().splitlines() or ["no reason given"]
        raise BackupError(f"{program} failed: {lines[0]}")


def _read_dump(path, *words):
    ended = _run("pg_restore", *words, str(path), environment={})
    if ended.returncode:
        raise BackupError(f"{path} is no dump of this site, or damaged.")
    return ended.stdout


def _run(program, *words, environment):
    try:
        return subprocess.run(  # noqa: S603 (its words are ours)
            [program, *words], env=os.environ | environment, capture_output=True, text=True
        )
    except FileNotFoundError as error:
        raise BackupError(
            f"{program} is not installed (Debian, Ubuntu: apt install postgresql-client)."
        ) from error
