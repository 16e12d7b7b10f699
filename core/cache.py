"""Caches that hold JSON and nothing else: who writes into one runs no code of ours.

What is counted for a limit goes into the database (`CountsCache`), so that a cache that is away or was emptied forgives
nobody and locks nobody out.
"""

import json
import logging
import sys
import time
from collections import OrderedDict
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from threading import Lock

from django.core.cache import caches
from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from django.db import transaction
from django.utils import timezone
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

log = logging.getLogger(__name__)

COUNTED = "allauth:"  # what the log-in counts and may use only once
MOST_COUNTS = 100_000  # tries of a flood of addresses; those that end first go first
LONGEST = timedelta(days=366)


class JSONSerializer:
    """Values as JSON; ValueError or TypeError for what is none."""

    def dumps(self, value):
        return json.dumps(value)

    def loads(self, data):
        return json.loads(data)


class CountsCache(BaseCache):
    """A cache in our own table, for what must not be lost and must be seen by every worker."""

    def __init__(self, name, params):
        super().__init__(params)

    @property
    def _counts(self):
        from core.models import Count  # which needs the apps

        return Count.objects

    def _hash(self, key, version):
        return sha256(self.make_key(key, version=version).encode()).hexdigest()

    def _expires(self, timeout):
        seconds = self.get_backend_timeout(timeout)
        if seconds is None:
            return timezone.now() + LONGEST
        return min(datetime.fromtimestamp(seconds, UTC), timezone.now() + LONGEST)

    def get(self, key, default=None, version=None):
        found = self._counts.filter(key=self._hash(key, version), expires_at__gt=timezone.now())
        row = found.values_list("value", flat=True).first()
        return default if row is None else row

    def set(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        fields = {"value": value, "expires_at": self._expires(timeout)}
        self._counts.update_or_create(key=self._hash(key, version), defaults=fields)

    def add(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        """Whether it was not there; one of several that ask at once is told so."""
        hashed = self._hash(key, version)
        with transaction.atomic():
            self._counts.filter(key=hashed).expired().delete()
            fields = {"value": value, "expires_at": self._expires(timeout)}
            return self._counts.get_or_create(key=hashed, defaults=fields)[1]

    def incr(self, key, delta=1, version=None):
        with transaction.atomic():
            rows = self._counts.select_for_update().filter(key=self._hash(key, version), expires_at__gt=timezone.now())
            row = rows.first()
            if row is None:
                raise ValueError(f"Key {key!r} not found")
            row.value += delta
            row.save(update_fields=["value"])
        return row.value

    def touch(self, key, timeout=DEFAULT_TIMEOUT, version=None):
        found = self._counts.filter(key=self._hash(key, version), expires_at__gt=timezone.now())
        return bool(found.update(expires_at=self._expires(timeout)))

    def delete(self, key, version=None):
        return bool(self._counts.filter(key=self._hash(key, version)).delete()[0])

    def has_key(self, key, version=None):
        return self.get(key, version=version) is not None

    def clear(self):
        self._counts.all().delete()

    def tidy(self):
        """Delete what has expired, and of too many those that end first; how many went."""
        gone = self._counts.expired().delete()[0]
        if (over := self._counts.count() - MOST_COUNTS) > 0:
            ends = self._counts.order_by("expires_at").values_list("expires_at", flat=True)[over - 1]
            gone += self._counts.filter(expires_at__lte=ends).delete()[0]
        return gone


class Counted:
    """For a cache: what the log-in counts is kept in the database instead."""

    def _for(self, key):
        return caches["counts"] if str(key).startswith(COUNTED) else super()

    def get(self, key, default=None, version=None):
        return self._for(key).get(key, default, version)

    def set(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        return self._for(key).set(key, value, timeout, version)

    def add(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        return self._for(key).add(key, value, timeout, version)

    def incr(self, key, delta=1, version=None):
        return self._for(key).incr(key, delta, version)

    def touch(self, key, timeout=DEFAULT_TIMEOUT, version=None):
        return self._for(key).touch(key, timeout, version)

    def delete(self, key, version=None):
        return self._for(key).delete(key, version)


class MemoryCache(BaseCache):
    """JSON in the process's own memory, least lately used first to go, bounded by the bytes of keys and values."""

    ENTRY_BYTES = 300  # what the dictionary, the pair and the two strings take beside their letters

    def __init__(self, name, params):
        super().__init__(params)
        self.most_bytes = int(params.get("OPTIONS", {}).get("MAX_BYTES", 32 * 1024 * 1024))
        self.lock, self.rows, self.bytes = Lock(), OrderedDict(), 0

    def _size(self, key, data):
        return sys.getsizeof(key) + sys.getsizeof(data) + self.ENTRY_BYTES

    def _drop(self, key):
        data = self.rows.pop(key, None)
        if data is not None:
            self.bytes -= self._size(key, data[0])
        return data is not None

    def _read(self, key):
        data, until = self.rows.get(key, (None, 0))
        if data is not None and until is not None and until <= time.time():
            self._drop(key)
            return None
        return data

    def _write(self, key, value, timeout):
        data = json.dumps(value)
        self._drop(key)
        if self._size(key, data) > self.most_bytes // 8:
            return
        self.rows[key] = data, self.get_backend_timeout(timeout)
        self.bytes += self._size(key, data)
        while self.bytes > self.most_bytes:
            self._drop(next(iter(self.rows)))

    def get(self, key, default=None, version=None):
        key = self.make_and_validate_key(key, version=version)
        with self.lock:
            if (data := self._read(key)) is None:
                return default
            self.rows.move_to_end(key)
        return json.loads(data)

    def set(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        key = self.make_and_validate_key(key, version=version)
        with self.lock:
            self._write(key, value, timeout)

    def add(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        key = self.make_and_validate_key(key, version=version)
        with self.lock:
            if self._read(key) is not None:
                return False
            self._write(key, value, timeout)
            return True

    def touch(self, key, timeout=DEFAULT_TIMEOUT, version=None):
        key = self.make_and_validate_key(key, version=version)
        with self.lock:
            if (data := self._read(key)) is None:
                return False
            self.rows[key] = data, self.get_backend_timeout(timeout)
            return True

    def delete(self, key, version=None):
        key = self.make_and_validate_key(key, version=version)
        with self.lock:
            return self._drop(key)

    def clear(self):
        with self.lock:
            self.rows.clear()
            self.bytes = 0


class WorkerCache(Counted, MemoryCache):
    """Each worker's own, lost when it stops; limits are counted in the database."""


class FailSafeRedisClient(RedisCacheClient):
    """Answers in a moment or not at all."""

    def __init__(self, servers, **options):
        seconds = {"socket_connect_timeout": 0.3, "socket_timeout": 0.3, "retry": Retry(NoBackoff(), 0)}
        super().__init__(servers, **(seconds | {"serializer": JSONSerializer()} | options))


class FailSafeRedisCache(RedisCache):
    """A cache on Redis that a site outlives: while it is away everything is a miss.

    After a failure it is left alone for PAUSE seconds, or each page would wait for it several times.
    """

    PAUSE = 5  # seconds
    away_until = 0.0  # of the whole process: each thread has a cache of its own, and they share the server

    def __init__(self, server, params):
        super().__init__(server, params)
        self._class = FailSafeRedisClient

    def _ask(self, method, default, *args, **kwargs):
        if time.monotonic() < FailSafeRedisCache.away_until:
            return default
        try:
            return getattr(super(), method)(*args, **kwargs)
        except (RedisError, OSError, ValueError) as error:  # ValueError: what is there is not ours
            if isinstance(error, RedisError | OSError):
                FailSafeRedisCache.away_until = time.monotonic() + self.PAUSE
            log.warning("The cache did not answer: %s", type(error).__name__)
            return default

    def get(self, key, default=None, version=None):
        return self._ask("get", default, key, default, version)

    def set(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        return self._ask("set", None, key, value, timeout, version)

    def add(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        return self._ask("add", True, key, value, timeout, version)

    def touch(self, key, timeout=DEFAULT_TIMEOUT, version=None):
        return self._ask("touch", False, key, timeout, version)

    def delete(self, key, version=None):
        return self._ask("delete", False, key, version)

    def has_key(self, key, version=None):
        return self._ask("has_key", False, key, version)

    def get_many(self, keys, version=None):
        return self._ask("get_many", {}, keys, version)

    def set_many(self, data, timeout=DEFAULT_TIMEOUT, version=None):
        return self._ask("set_many", [], data, timeout, version)

    def delete_many(self, keys, version=None):
        return self._ask("delete_many", None, keys, version)

    def clear(self):
        return self._ask("clear", False)

    def ping(self):
        """Whether it answers now."""
        FailSafeRedisCache.away_until = 0.0
        self.get("ping")
        return not FailSafeRedisCache.away_until


class SharedCache(Counted, FailSafeRedisCache):
    """Redis for what can be made again; limits are counted in the database."""
