"""What a comment said before its writer changed it, for moderators."""

from datetime import timedelta

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.text import shorten

from .decision import AlreadyDecided

# Long enough to mend a slip, too short to turn a text that was answered into another.
EDITABLE_FOR = timedelta(minutes=15)
# A text that waits may wait for days; whoever changes it more often than this fills the database.
MAX_CHANGES = 30
TOO_LATE = _("It is too late to edit this comment. You can still delete it or reply to it.")


class CommentVersion(models.Model):
    """An earlier text of what a writer sent, printed or waiting; rows are added by `Submission.rewrite` alone."""

    submission = models.ForeignKey(
        "comments.Submission", models.CASCADE, related_name="versions", db_index=False, verbose_name=_("comment")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    body = models.TextField(_("text"))
    tells_ending = models.BooleanField(_("contains spoilers"), default=False)
    written_at = models.DateTimeField(_("written"))

    class Meta:
        verbose_name = _("earlier version")
        verbose_name_plural = _("earlier versions")
        ordering = ["submission", "number"]
        default_permissions = ["view"]
        constraints = [models.UniqueConstraint(fields=["submission", "number"], name="comment_version_once")]

    def __str__(self):
        return f"{self.number}: {shorten(self.body, 12)}"


class Editable(models.Model):
    """What a comment knows of its changes."""

    edited_at = models.DateTimeField(_("edited by its author"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def is_editable(self):
        """Whether its writer may still change it."""
        return self.state == self.State.APPROVED and timezone.now() < self.posted_at + EDITABLE_FOR

    @transaction.atomic
    def edit(self, body, tells_ending=False, *, opinion=None):
        """Change its words as its writer; the old are kept. It leaves the page if a rule holds the new ones.

        Gives whether it waits for a moderator now. AlreadyDecided when the time is over, it is off the page,
        or it came without a submission, which alone can be judged again. `opinion` is an outside service's reason.
        """
        self.lock()
        if not (self.is_editable and self.received):
            raise AlreadyDecided(TOO_LATE)
        if (body, tells_ending) == (self.body, self.tells_ending):
            return False
        self.body, self.tells_ending, self.edited_at = body, tells_ending, timezone.now()
        self.print_text()
        self.save()
        self.discussion.note_change()
        self.received.rewrite(body, tells_ending)
        return self.received.judge_again(opinion)
