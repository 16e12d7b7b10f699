import logging
from datetime import timedelta

from django.conf import settings
from django.db import connection

from core.models import PageChange
from core.statistics import analyze
from filmsite import backups, purges
from jobs.base import task, watch
from jobs.models import Job
from search.index import update

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


PURGE = "purge the CDN"  # the key


@task(priority=80, lease_time=timedelta(minutes=1))
def purge_cdn() -> None:
    """Tell the CDN what changed. One that does not listen fails the job."""
    purges.make()


# So that few searches find the index out of step; a request that writes does not wait for it.
watch(update)


@watch
def purge_cdn_when_due() -> None:
    if settings.CDN and purges.are_due():
        # A CDN that was away is told as soon as it is time, not when a late retry would be.
        Job.objects.drop_retries(PURGE)
        purge_cdn.using(key=PURGE).enqueue()
