"""The production server: Granian, with signals handled also before its handlers are there."""

import ctypes
import gc
import os
import resource
import signal
import sys
import time
from contextlib import suppress
from importlib import import_module

from django.conf import settings
from django.urls import get_resolver
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server import mp

from .backups import checkpoint
from .long_answers import BUFFER, answering

SITE = "filmsite.worker:application"
PR_SET_PDEATHSIG = 1  # prctl(2)
# Connections of one worker, silent ones included; each takes some kilobytes, and BUFFER at most.
CONNECTIONS = 1024
# Milliseconds a client may take over its headers, or idle between two requests.
HEADER_TIMEOUT = 10_000
SHUTDOWN_TIMEOUT = 10  # seconds that an answer under way has when the site is stopped
RESPAWN_PAUSE = 1  # seconds before a worker that died is started again


def set_worker_signals():
    """What a worker needs that Granian does not see to.

    It inherits handlers that do nothing in it, and one still loading would outlive SIGTERM. Ctrl-C
    reaches it beside its parent's SIGTERM, and after both together it sometimes does not end. When
    its parent is killed it goes too, where the system can arrange that, instead of holding the
    port.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


def allow_connections(number):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(max(soft, number + 256), hard), hard))


def load_site():
    """Load what all workers need before they are forked, so that they share its memory.

    A worker alone would share it only with this process, which answers nothing.
    """
    import_module("filmsite.wsgi")
    get_resolver().url_patterns  # noqa: B018 (a property that loads them)
    gc.freeze()  # else the first collection would write into all of it


class Server(Granian):  # type: ignore[valid-type]  # one of two classes, by platform
    def _respawn_workers(self, *args, **kwargs):
        """Wait first: Granian gives up when a worker dies twice within seconds."""
        time.sleep(RESPAWN_PAUSE)
        super()._respawn_workers(*args, **kwargs)
        self.respawned_wrks.clear()


def serve(target=SITE):
    Server(
        target,
        interface=Interfaces.WSGI,
        address=settings.HOST,
        port=settings.PORT,
        http=HTTPModes.http1,
        workers=settings.WORKERS,
        blocking_threads=settings.THREADS,
        backlog=CONNECTIONS,
        backpressure=CONNECTIONS,
        http1_settings=HTTP1Settings(header_read_timeout=HEADER_TIMEOUT, max_buffer_size=BUFFER),
        workers_kill_timeout=SHUTDOWN_TIMEOUT,
        respawn_failed_workers=True,
        websockets=False,
        log_level=LogLevels.warning,
    ).serve()


def run(target=SITE):
    os.register_at_fork(after_in_child=set_worker_signals)
    mp._wsgi_call_wrap = answering(mp._wsgi_call_wrap)  # Granian offers no place for it
    allow_connections(CONNECTIONS)
    if settings.WORKERS > 1:
        load_site()
    try:
        serve(target)
    finally:
        # What SQLite still holds beside its file is written into it, so that it is complete.
        database = settings.DATABASES["default"]
        if database["ENGINE"].endswith("sqlite3"):
            checkpoint(database["NAME"])
