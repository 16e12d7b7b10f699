"""What is done about comments in time."""

from datetime import timedelta

from comments import privacy
from comments.notify import enqueue_digests
from jobs.base import task

HOUR = timedelta(hours=1)


@task(every=timedelta(minutes=1))
def send_digests() -> None:
    enqueue_digests()


@task(every=HOUR, priority=-50)
def purge_comments() -> None:
    privacy.purge_comments()


@task(every=HOUR, priority=-50)
def purge_bans() -> None:
    privacy.purge_bans()


@task(every=HOUR, priority=-50)
def purge_networks() -> None:
    privacy.purge_networks()


@task(every=HOUR, priority=-50)
def purge_expired() -> None:
    privacy.purge_expired()
