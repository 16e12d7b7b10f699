from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, connection, models, transaction
from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Least
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# A worker that holds a job for longer was killed, or hangs; then another may take the job.
LEASE_TIME = timedelta(minutes=5)
# Until a failed job is tried again: a service may be away for days.
RETRY_MINUTES = (1, 4, 15, 60, 240, 960, 1440, 1440, 1440)
MAX_ATTEMPTS = len(RETRY_MINUTES) + 1
STANDSTILL = timedelta(minutes=15)
RETENTION = timedelta(days=30)  # so long it can be seen what became of a job


class Status(models.TextChoices):
    """The names of django.tasks. A job that is to be tried again is READY."""

    READY = "READY", _("ready")
    RUNNING = "RUNNING", _("running")
    FAILED = "FAILED", _("failed")
    SUCCESSFUL = "SUCCESSFUL", _("successful")


READY, RUNNING, FAILED, SUCCESSFUL = Status


# The index `job_waits_once` makes the conflict. One that failed keeps the time of its next attempt.
_ADD = """
    INSERT INTO jobs_job ({columns}) VALUES ({places})
    ON CONFLICT (key) WHERE status = 'READY' AND NOT key = ''
    DO UPDATE SET run_after = excluded.run_after
    WHERE jobs_job.attempts = 0 AND jobs_job.run_after > excluded.run_after
"""


class LeaseLost(Exception):
    """Another worker took the job over, so what this one made of it counts no more."""


class JobQuerySet(models.QuerySet["Job"]):
    def ready(self) -> "JobQuerySet":
        return self.filter(status=READY)

    def due(self) -> "JobQuerySet":
        """Those to run now in their order, with those of workers whose lease ended.

        Of two under one key, the later waits until the earlier has ended. It waits for one whose
        lease ended as well: another worker may be taking that over now.
        """
        now = timezone.now()
        begun = Job.objects.filter(status=RUNNING, key=OuterRef("key")).exclude(key="")
        waited = Q(status=READY, run_after__lte=now) & ~Q(Exists(begun))
        abandoned = Q(status=RUNNING, lease_until__lte=now)
        abandoned &= ~Q(Exists(begun.filter(lease_until__gt=now)))
        return self.filter(waited | abandoned).order_by("-priority", "run_after", "pk")

    def add(self, job: "Job") -> None:
        """Save it, or bring forward the one that waits under its key.

        One statement. On PostgreSQL the row under a key stays locked until the caller's
        transaction ends. So no worker runs it before it can see what the caller wrote; and who
        asks under several keys in one transaction asks in their order, or two such callers wait
        for each other.
        """
        values = {
            field.name: field.get_db_prep_save(getattr(job, field.name), connection)
            for field in Job._meta.concrete_fields
            if not field.primary_key
        }
        sql = _ADD.format(columns=", ".join(values), places=", ".join(["%s"] * len(values)))
        with connection.cursor() as cursor:
            cursor.execute(sql, [*values.values()])

    def repeat(self, job: "Job") -> None:
        """Have this job in the table once, however many hosts ask; what changed in the code counts.

        A shorter `every` counts for the run that waits as well.
        """
        rows = self.filter(status__in=[READY, RUNNING], function=job.function, every__isnull=False)
        latest = Value(timezone.now() + (job.every or timedelta()), models.DateTimeField())
        facts = {"every": job.every, "lease_time": job.lease_time, "priority": job.priority}
        if not rows.update(run_after=Least("run_after", latest), **facts):
            self.bulk_create([job], ignore_conflicts=True)

    def claim(self) -> "Job | None":
        """One that is due and nobody else's, leased to the caller, or None."""
        if not self.due().exists():  # an idle worker takes no lock
            return None
        with transaction.atomic():
            # SQLite knows no FOR UPDATE: the lease is taken where nobody took it meanwhile.
            job = self.due().select_for_update(skip_locked=True, of=("self",)).first()
            return job if job and job.take_lease() else None

    def drop_retries(self, key: str) -> None:
        """Delete what failed under this key and waits: what it is for was done meanwhile."""
        self.ready().filter(key=key, attempts__gt=0).delete()

    def is_stalled(self) -> bool:
        """Whether some have been due for long while none was begun."""
        now = timezone.now()
        before = now - STANDSTILL
        overdue = self.ready().filter(run_after__lt=before, enqueued_at__lt=before)
        at_work = Q(status=RUNNING, lease_until__gt=now) | Q(started_at__gt=before)
        return overdue.exists() and not self.filter(at_work).exists()

    def expired(self) -> "JobQuerySet":
        """Those that ended so long ago that nobody looks for them."""
        return self.filter(
            status__in=[FAILED, SUCCESSFUL], finished_at__lt=timezone.now() - RETENTION
        )


class Job(models.Model):
    """One call of a function, run at least once: by one worker at a time, again where it failed.

    Arguments are keys of rows, never what somebody wrote: they are kept for RETENTION, and what is
    true is looked up when the job runs.
    """

    function = models.CharField(_("function"), max_length=200)  # its dotted name
    args = models.JSONField(_("arguments"), default=list, blank=True)
    kwargs = models.JSONField(_("named arguments"), default=dict, blank=True)
    key = models.CharField(
        _("key"),
        max_length=200,
        blank=True,
        help_text=_("One job at most waits under a key."),
    )
    priority = models.SmallIntegerField(_("priority"), default=0)
    every = models.DurationField(_("repeated every"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=READY)
    run_after = models.DateTimeField(_("run after"), default=timezone.now)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    lease_time = models.DurationField(_("longest attempt"), default=LEASE_TIME)
    lease_number = models.PositiveIntegerField(_("lease number"), default=0)  # of all attempts ever
    lease_until = models.DateTimeField(_("lease ends"), null=True, blank=True)
    error = models.CharField(_("last error"), max_length=500, blank=True)
    enqueued_at = models.DateTimeField(_("enqueued"), default=timezone.now)
    started_at = models.DateTimeField(_("last attempt started"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ["-enqueued_at", "-pk"]
        default_permissions = ["view"]
        indexes = [
            models.Index(fields=["status", "run_after"], name="job_due"),
            models.Index(fields=["status", "lease_until"], name="job_lease"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["key"], condition=Q(status="READY") & ~Q(key=""), name="job_waits_once"
            ),
            models.UniqueConstraint(
                fields=["function"],
                condition=Q(status__in=["READY", "RUNNING"], every__isnull=False),
                name="job_repeats_once",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["READY", "RUNNING", "FAILED", "SUCCESSFUL"]),
                name="job_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(status="RUNNING", lease_until__isnull=False)
                | ~Q(status="RUNNING") & Q(lease_until__isnull=True),
                name="job_lease_while_running",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["READY", "RUNNING"]) | Q(finished_at__isnull=False),
                name="job_end_has_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.function} ({self.pk})"

    def take_lease(self) -> bool:
        """Begin an attempt, unless somebody else began one since this row was read."""
        now = timezone.now()
        unchanged = Job.objects.filter(
            pk=self.pk, status=self.status, lease_number=self.lease_number
        )
        return self._update(
            unchanged,
            status=RUNNING,
            attempts=self.attempts + 1,
            lease_number=self.lease_number + 1,
            lease_until=now + self.lease_time,
            started_at=now,
        )

    def succeed(self) -> None:
        """End the attempt well; LeaseLost where it is another worker's by now."""
        if self.every:
            self._repeat(self.every, error="")
        else:
            self._end(status=SUCCESSFUL, finished_at=timezone.now(), error="")

    def fail(self, error: str, *, can_repeat: bool = True) -> bool:
        """End the attempt, and give up after the last; whether the job is tried again soon.

        One that repeats waits for its next time instead, unless nobody knows its function any more.
        LeaseLost where the attempt is another worker's by now.
        """
        if self.attempts < MAX_ATTEMPTS:
            return self._retry(error)
        if self.every and can_repeat:
            self._repeat(self.every, error=error)
        else:
            self._end(status=FAILED, finished_at=timezone.now(), error=error)
        return False

    def _retry(self, error: str) -> bool:
        try:
            with transaction.atomic():
                self._end(status=READY, run_after=self._next_attempt_at(), error=error)
        except IntegrityError:  # one waits under its key already, and does the same
            self._end(status=FAILED, finished_at=timezone.now(), error=error)
            return False
        return True

    def _next_attempt_at(self) -> datetime:
        wait = timedelta(minutes=RETRY_MINUTES[self.attempts - 1])
        return timezone.now() + (min(wait, self.every) if self.every else wait)

    def _repeat(self, every: timedelta, *, error: str) -> None:
        now = timezone.now()
        self._end(status=READY, run_after=now + every, attempts=0, finished_at=now, error=error)

    def _end(self, **fields: Any) -> None:
        held = Job.objects.filter(pk=self.pk, status=RUNNING, lease_number=self.lease_number)
        if not self._update(held, lease_until=None, **fields):
            raise LeaseLost(str(self))

    def _update(self, rows: models.QuerySet["Job"], **fields: Any) -> bool:
        """Change these fields where the row is still among `rows`, here as well; whether it was."""
        if not rows.update(**fields):
            return False
        for name, value in fields.items():
            setattr(self, name, value)
        return True
