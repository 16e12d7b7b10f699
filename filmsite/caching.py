"""The worker's own memory as a cache, but with one count of log-in tries for all workers."""

from django.core.cache import caches
from django.core.cache.backends.locmem import LocMemCache

COUNTED = "allauth:rl:"


class WorkerCache(LocMemCache):
    """Each worker's own, lost when it stops; keys of rate limits are kept in the database instead.

    A guesser would have as many tries as there are workers, and new ones after each restart.
    """

    def _of(self, key):
        return caches["counts"] if key.startswith(COUNTED) else super()

    def get(self, key, default=None, version=None):
        return self._of(key).get(key, default, version)

    def set(self, key, value, *args, **kwargs):
        return self._of(key).set(key, value, *args, **kwargs)

    def add(self, key, value, *args, **kwargs):
        return self._of(key).add(key, value, *args, **kwargs)

    def delete(self, key, version=None):
        return self._of(key).delete(key, version)
