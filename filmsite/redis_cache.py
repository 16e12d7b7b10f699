"""A cache on Redis that a site outlives: when it does not answer, everything is a miss."""

import logging

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = logging.getLogger(__name__)


class PatientRedisCache(RedisCache):
    """Reads and writes that fail count as misses; what is cached can always be made again."""

    def get(self, key, default=None, version=None):
        try:
            return super().get(key, default, version)
        except RedisError as error:
            log.warning("The cache did not answer: %s", error)
            return default

    def add(self, *args, **kwargs):
        try:
            return super().add(*args, **kwargs)
        except RedisError as error:
            log.warning("The cache did not take a value: %s", error)
            return True

    def set(self, *args, **kwargs):
        try:
            super().set(*args, **kwargs)
        except RedisError as error:
            log.warning("The cache did not take a value: %s", error)
