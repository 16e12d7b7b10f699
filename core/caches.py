"""Caches that hold JSON, never pickles: whoever writes into one runs nothing here.

`default` is in the database, for what all workers must agree on and what may not be lost with a
cache server, such as sign-in tries. `derived` is for what can be made again from
the database, in the worker's own memory or on Redis (`core.redis_cache`).
"""

import json
import sys
import time
from collections import OrderedDict
from collections.abc import Hashable
from datetime import UTC, datetime, timedelta
from itertools import count
from threading import Lock
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import connection
from django.db.models import Model
from django.utils import timezone

from .limiter import hash_key
from .models import CachedValue, ExpiringQuerySet

MAX_AGE = timedelta(days=365)  # of what is said to be kept for ever
ROW_BYTES = 500  # what Python takes for a row beside its key and value, generously
BYTES = b"\0"  # marks a value of bytes, such as a picture; no JSON begins with it


def dumps(value: Any) -> bytes:
    """A JSON value or bytes, as bytes; TypeError for anything else."""
    if isinstance(value, bytes):
        return BYTES + value
    return json.dumps(value, separators=(",", ":")).encode()


def loads(data: bytes) -> Any:
    """What `dumps` took; ValueError for what it never made."""
    return data[1:] if data.startswith(BYTES) else json.loads(data)


class DatabaseCache(BaseCache):
    """One row a value, under a hash of its key; bounded in number and in the length of values."""

    MAX_ROWS = 100_000
    MAX_VALUE_LENGTH = 10_000  # characters; what is longer is not kept
    TRIM_EVERY = 1_000
    _PUT = """
        INSERT INTO core_cachedvalue (key, value, expires_at) VALUES (%s, %s, %s)
        ON CONFLICT (key) DO UPDATE SET value = excluded.value, expires_at = excluded.expires_at
    """
    _ADD = f"{_PUT} WHERE core_cachedvalue.expires_at <= %s"
    _puts = count(1)

    def __init__(self, name: str, params: dict[str, Any]) -> None:
        super().__init__(params)

    def _hashed(self, key: Any, version: int | None) -> str:
        return hash_key("cache", self.make_key(key, version=version))

    def _until(self, timeout: float | None) -> datetime:
        stamp = self.get_backend_timeout(timeout)
        latest = timezone.now() + MAX_AGE
        return (
            latest
            if stamp is None or stamp > latest.timestamp()
            else datetime.fromtimestamp(stamp, UTC)
        )

    def _row(self, key: Any, version: int | None) -> ExpiringQuerySet[CachedValue]:
        return CachedValue.objects.filter(pk=self._hashed(key, version))

    def _put(
        self,
        sql: str,
        key: Any,
        value: Any,
        timeout: float | None,
        version: int | None,
        *more: datetime,
    ) -> bool:
        text, until = json.dumps(value, separators=(",", ":")), self._until(timeout)
        if len(text) > self.MAX_VALUE_LENGTH or until <= timezone.now():
            return False
        if next(self._puts) % self.TRIM_EVERY == 0:
            CachedValue.objects.trim(self.MAX_ROWS)
        days = (connection.ops.adapt_datetimefield_value(day) for day in (until, *more))
        with connection.cursor() as cursor:
            cursor.execute(sql, [self._hashed(key, version), text, *days])
            return int(cursor.rowcount) > 0

    def add(
        self,
        key: Any,
        value: Any,
        timeout: float | None = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> bool:
        return self._put(self._ADD, key, value, timeout, version, timezone.now())

    def set(
        self,
        key: Any,
        value: Any,
        timeout: float | None = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> None:
        if not self._put(self._PUT, key, value, timeout, version):
            self.delete(key, version)

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        rows = self._row(key, version).unexpired()
        text = rows.values_list("value", flat=True).first()
        try:
            return default if text is None else json.loads(text)
        except ValueError:
            return default

    def touch(
        self, key: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        rows = self._row(key, version).unexpired()
        return rows.update(expires_at=self._until(timeout)) > 0

    def delete(self, key: Any, version: int | None = None) -> bool:
        return self._row(key, version).delete()[0] > 0

    def clear(self) -> None:
        CachedValue.objects.all().delete()


class LRU:
    """Values by key, in at most `max_bytes`, keys included; the least recently used go first."""

    def __init__(self, max_bytes: int) -> None:
        self.max_bytes, self.lock = max_bytes, Lock()
        self.clear()

    def clear(self) -> None:
        with self.lock:
            self.rows: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
            self.bytes = 0

    def get(self, key: Hashable) -> Any:
        with self.lock:
            row = self.rows.get(key)
            if row is None:
                return None
            self.rows.move_to_end(key)
            return row[0]

    def put(self, key: Hashable, value: Any) -> None:
        """Keep the value, unless it would take more than an eighth of the room alone."""
        size = size_of(key) + size_of(value) + ROW_BYTES
        with self.lock:
            self._drop(key)
            if size > self.max_bytes // 8:
                return
            self.rows[key] = value, size
            self.bytes += size
            while self.bytes > self.max_bytes:
                self._drop(next(iter(self.rows)))

    def pop(self, key: Hashable) -> bool:
        with self.lock:
            return self._drop(key)

    def _drop(self, key: Hashable) -> bool:
        row = self.rows.pop(key, None)
        self.bytes -= row[1] if row else 0
        return row is not None


def size_of(value: object) -> int:
    size = sys.getsizeof(value)
    if isinstance(value, Model):
        return size + size_of(vars(value))
    if isinstance(value, dict):
        return size + sum(map(size_of, value.items()))
    return size + sum(map(size_of, value)) if isinstance(value, tuple | list) else size


class WorkerCache(BaseCache):
    """The process's own memory, bounded in bytes, keys included.

    Values are bytes, so that nobody changes a kept one.
    """

    MAX_BYTES = 32 * 1024 * 1024
    _lru = LRU(MAX_BYTES)  # of the process: Django makes a cache object for each thread

    def __init__(self, name: str, params: dict[str, Any]) -> None:
        super().__init__(params)

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        key = self.make_key(key, version=version)
        row = self._lru.get(key)
        if row is None or (row[1] is not None and row[1] <= time.time()):
            return default
        return loads(row[0])

    def set(
        self,
        key: Any,
        value: Any,
        timeout: float | None = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> None:
        self._lru.put(
            self.make_key(key, version=version), (dumps(value), self.get_backend_timeout(timeout))
        )

    def add(
        self,
        key: Any,
        value: Any,
        timeout: float | None = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> bool:
        if self.has_key(key, version):
            return False
        self.set(key, value, timeout, version)
        return True

    def touch(
        self, key: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        if not self.has_key(key, version):
            return False
        self.set(key, self.get(key, version=version), timeout, version)
        return True

    def delete(self, key: Any, version: int | None = None) -> bool:
        return self._lru.pop(self.make_key(key, version=version))

    def clear(self) -> None:
        self._lru.clear()
