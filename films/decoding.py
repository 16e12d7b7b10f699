"""Decode one picture at a time on the whole machine: one of 25 megapixels takes 100 MB.

A lock file (flock(2)) holds across worker processes and vanishes with the one that holds it. Who
has to wait keeps a thread of the server, so only some threads may, and only for some seconds.
"""

import ctypes
import fcntl
import time
from contextlib import contextmanager
from threading import BoundedSemaphore

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

WAIT_SECONDS = 20
RETRY_SECONDS = 10  # what a Retry-After says
_POLL_SECONDS = 0.05
# Threads of this process that decode or wait; the others go on serving readers.
_slots = BoundedSemaphore(max(1, settings.THREADS // 2))


def busy_error():
    return ValidationError(
        _(
            "The site is busy with another picture. Choose the file again and save in a few "
            "seconds."
        ),
        code="busy",
    )


@contextmanager
def decoding_slot(seconds=WAIT_SECONDS):
    """Held while a picture is decoded.

    ValidationError with code "busy" where the turn does not come in time.
    """
    if not _slots.acquire(blocking=False):
        raise busy_error()
    try:
        with open(settings.DATA_DIR / "pictures.lock", "a") as file:
            _lock(file, time.monotonic() + seconds)
            _release_memory()
            try:
                yield
            finally:
                _release_memory()
            # Closing the file gives the lock back.
    finally:
        _slots.release()


def _lock(file, deadline):
    while True:
        try:
            return fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise busy_error() from None
            time.sleep(_POLL_SECONDS)


def _release_memory():
    """The C library keeps what a thread has freed for that thread.

    With many, that adds up (malloc_trim(3), glibc).

    BaseStackedInline of a megabyte it shall give back by itself, as at the start: it keeps larger
    ones the larger they come (mallopt(3), M_MMAP_THRESHOLD).
    """
    library = ctypes.CDLL(None)
    if hasattr(library, "malloc_trim"):
        library.mallopt(-3, 1_000_000)
        library.malloc_trim(0)
