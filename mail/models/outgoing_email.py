"""The queue of e-mails, written in the transaction that wants them sent."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Max, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jobs.models import MAX_ATTEMPTS, RETRY_MINUTES

# A worker that has an e-mail for longer than this was killed: mail servers are given up on much
# sooner.
CLAIM_TIME = timedelta(minutes=5)
STANDSTILL = timedelta(minutes=15)
SEVERAL = 3  # mailboxes that refuse at the same time; one alone may be full
# The next attempt of an e-mail that somebody waits for: no other is taken before it.
TOP_PRIORITY = datetime(1970, 1, 1, tzinfo=UTC)


def new_message_id() -> str:
    """Stays with an e-mail, so that a second copy of it can be told from a second e-mail."""
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ")
    return f"<{uuid4().hex}@{host}>"


class OutgoingEmailQuerySet(models.QuerySet["OutgoingEmail"]):
    def waiting(self) -> "OutgoingEmailQuerySet":
        return self.filter(status="waiting")

    def due(self) -> "OutgoingEmailQuerySet":
        """Those to send now, oldest first."""
        rows = self.waiting().filter(next_attempt_at__lte=timezone.now())
        return rows.order_by("next_attempt_at", "pk")

    def claim(self) -> "OutgoingEmail | None":
        """A due e-mail that no other worker has, or None.

        Its next attempt moves ahead with the claim: where the worker is killed it is due again
        then.
        """
        for email in self.due()[:20]:
            again = timezone.now() + CLAIM_TIME
            unclaimed = self.waiting().filter(pk=email.pk, next_attempt_at=email.next_attempt_at)
            if unclaimed.update(
                next_attempt_at=again, claimed_at=timezone.now(), attempts=F("attempts") + 1
            ):
                email.next_attempt_at, email.attempts = again, email.attempts + 1
                return email
        return None

    def is_stalled(self) -> bool:
        """Whether nothing leaves: one has been due for long, or several people's were refused."""
        sent_at = self.aggregate(last=Max("sent_at"))["last"] or TOP_PRIORITY
        return self._is_overdue(sent_at) or self._is_refused_since(sent_at)

    def _is_overdue(self, sent_at: datetime) -> bool:
        since = timezone.now() - STANDSTILL
        late = self.waiting().filter(next_attempt_at__lt=since, created_at__lt=since)
        return sent_at < since and late.exists()

    def _is_refused_since(self, sent_at: datetime) -> bool:
        refused = self.waiting().filter(attempts__gt=1, claimed_at__gt=sent_at)
        mailboxes = refused.order_by("to").values("to").distinct()
        return mailboxes[:SEVERAL].count() == SEVERAL

    def expired(self, age: timedelta) -> "OutgoingEmailQuerySet":
        """Those that ended and are this old, and those that were never for anybody."""
        ended = self.exclude(status="waiting")
        return ended.filter(Q(created_at__lt=timezone.now() - age) | Q(to=""))


class OutgoingEmail(models.Model):
    """One e-mail to one address. Its content is made when it is sent, from what is true then.

    So a comment that was removed meanwhile is not told of, and the queue keeps no reader's text.
    E-mails about an account are written by allauth at once; their text is forgotten when they end.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", _("to be sent")
        SENT = "sent", _("sent")
        CANCELLED = "cancelled", _("no longer wanted")
        FAILED = "failed", _("given up")

    kind = models.CharField(_("kind"), max_length=20)
    to = models.EmailField(_("to"))
    key = models.CharField(
        _("key"),
        max_length=50,
        blank=True,
        help_text=_("One e-mail under a key goes to an address, such as comment:12."),
    )
    context = models.JSONField(
        _("what it is about"), default=dict, blank=True, encoder=DjangoJSONEncoder
    )
    message_id = models.CharField(
        _("Message-ID"), max_length=320, unique=True, default=new_message_id, editable=False
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField(_("next attempt"), default=timezone.now)
    claimed_at = models.DateTimeField(_("last attempt started"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    error = models.CharField(_("last error"), max_length=300, blank=True)

    objects = OutgoingEmailQuerySet.as_manager()

    class Meta:
        verbose_name = _("e-mail")
        verbose_name_plural = _("e-mails")
        ordering = ["created_at", "pk"]
        default_permissions = ["view"]
        indexes = [
            models.Index(
                fields=["next_attempt_at", "id"],
                condition=Q(status="waiting"),
                name="outgoingemail_waiting",
            ),
            models.Index(fields=["to"], name="outgoingemail_to"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["key", "to"], condition=~Q(key=""), name="outgoingemail_once_for_a_key"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["waiting", "sent", "cancelled", "failed"]),
                name="outgoingemail_status_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(status="sent") | Q(sent_at__isnull=False),
                name="outgoingemail_sent_has_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.to}"

    def mark_sent(self) -> None:
        self._end(self.Status.SENT, sent_at=timezone.now(), error="")

    def mark_cancelled(self) -> None:
        """Nobody wants it any more."""
        self._end(self.Status.CANCELLED)

    def retry_or_give_up(self, error: str) -> None:
        """Try again later, or give up after the last attempt; the error is kept."""
        if self.attempts >= MAX_ATTEMPTS:
            self._end(self.Status.FAILED, error=error[:300])
        else:
            wait = timedelta(minutes=RETRY_MINUTES[self.attempts - 1])
            self._set(next_attempt_at=timezone.now() + wait, error=error[:300])

    def _end(self, status: str, **fields: Any) -> None:
        self._set(status=status, context={}, **fields)

    def _set(self, **fields: Any) -> None:
        """Write these fields, here as well; nothing where the address was erased meanwhile."""
        OutgoingEmail.objects.filter(pk=self.pk).update(**fields)
        for name, value in fields.items():
            setattr(self, name, value)
