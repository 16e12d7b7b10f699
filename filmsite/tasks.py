import logging
from datetime import timedelta

from django.conf import settings
from django.db import connection

from core.models import PageChange
from core.statistics import analyze
from filmsite import backups
from jobs.base import task

log = logging.getLogger(__name__)


@task(every=timedelta(hours=1), lease_time=timedelta(hours=1))
def back_up() -> None:
    try:
        backups.make_if_due(settings, connection)
    except (backups.BackupError, OSError) as error:
        log.error("No backup was made: %s", error)
        raise


@task(every=timedelta(hours=1))
def prune_page_changes() -> None:
    PageChange.objects.prune()


@task(every=timedelta(days=1))
def update_statistics() -> None:
    analyze()
