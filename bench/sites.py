"""Sites to measure, each in a temporary data folder and a process of its own."""

import json
import os
import subprocess
import sys
from contextlib import contextmanager
from glob import glob
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
# Ends the name of a list's page that lies deep in it.
DEEP = ", last full page"
# What would lead a site elsewhere than to its own folder.
FOREIGN = (
    "DATABASE_URL",
    "CACHE_URL",
    "SITE_URL",
    "DEBUG",
    "ALLOWED_HOSTS",
    "DJANGO_SETTINGS_MODULE",
)


def environment(folder, **more):
    """The environment of a site that keeps everything in `folder`."""
    kept = {name: value for name, value in os.environ.items() if name not in FOREIGN}
    return kept | {"DATA_DIR": str(folder), "PYTHONPATH": str(ROOT)} | more


START = '. .ci/postgres.sh && start_postgres "$1" >&2 && echo "$POSTGRES_URL"'
STOP = '. .ci/postgres.sh && stop_postgres "$1"'
SIZES = {"reviews": 2000, "films": 500, "comments": 50_000}


def add_sizes(parser):
    """Options for the size of a sample site."""
    for name, number in SIZES.items():
        parser.add_argument(f"--{name}", type=int, default=number)


def sample_options(reviews, films, comments):
    """The options of make_sample_data."""
    return [f"--reviews={reviews}", f"--films={films}", f"--comments={comments}"]


class Site:
    """A site in a process that answers requests one after the other and tells what each cost."""

    def __init__(self, folder, sample, **settings):
        """`sample` has the options of make_sample_data, empty for the fixtures."""
        self.process = subprocess.Popen(  # noqa: S603 (our own program)
            [sys.executable, str(HERE / "answer.py"), *sample],
            env=environment(folder, **settings),
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.addresses = self._read()

    def ask(self, address, times):
        """Ask for a page so often: CPU milliseconds of each time, bytes, queries, status."""
        self.process.stdin.write(json.dumps([address, times]) + "\n")
        self.process.stdin.flush()
        return self._read()

    def _read(self):
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit("The site stopped: its own words are above.")
        return json.loads(line)

    def stop(self):
        self.process.stdin.close()
        self.process.wait()


@contextmanager
def a_site(sample=(), **settings):
    """A running site, gone with its folder afterwards."""
    with TemporaryDirectory(prefix="bench-") as folder:
        site = Site(folder, sample, **settings)
        try:
            yield site
        finally:
            site.stop()


@contextmanager
def a_cluster():
    """(address, process) of a PostgreSQL cluster, gone afterwards."""
    if not glob("/usr/lib/postgresql/*/bin/initdb"):
        raise SystemExit("There is no PostgreSQL here: choose --on SQLite.")
    with TemporaryDirectory(prefix="bench-postgres-") as folder:
        Path(folder).chmod(0o755)
        started = subprocess.run(  # noqa: S603
            ["bash", "-c", START, "-", f"{folder}/pg"],  # noqa: S607
            cwd=ROOT,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            pid = Path(folder, "pg", "data", "postmaster.pid").read_text().split()[0]
            yield started.stdout.strip(), int(pid)
        finally:
            subprocess.run(["bash", "-c", STOP, "-", f"{folder}/pg"], cwd=ROOT, check=False)  # noqa: S603, S607


def create_database(url, name):
    """Its address, in the cluster of another."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return url.rpartition("/")[0] + f"/{name}"
