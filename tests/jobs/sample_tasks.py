"""Tasks for these tests; workers find them by their names, also in processes of their own."""

import sys
from pathlib import Path

from django.contrib.auth.models import Group

from jobs.base import task

done = []  # what `record` was called with


class Refused(Exception):
    """What a task meets."""


@task()
def record(*words, **named):
    done.append((*words, named) if named else words)


@task(priority=50)
def record_first(word):
    done.append((word,))


@task()
def fail(words="no"):
    raise Refused(words)


@task()
def fail_oddly():
    raise Refused("Ärger\n\0" + "x" * 600)


@task()
def leave():
    sys.exit(3)


@task()
def name_group(name):
    """The name is unique: the second time is an error of the database."""
    Group.objects.create(name=name)


@task()
def stall_once(folder):
    """Note each run; the first hangs until its worker is killed."""
    folder = Path(folder)
    runs = folder / "runs"
    runs.write_text(runs.read_text() + "run\n" if runs.exists() else "run\n")
    if runs.read_text().count("run") == 1:
        (folder / "begun").open("w").close()  # a pipe: returns when the test has read it
        (folder / "never").open()  # a pipe that nobody writes to


def no_task():
    done.append("a function that nobody declared")
