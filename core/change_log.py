"""Reads the table `page_change`: which tags were committed since the last look.

Each log has a connection of its own, to the primary database, outside any transaction. It is used
by one thread at a time.
"""

import sqlite3
from collections.abc import Iterable
from urllib.parse import quote

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import Error as DjangoError
from psycopg import Connection
from psycopg import Error as PostgreSQLError
from psycopg.pq import ExecStatus

from .models import BETWEEN, PLACE
from .page_tags import SITE


class LogLost(Exception):
    """The database does not answer: what changed since the last look will never be known."""


class SQLiteLog:
    """A pragma tells in microseconds whether any other connection has committed.

    Commits come one after the other here, and so do the rows’ numbers.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self.connection: sqlite3.Connection | None = None
        self.last: tuple[int, int] | None = None  # key and random number of a row

    def read(self) -> Iterable[str]:
        try:
            if self.connection is None:
                self.connection, self.version, self.last = self._connect(), -1, None
            return self._read(self.connection)
        except sqlite3.Error as error:
            self.connection = None
            raise LogLost from error

    def _connect(self) -> sqlite3.Connection:
        address = f"file:{quote(self.path)}?mode=ro"
        return sqlite3.connect(address, uri=True, check_same_thread=False)

    def _read(self, connection: sqlite3.Connection) -> Iterable[str]:
        version = connection.execute("PRAGMA data_version").fetchone()[0]
        if version == self.version:
            return ()
        sql = "SELECT id, xact, tag FROM page_change WHERE id >= ? ORDER BY id"
        before, is_first = self.last or (0, 0), self.last is None
        rows = connection.execute(sql, [before[0]]).fetchall()
        self.version, self.last = version, rows[-1][:2] if rows else (0, 0)
        if is_first:
            return ()
        # The row read last is kept for an hour at least: without it the table was emptied.
        return [row[2] for row in rows[1:]] if rows and rows[0][:2] == before else [SITE]


class PostgreSQLLog:
    """The text of a snapshot differs after every transaction that wrote.

    Not on a standby, whose snapshots were found to leave some out.
    """

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self.wrapper = connection.copy()
        self.wrapper.inc_thread_sharing()  # the caller's lock lets one thread in
        self.snapshot = ""

    def read(self) -> Iterable[str]:
        try:
            self.wrapper.ensure_connection()
            return self._read(self.wrapper.connection)
        except (DjangoError, PostgreSQLError, LogLost) as error:
            self.wrapper.close()
            self.snapshot = ""
            raise LogLost from error

    def _read(self, connection: Connection[tuple[str]]) -> Iterable[str]:
        before, self.snapshot = self.snapshot, self._now(connection)
        if not before or before == self.snapshot:
            return ()
        places = {"before": before, "now": self.snapshot}
        return [tag for (tag,) in connection.execute(BETWEEN["postgresql"], places)]

    def _now(self, connection: Connection[tuple[str]]) -> str:
        """The snapshot, asked through libpq: a cursor costs several times as much, at each hit."""
        result = connection.pgconn.exec_(PLACE["postgresql"].encode())
        if result.status != ExecStatus.TUPLES_OK:
            raise LogLost
        return bytes(result.get_value(0, 0) or b"").decode()


def open_log() -> SQLiteLog | PostgreSQLLog:
    """The log of the site's database, wherever that is."""
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.vendor == "postgresql":
        return PostgreSQLLog(connection)
    return SQLiteLog(str(connection.settings_dict["NAME"]))
