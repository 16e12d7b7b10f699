"""What Granian’s workers load: the site, and a worker beside it that sends its e-mail."""

from .wsgi import application  # noqa: I001  (first, because it sets Django up)
import logging

from django.conf import settings
from django.db import connection

from filmsite import backups
from mail import worker

__all__ = ["application"]

log = logging.getLogger(__name__)


def back_up():
    try:
        backups.make_if_due(settings, connection)
    except (backups.BackupError, OSError) as error:
        log.error("No backup was made: %s", error)


worker.HOURLY.append(back_up)
worker.start()
