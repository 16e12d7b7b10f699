"""What a monitor is told: what does not work, in words that say nothing about anybody."""

import os
import shutil

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection

from jobs import worker
from mail import sending

# Bytes; beneath it uploads and then SQLite’s journal soon find no room.
MIN_FREE_BYTES = 64 * 1024 * 1024


def problems():
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        stalled = [sending.problem(), worker.problem()]
    except (DatabaseError, InterfaceError):
        return ["The database does not answer.", *_disk_problems()]
    return [*_disk_problems(), *filter(None, stalled)]


def _disk_problems():
    for folder in (settings.DATA_DIR, settings.MEDIA_ROOT):
        if not os.path.isdir(folder):
            continue  # pictures make theirs at the first upload
        if not os.access(folder, os.W_OK):
            yield f"The disk cannot be written ({os.path.basename(folder)})."
        elif shutil.disk_usage(folder).free < MIN_FREE_BYTES:
            yield f"The disk is full ({os.path.basename(folder)})."
