"""Runs the project's commands as its users do, in a process with a bare environment."""

import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from django.db import connection

ROOT = Path(__file__).resolve().parents[1]


def run(*words, folder, **environment):
    """The finished process; `folder` becomes its data folder, and output is text."""
    kept = {"PATH": os.environ["PATH"], "DATA_DIR": str(folder)}
    return subprocess.run(
        [str(word) for word in words],
        cwd=ROOT,
        env=kept | environment,
        capture_output=True,
        text=True,
        timeout=120,
    )


def manage(*words, folder, **environment):
    """`manage.py` with these words."""
    return run(sys.executable, "manage.py", *words, folder=folder, **environment)


@contextmanager
def empty_database(name):
    """The address of a database of that name in the PostgreSQL cluster of the tests."""
    name = f"{name}_{os.getpid()}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE template0")
    yield urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
