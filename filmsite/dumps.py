"""Dumps of a PostgreSQL database, made, looked into and put back by PostgreSQL's own programs."""

import os
import subprocess

from django.db.backends.postgresql.client import DatabaseClient


class BackupError(Exception):
    pass


def run_client(program, *words, database):
    """A program of PostgreSQL's, with the settings of our connection; its output.

    BackupError with its own words.
    """
    args, environment = DatabaseClient.settings_to_cmd_args_env(database, [])
    where = [*args[1:-1], f"--dbname={args[-1]}"]
    ended = _run(program, *where, *words, environment=environment or {})
    if ended.returncode:
        raise BackupError(
            f"{program} failed: {(ended.stderr.strip().splitlines() or ['no reason given'])[0]}"
        )
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


def check_dump(path):
    """The names of the migrations in it.

    BackupError where PostgreSQL cannot read it, or it has none of our tables.
    """
    if "TABLE DATA public django_migrations" not in _read_dump(path, "--list"):
        raise BackupError(f"{path} is no dump of this site, or damaged.")
    script = _read_dump(path, "--file=-", "--data-only", "--table=django_migrations")
    rows = script.partition("\nCOPY ")[2].partition("\n\\.")[0].splitlines()[1:]
    return {".".join(row.split("\t")[1:3]) for row in rows}


def _read_dump(path, *words):
    ended = _run("pg_restore", *words, str(path), environment={})
    if ended.returncode:
        raise BackupError(f"{path} is no dump of this site, or damaged.")
    return ended.stdout


def replace_tables(source, folder, connection):
    """All tables of ours dropped and the dump's made, in one transaction.

    `folder` takes the script for it.

    pg_restore alone would leave the tables that came after the dump, and the next migration would
    meet them.
    """
    ours = [*connection.introspection.django_table_names(), "django_migrations"]
    drop, script = folder / "drop.sql", folder / "restore.sql"
    drop.write_text(
        "".join(
            f"DROP TABLE IF EXISTS {connection.ops.quote_name(name)} CASCADE;\n" for name in ours
        )
    )
    _read_dump(
        source, f"--file={script}", "--clean", "--if-exists", "--no-owner", "--no-privileges"
    )
    words = ("--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1")
    run_client(
        "psql", *words, f"--file={drop}", f"--file={script}", database=connection.settings_dict
    )
