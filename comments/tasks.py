from datetime import timedelta

from jobs.base import task

from .notify import enqueue_digests
from .privacy import retention

HOUR = timedelta(hours=1)


@task(every=timedelta(minutes=1))
def send_digests() -> None:
    enqueue_digests()


@task(every=HOUR, priority=-50)
def purge_comments() -> None:
    retention.purge_comments()


@task(every=HOUR, priority=-50)
def purge_bans() -> None:
    retention.purge_bans()


@task(every=HOUR, priority=-50)
def purge_trust() -> None:
    retention.purge_trust()


@task(every=HOUR, priority=-50)
def purge_error_reports() -> None:
    retention.purge_error_reports()


@task(every=HOUR, priority=-50)
def purge_networks() -> None:
    retention.purge_networks()


@task(every=HOUR, priority=-50)
def purge_expired() -> None:
    retention.purge_expired()
