"""The outbox: letters that are owed, written in the transaction that owes them."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Max, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# A worker that has a letter for longer than this was killed: mail servers are given up on much
# sooner.
CLAIM = timedelta(minutes=5)
# Minutes until a refused letter is tried again; a mailbox may be full for days.
WAITS = (1, 4, 15, 60, 240, 960, 1440, 1440, 1440)
MAX_TRIES = len(WAITS) + 1
STANDSTILL = timedelta(minutes=15)
SEVERAL = 3  # mailboxes that refuse at the same time; one alone may be full
# The next try of a letter that somebody waits for: no other is taken before it.
BEFORE_ALL = datetime(1970, 1, 1, tzinfo=UTC)


def new_message_id():
    """A name that stays with an e-mail, so that a second copy is known as one."""
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ")
    return f"<{uuid4().hex}@{host}>"


class LetterQuerySet(models.QuerySet):
    """Letters."""

    def waiting(self):
        return self.filter(status="due")

    def due(self):
        """Those to send now, oldest first."""
        return self.waiting().filter(next_try_at__lte=timezone.now()).order_by("next_try_at", "pk")

    def overdue(self, age):
        """Those that should have been sent, or tried again, so long ago."""
        before = timezone.now() - age
        return self.waiting().filter(next_try_at__lte=before, written_at__lte=before)

    def claim(self):
        """A due letter that no other worker has, or None.

        Its next try moves ahead with the claim: a letter whose worker is killed is due again then.
        """
        for letter in self.due()[:20]:
            again = timezone.now() + CLAIM
            mine = self.filter(pk=letter.pk, status="due", next_try_at=letter.next_try_at)
            if mine.update(next_try_at=again, claimed_at=timezone.now(), tries=F("tries") + 1):
                letter.next_try_at, letter.tries = again, letter.tries + 1
                return letter
        return None

    def stand_still(self):
        """Whether e-mails stand still.

        One has long been due while none left, or those of several people were refused since
        one did.
        """
        if not self.waiting().exists():
            return False
        since = timezone.now() - STANDSTILL
        sent_at = self.aggregate(last=Max("sent_at"))["last"] or BEFORE_ALL
        if (
            sent_at < since
            and self.waiting().filter(next_try_at__lt=since, written_at__lt=since).exists()
        ):
            return True
        refused = (
            self.waiting()
            .filter(tries__gt=1, claimed_at__gt=sent_at)
            .order_by("to")
            .values("to")
            .distinct()
        )
        return refused[:SEVERAL].count() == SEVERAL

    def kept_too_long(self, age):
        """Those whose story ended this long ago, and those that were never for anybody."""
        return self.exclude(status="due").filter(Q(written_at__lt=timezone.now() - age) | Q(to=""))


class Letter(models.Model):
    """One mail owed to one address. Its words are made when it is sent, from what is true then.

    So a comment that was removed meanwhile is not told of, and the outbox keeps no reader's text.
    Letters about an account are written by allauth at once; their words are forgotten when they
    end.
    """

    class Status(models.TextChoices):
        DUE = "due", _("to be sent")
        SENT = "sent", _("sent")
        DROPPED = "dropped", _("no longer wanted")
        FAILED = "failed", _("given up")

    kind = models.CharField(_("kind"), max_length=20)
    to = models.EmailField(_("to"))
    comment = models.ForeignKey(
        "comments.Comment",
        models.CASCADE,
        related_name="letters",
        null=True,
        blank=True,
        verbose_name=_("comment"),
    )
    context = models.JSONField(
        _("what it is about"), default=dict, blank=True, encoder=DjangoJSONEncoder
    )
    message_id = models.CharField(
        _("Message-ID"), max_length=320, unique=True, default=new_message_id, editable=False
    )
    written_at = models.DateTimeField(_("written"), default=timezone.now)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DUE)
    tries = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_try_at = models.DateTimeField(_("next attempt"), default=timezone.now)
    claimed_at = models.DateTimeField(_("last attempt started"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    error = models.CharField(_("last error"), max_length=300, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("e-mail")
        verbose_name_plural = _("e-mails")
        ordering = ["written_at", "pk"]
        default_permissions = ["view"]
        indexes = [
            models.Index(
                fields=["next_try_at", "id"], condition=Q(status="due"), name="letter_due"
            ),
            models.Index(fields=["to"], name="letter_to"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["comment", "to"], name="letter_once_for_a_comment"),
            models.CheckConstraint(
                condition=Q(status__in=["due", "sent", "dropped", "failed"]),
                name="letter_status_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(status="sent") | Q(sent_at__isnull=False), name="letter_sent_has_date"
            ),
        ]

    def __str__(self):
        return f"{self.kind}: {self.to}"

    # Its end

    def note_sent(self):
        self._end(self.Status.SENT, sent_at=timezone.now(), error="")

    def note_dropped(self):
        """Nobody wants it any more."""
        self._end(self.Status.DROPPED)

    def note_failure(self, error):
        """Try again later, or give up after the last try; the error is kept."""
        error = str(error)[:300]
        if self.tries >= MAX_TRIES:
            return self._end(self.Status.FAILED, error=error)
        wait = timedelta(minutes=WAITS[self.tries - 1])
        return self._set(next_try_at=timezone.now() + wait, error=error)

    def _end(self, status, **fields):
        self._set(status=status, context={}, **fields)

    def _set(self, **fields):
        for name, value in fields.items():
            setattr(self, name, value)
        self.save(update_fields=list(fields))
