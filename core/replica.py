"""Feeds and sitemaps from a replica of the database (`REPLICA_URL`), which may lag behind.

Everything else asks the primary: whoever writes must find what was written at the next request.
"""

import logging
import time
from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import Any

from django.db import InterfaceError, OperationalError, connections
from django.http import Http404, HttpRequest, HttpResponse

log = logging.getLogger(__name__)

ALIAS = "replica"
RETRY_SECONDS = 10  # seconds without a question after one that was not answered
_is_asked = ContextVar("replica_is_asked", default=False)
_next_try = 0.0  # of the process


def is_replica_asked() -> bool:
    return _is_asked.get()


class ReplicaRouter:
    def db_for_read(self, model: Any, **hints: Any) -> str | None:
        return ALIAS if is_replica_asked() else None

    def db_for_write(self, model: Any, **hints: Any) -> str:
        return "default"

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool:
        return True  # a row is the same row in both

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        return False if db == ALIAS else None


def from_replica(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view with all its queries sent to the replica, if there is one and it answers.

    What it does not find may have come since, so the primary is asked before a 404. Its answer is
    not “public, no-cache” like others: only what comes from the primary may be kept as the newest.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if ALIAS not in connections.settings or time.monotonic() < _next_try:
            return view(request, *args, **kwargs)
        token = _is_asked.set(True)
        try:
            response = view(request, *args, **kwargs)
            response.headers["Cache-Control"] = "private, no-cache"  # a CDN could not be told
            return response
        except Http404:
            pass
        except (OperationalError, InterfaceError) as error:
            _rest(error)
        finally:
            _is_asked.reset(token)
        return view(request, *args, **kwargs)

    return wrapped


def _rest(error: Exception) -> None:
    global _next_try
    _next_try = time.monotonic() + RETRY_SECONDS
    sentence = "The replica did not answer (%s); it is asked again in %d s."
    log.warning(sentence, type(error).__name__, RETRY_SECONDS)
