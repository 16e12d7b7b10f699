from datetime import timedelta
from threading import main_thread
from time import monotonic

from jobs.base import task
from jobs.models import Job

from .models import OutgoingEmail, Recipient
from .sending import send_due

KEY = "send e-mail"
# A run ends so long before its lease that a slow mail server does not outlast it; the next goes on.
LONGEST_RUN = 120.0  # seconds
RETENTION = timedelta(days=30)  # how long it can be seen that an e-mail went out


@task(priority=50, every=timedelta(minutes=1))
def send_due_emails() -> None:
    """Send what is due. A mail server that is down fails the job, which is tried again later."""
    end = monotonic() + LONGEST_RUN
    send_due(lambda: monotonic() > end or not main_thread().is_alive())
    # The server takes e-mail: no new one waits until a run is repeated that failed before.
    Job.objects.drop_retries(KEY)
    if OutgoingEmail.objects.due().exists():
        send_soon.enqueue()


send_soon = send_due_emails.using(key=KEY)  # within seconds


@task(priority=-50, every=timedelta(hours=1))
def purge_emails() -> None:
    """Delete old e-mails, and recipients whose owners never answered."""
    OutgoingEmail.objects.expired(RETENTION).delete()
    Recipient.objects.never_confirmed(RETENTION).delete()
