"""Backups that were opened before anybody relies on them, and putting one back.

A backup is a folder: the database (`filmsite.sqlite3`, or `filmsite.dump` of pg_dump), `media/` and
`secret_key`.
"""

import fcntl
import os
import shutil
import sqlite3
from contextlib import closing, contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path

from django.core.files import File
from django.core.files.storage import FileSystemStorage, default_storage

from . import dumps
from .dumps import BackupError

SQLITE, DUMP = "filmsite.sqlite3", "filmsite.dump"
NAME = "filmsite-%Y-%m-%d-%H%M%S"  # of a folder that a schedule makes
LOCK = "server.lock"


# The lock of a running server


def _lock(path, kind):
    """The file at `path`, locked; None where another process holds it."""
    file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "w")
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except OSError:
        file.close()
        return None
    return file


@contextmanager
def no_server(data_dir):
    """Keeps servers of this data folder from starting meanwhile.

    BackupError where one runs, or a worker of one.
    """
    lock = _lock(data_dir / LOCK, fcntl.LOCK_EX)
    if lock is None:
        raise BackupError("The site is running on this data: stop it first. Nothing was changed.")
    with lock:
        yield


def hold_lock(data_dir):
    """Show that a server runs on this data folder while this process and its children live.

    BackupError while a backup is being put back.
    """
    lock = _lock(data_dir / LOCK, fcntl.LOCK_SH)
    if lock is None:
        raise BackupError("A backup is being put back: start the site when that has ended.")
    os.set_inheritable(lock.fileno(), True)
    return lock


# SQLite


def checkpoint(path):
    """Write the log of an SQLite database into its file.

    SQLite then deletes the log with the last connection.
    """
    with (
        suppress(sqlite3.Error),
        closing(sqlite3.connect(f"file:{path}?mode=rw", uri=True, timeout=5)) as database,
    ):
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def check_sqlite(path):
    """The names of the migrations that it has seen.

    BackupError where it is damaged or no database of ours.
    """
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as database:
            found = database.execute("PRAGMA integrity_check").fetchone()[0]
            broken = database.execute("PRAGMA foreign_key_check").fetchone()
            rows = database.execute("SELECT app, name FROM django_migrations").fetchall()
    except sqlite3.Error as error:
        raise BackupError(f"{path} is no database of this site, or damaged ({error}).") from error
    if found != "ok":
        raise BackupError(f"{path} is damaged ({found.splitlines()[0]}).")
    if broken:
        raise BackupError(f"{path} is damaged: a row of {broken[0]} points to none of {broken[2]}.")
    return {f"{app}.{name}" for app, name in rows}


# Making one


def make(folder, settings, connection):
    """A new backup in `folder`, readable for its owner alone.

    It takes that name when it is whole and was opened.
    """
    folder = Path(folder)
    if folder.exists():
        raise BackupError(f"{folder} is there already: name a new folder.")
    part = folder.with_name(f".{folder.name}.part")
    before = os.umask(0o077)
    try:
        part.mkdir(mode=0o700, parents=True)
        _copy(part, settings, connection)
        part.rename(folder)
    except OSError as error:
        raise BackupError(f"{folder} cannot be written ({error.strerror or error}).") from error
    finally:
        os.umask(before)
        shutil.rmtree(part, ignore_errors=True)


def _copy(part, settings, connection):
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            # One consistent copy, writers or not; the backup interface would begin anew at each
            # write.
            cursor.execute("VACUUM INTO %s", [str(part / SQLITE)])
        check_sqlite(part / SQLITE)
    else:
        dumps.dump(part / DUMP, connection)
        dumps.check_dump(part / DUMP)
    _copy_media(part / "media")
    if (settings.DATA_DIR / "secret_key").exists():
        shutil.copyfile(settings.DATA_DIR / "secret_key", part / "secret_key")
    for path in part.rglob("*"):
        path.chmod(0o700 if path.is_dir() else 0o600)
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())


def _copy_media(to, folder=""):
    """The pictures, wherever they are stored; one that is deleted meanwhile is left out."""
    with suppress(FileNotFoundError):
        folders, files = default_storage.listdir(folder)
        to.mkdir()
        for name in files:
            with (
                suppress(FileNotFoundError),
                default_storage.open(f"{folder}{name}") as file,
                (to / name).open("wb") as copy,
            ):
                shutil.copyfileobj(file, copy)
        for name in folders:
            _copy_media(to / name, f"{folder}{name}/")


# The schedule


def scheduled(folder):
    found = []
    for path in folder.glob("filmsite-*"):
        with suppress(ValueError):
            found.append((datetime.strptime(path.name, NAME), path))
    return sorted(found)


def make_if_due(settings, connection, now=None):
    """Make the backup that is due, and delete those over BACKUP_KEEP.

    Gives the new folder, or None where none was due or another worker makes it.
    """
    folder, now = settings.BACKUP_DIR, now or datetime.now()
    if folder is None:
        return None
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = _lock(folder / ".lock", fcntl.LOCK_EX)
    if lock is None:
        return None
    with lock:
        rows = scheduled(folder)
        if rows and now - rows[-1][0] < timedelta(hours=settings.BACKUP_HOURS):
            return None
        for path in folder.glob(".filmsite-*.part"):  # of a worker that was killed
            shutil.rmtree(path)
        new = folder / now.strftime(NAME)
        make(new, settings, connection)
        for _made, path in scheduled(folder)[: -settings.BACKUP_KEEP]:
            shutil.rmtree(path)
        return new


# Putting one back


def restore(folder, settings, connection, known):
    """Put a backup back: check it, copy it beside what is there, then change places.

    Gives the folder where the old data is then. `known` is the names of this edition's migrations.
    BackupError where something is wrong; nothing is changed then.
    """
    folder = Path(folder)
    if connection.vendor == "sqlite":
        name, check, replace, kind = SQLITE, check_sqlite, _replace_file, "an SQLite"
    else:
        name, check, replace, kind = DUMP, dumps.check_dump, dumps.replace_tables, "a PostgreSQL"
    source = folder / name
    with no_server(settings.DATA_DIR):
        if not source.is_file():
            raise BackupError(f"{source} is not there: name the folder of a backup of {kind} site.")
        check_edition(folder, check(source), known)
        with _swap_folders(settings.DATA_DIR) as (new, old):
            _copy_files(folder, new)
            if not isinstance(default_storage, FileSystemStorage):
                _store_media(new / "media")
            replace(source, new, old, connection)
            _swap_files(settings, new, old)
        return old


def check_edition(folder, migrations, known):
    if unknown := sorted(migrations - known):
        raise BackupError(
            f"{folder} was made by a newer edition of the site ({unknown[0]}): update the site "
            "first."
        )


def _replace_file(source, new, old, connection):
    shutil.copyfile(source, new / SQLITE)
    (new / SQLITE).chmod(0o600)
    check_sqlite(new / SQLITE)
    _swap_database(Path(connection.settings_dict["NAME"]), new / SQLITE, old)


@contextmanager
def _swap_folders(data_dir):
    """Two folders in the data folder: for what comes, gone afterwards, and for what was there."""
    stamp = datetime.now().strftime("%Y-%m-%d-%H%M%S")
    new, old = data_dir / f".restoring-{stamp}", data_dir / f"before-restore-{stamp}"
    try:
        new.mkdir(mode=0o700)
        old.mkdir(mode=0o700)
        yield new, old
    except OSError as error:
        raise BackupError(f"{data_dir} cannot be written ({error.strerror or error}).") from error
    finally:
        shutil.rmtree(new, ignore_errors=True)
        with suppress(OSError):
            old.rmdir()  # where nothing was put into it


def _copy_files(folder, new):
    if (folder / "media").is_dir():
        shutil.copytree(folder / "media", new / "media")
    if (folder / "secret_key").is_file():
        shutil.copyfile(folder / "secret_key", new / "secret_key")
        (new / "secret_key").chmod(0o600)


def _store_media(folder):
    """Put them into the store; none of those there is in the way, for names hold digests."""
    for path in [path for path in folder.rglob("*") if path.is_file()]:
        with path.open("rb") as file:
            default_storage.save(path.relative_to(folder).as_posix(), File(file))
    shutil.rmtree(folder, ignore_errors=True)


def _swap_database(database, new, old):
    """Swap in one step, so that a kill in the midst leaves the old database or the new one."""
    for suffix in ("-wal", "-shm"):
        _move(database.with_name(database.name + suffix), old / f"{database.name}{suffix}")
    if database.exists():
        os.link(database, old / database.name)
    new.rename(database)


def _swap_files(settings, new, old):
    for name, path in (
        ("media", Path(settings.MEDIA_ROOT)),
        ("secret_key", settings.DATA_DIR / "secret_key"),
    ):
        if (new / name).exists():
            _move(path, old / name)
            (new / name).rename(path)


def _move(path, to):
    if path.exists():
        path.rename(to)
