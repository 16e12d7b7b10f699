"""A cache on Redis that the site can do without.

Where Redis is gone, frozen or hostile it is a miss, and nobody waits for it twice.
"""

import logging
import time
from collections.abc import Callable
from copy import copy
from typing import Any

from django.core.cache.backends.redis import RedisCache as DjangoRedisCache
from django.utils.crypto import constant_time_compare, salted_hmac
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from .caches import dumps, loads

log = logging.getLogger(__name__)

SOCKET_TIMEOUT = 0.2  # seconds for a connection, and for an answer
RETRY_SECONDS = 5  # seconds without a question after one that was not answered
_SIGNATURE_BYTES = 32


class SignedSerializer:
    """Signed JSON: what somebody else wrote into the server is not printed on our pages either."""

    def dumps(self, value: Any) -> bytes:
        data = dumps(value)
        return _signature(data) + data

    def loads(self, data: bytes) -> Any:
        signature, data = data[:_SIGNATURE_BYTES], data[_SIGNATURE_BYTES:]
        if not constant_time_compare(signature, _signature(data)):
            raise ValueError("This value was not written here.")
        return loads(data)


def _signature(data: bytes) -> bytes:
    return salted_hmac("core.redis_cache", data, algorithm="sha256").digest()


def _guarded(name: str, miss: Any) -> Callable[..., Any]:
    """Django's operation of this name; `miss` is its answer where the server gives none."""
    operation = getattr(DjangoRedisCache, name)

    def guarded(self: "FailSafeRedisCache", *args: Any, **kwargs: Any) -> Any:
        return self._try(copy(miss), operation, self, *args, **kwargs)

    return guarded


class FailSafeRedisCache(DjangoRedisCache):
    """Django's, but a failure is a miss, and then nothing is tried for some seconds."""

    _down_until = 0.0  # of the process: Django makes a cache object for each thread

    def __init__(self, server: str | list[str], params: dict[str, Any]) -> None:
        short = {
            "socket_connect_timeout": SOCKET_TIMEOUT,
            "socket_timeout": SOCKET_TIMEOUT,
            "retry": Retry(NoBackoff(), 0),
        }
        options = short | params.get("OPTIONS", {}) | {"serializer": SignedSerializer()}
        super().__init__(server, params | {"OPTIONS": options})

    def _try(self, miss: Any, operation: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        if time.monotonic() < FailSafeRedisCache._down_until:
            return miss
        try:
            return operation(*args, **kwargs)
        except ValueError:  # another program's value, or no value to add to
            return miss
        # Whatever a server that is gone, frozen or none of ours makes the client raise.
        except Exception as error:
            FailSafeRedisCache._down_until = time.monotonic() + RETRY_SECONDS
            log.warning(
                "The cache did not answer (%s); it is asked again in %d s.",
                type(error).__name__,
                RETRY_SECONDS,
            )
            return miss

    def check(self) -> None:
        """ConnectionError unless the server answers: who asks need not load redis-py for it."""
        try:
            self._cache.get_client(None).ping()
        except RedisError as error:
            raise ConnectionError(str(error)) from error

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        return self._try(default, super().get, key, default, version)

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        raise NotImplementedError("Count with core.limiter: a cache may forget at any time.")

    set = _guarded("set", None)
    add = _guarded("add", True)
    touch = _guarded("touch", False)
    delete = _guarded("delete", False)
    has_key = _guarded("has_key", False)
    get_many = _guarded("get_many", {})
    set_many = _guarded("set_many", [])
    delete_many = _guarded("delete_many", None)
    clear = _guarded("clear", False)
