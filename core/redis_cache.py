"""A cache on Redis that the site outlives: gone, frozen or hostile, it is a miss, and nobody waits for it twice."""

import logging
import time
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.core.cache.backends.redis import RedisCache as DjangoRedisCache
from django.utils.crypto import constant_time_compare, salted_hmac
from redis.backoff import NoBackoff
from redis.retry import Retry

from .caches import dumps, loads

log = logging.getLogger(__name__)

PATIENCE = 0.2  # seconds for a connection, and for an answer
PAUSE = 5  # seconds without a question after one that was not answered
_SIGNATURE_BYTES = 32
Answer = TypeVar("Answer")


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


class RedisCache(DjangoRedisCache):
    """All operations of Django's, but a failure is a miss, and then none is tried for some seconds."""

    _asleep_until = 0.0  # of the process: Django makes a cache object for each thread

    def __init__(self, server: str | list[str], params: dict[str, Any]) -> None:
        short = {"socket_connect_timeout": PATIENCE, "socket_timeout": PATIENCE, "retry": Retry(NoBackoff(), 0)}
        options = short | params.get("OPTIONS", {}) | {"serializer": SignedSerializer()}
        super().__init__(server, params | {"OPTIONS": options})

    def _ask(self, miss: Answer, operation: Callable[..., Answer], *args: Any, **kwargs: Any) -> Answer:
        if time.monotonic() < RedisCache._asleep_until:
            return miss
        try:
            return operation(*args, **kwargs)
        except ValueError:  # another program's value, or no value to add to
            return miss
        except Exception as error:  # whatever a server that is gone, frozen or none of ours makes the client raise
            RedisCache._asleep_until = time.monotonic() + PAUSE
            log.warning("The cache did not answer (%s); it is asked again in %d s.", type(error).__name__, PAUSE)
            return miss

    def check(self) -> None:
        """Whatever the client raises where no server answers; for the start, which tells of it."""
        self._cache.get_client(None).ping()

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        return self._ask(default, super().get, key, default, version)

    def set(self, *args: Any, **kwargs: Any) -> None:
        self._ask(None, super().set, *args, **kwargs)

    def add(self, *args: Any, **kwargs: Any) -> bool:
        return self._ask(True, super().add, *args, **kwargs)

    def touch(self, *args: Any, **kwargs: Any) -> bool:
        return self._ask(False, super().touch, *args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> bool:
        return self._ask(False, super().delete, *args, **kwargs)

    def get_many(self, keys: Iterable[Any], version: int | None = None) -> dict[Any, Any]:
        return self._ask({}, super().get_many, keys, version)

    def set_many(self, data: dict[Any, Any], *args: Any, **kwargs: Any) -> list[Any]:
        return self._ask([], super().set_many, data, *args, **kwargs)

    def delete_many(self, keys: Iterable[Any], version: int | None = None) -> None:
        self._ask(None, super().delete_many, keys, version)

    def has_key(self, key: Any, version: int | None = None) -> bool:
        return self._ask(False, super().has_key, key, version)

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        raise NotImplementedError("Count with core.limiter: a cache may forget at any time.")

    def clear(self) -> None:
        self._ask(None, super().clear)
