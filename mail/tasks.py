"""What is done with e-mails in time."""

from datetime import timedelta
from threading import main_thread
from time import monotonic

from django.db import transaction

from jobs.base import task
from jobs.models import Job

from .models import OutgoingEmail
from .sending import purge, send_due

KEY = "send e-mail"
# A run ends so long before its lease that a slow mail server does not outlast it; the next goes on.
LONGEST_RUN = 120.0  # seconds


@task(priority=50, every=timedelta(minutes=1))
def send_due_emails() -> None:
    """Send what is due. A mail server that is down fails the job, which is tried again later."""
    end = monotonic() + LONGEST_RUN
    send_due(lambda: monotonic() > end or not main_thread().is_alive())
    # The server takes e-mail: no new one waits until a run is repeated that failed before.
    Job.objects.drop_retries(KEY)
    if OutgoingEmail.objects.due().exists():
        send_soon()


def send_soon() -> None:
    """Have e-mails sent within seconds, once the caller's transaction is through.

    Who writes an e-mail holds no lock on the job meanwhile. If the process is killed in between,
    the run of each minute sends it.
    """
    transaction.on_commit(send_due_emails.using(key=KEY).enqueue, robust=True)


@task(priority=-50, every=timedelta(hours=1))
def purge_emails() -> None:
    """Delete old e-mails, and recipients whose owners never answered."""
    purge()
