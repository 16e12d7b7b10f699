"""The steps between a fresh clone and a site that answers; each does only what is left to do."""

import hashlib
import os
import secrets
import socket
import sys
from io import StringIO
from pathlib import Path

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.cache import caches
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.core.serializers.base import DeserializationError
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from core.text import fold_email
from films.models import Film
from reviews.models import Review

from .backups import BackupError, hold_lock
from .environment import stop

# Commands for what loaddata leaves behind, because it goes past save().
REBUILDS = (
    "recount_comments",
    "rerender_comments",
    "rebuild_search",
    "rebuild_renditions",
)


def check_port(host, port):
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # Without this a port stays busy for a minute after the last run.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            stop(
                f"Port {port} is kept for the system: choose one from 1024 on, for example "
                "PORT=8000."
            )
        except OSError as error:
            stop(
                f"{host} port {port} cannot be used ({error.strerror}): stop what uses it, or set "
                "HOST and PORT."
            )


def check_folders():
    for folder in (settings.MEDIA_ROOT, settings.STATIC_ROOT):
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            stop(
                f"{folder} cannot be made ({error.strerror}): delete what stands in its place, or "
                "change its owner."
            )
    kept = [settings.MEDIA_ROOT, settings.STATIC_ROOT, settings.DATABASES["default"]["NAME"]]
    for path in kept if connection.vendor == "sqlite" else kept[:2]:
        if os.path.exists(path) and not os.access(path, os.W_OK):
            stop(f"{path} is not writable: change its owner, or set DATA_DIR to another folder.")


def check_cache(say):
    """The site starts without the cache at CACHE_URL, as it goes on without it."""
    try:
        getattr(caches["derived"], "check", lambda: None)()
    except OSError as error:
        say(
            f"The cache does not answer ({error}), so pages are slower: check CACHE_URL and its "
            "server."
        )


def check_storage(say):
    """The site starts without the store at MEDIA_STORAGE, as its pages are read without it."""
    try:
        getattr(default_storage, "check", lambda: None)()
    except OSError as error:
        say(f"There are no pictures ({error.strerror}): check MEDIA_STORAGE and its server.")


def migrate(say):
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        say(f"Migrating the database ({len(plan)} migrations).")
        call_command("migrate", interactive=False, verbosity=0)
        call_command("rebuild_search", stdout=StringIO())  # a migration may have brought the table


def load_fixtures(say):
    """Fill an unused site; one that its editors emptied has accounts, and stays empty."""
    used = Film.objects.exists() or Review.objects.exists() or get_user_model().objects.exists()
    if settings.FIXTURES and not used:
        say(f"Loading the fixtures {', '.join(settings.FIXTURES)}.")
        try:
            call_command("loaddata", *settings.FIXTURES, verbosity=0)
        except (CommandError, DeserializationError, DatabaseError) as error:
            stop(
                f"The fixtures {', '.join(settings.FIXTURES)} cannot be loaded ({error}): check "
                "FIXTURES."
            )
        say("Rebuilding what is derived from them.")
        for name in REBUILDS:
            call_command(name, stdout=StringIO())


def normalize_user_emails():
    for user in get_user_model().objects.exclude(email="").iterator():
        if user.email != (folded := fold_email(user.email)):
            get_user_model().objects.filter(pk=user.pk).update(email=folded)


def create_first_editor(say):
    """The first account: its name and a random password, or None where somebody has one."""
    users = get_user_model().objects
    if users.filter(is_superuser=True).exists() or users.filter(username="editor").exists():
        return None
    say("Creating an editor's account.")
    password = secrets.token_urlsafe(12)
    email = settings.EDITOR_EMAIL
    editor = users.create_superuser("editor", email or None, password)
    if email:  # vouched for by whoever starts the site
        EmailAddress.objects.create(user=editor, email=email, verified=True, primary=True)
    return "editor", password


def collect_static(say):
    stamp = settings.DATA_DIR / "static.stamp"
    if stamp.exists() and stamp.read_text() == static_stamp():
        return
    say("Collecting static files.")
    # What is damaged may look unchanged to collectstatic, by its name and time.
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(static_stamp())


def static_stamp():
    """Changes with each static file, and whenever one that was collected is damaged or missing."""
    found = [pair for finder in get_finders() for pair in finder.list([])]
    files = [(name, storage.path(name)) for name, storage in found]
    files += [(path, path) for path in Path(settings.STATIC_ROOT).rglob("*") if path.is_file()]
    status = ((name, os.stat(path)) for name, path in files)
    rows = sorted(f"{name} {stat.st_size} {stat.st_mtime_ns}" for name, stat in status)
    return hashlib.sha256("\n".join([str(settings.STATIC_ROOT), *rows]).encode()).hexdigest()


def exec_server():
    try:
        lock = hold_lock(settings.DATA_DIR)  # noqa: F841 (it is held as long as the file is open)
    except BackupError as error:
        stop(str(error))
    paths = [str(settings.BASE_DIR), os.environ.get("PYTHONPATH", "")]
    home = {"PYTHONPATH": os.pathsep.join(filter(None, paths))}
    os.execve(sys.executable, [sys.executable, "-m", "filmsite"], os.environ | home)  # noqa: S606
