"""What a comment said before its writer changed it, for moderators."""

from datetime import timedelta

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .decision import AlreadyDecided

# Long enough to mend a slip, too short to turn a text that was answered into another.
EDITABLE_FOR = timedelta(minutes=15)


class CommentVersion(models.Model):
    """An earlier text of a comment; rows are added by `Comment.edit` alone."""

    comment = models.ForeignKey(
        "comments.Comment", models.CASCADE, related_name="versions", db_index=False, verbose_name=_("comment")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    body = models.TextField(_("text"))
    tells_ending = models.BooleanField(_("tells the ending"), default=False)
    written_at = models.DateTimeField(_("written"))

    class Meta:
        verbose_name = _("earlier text")
        verbose_name_plural = _("earlier texts")
        ordering = ["comment", "number"]
        default_permissions = ["view"]
        constraints = [models.UniqueConstraint(fields=["comment", "number"], name="comment_version_once")]

    def __str__(self):
        return f"{self.number}: {self.body[:60]}"


class Editable(models.Model):
    """What a comment knows of its changes."""

    edited_at = models.DateTimeField(_("changed by its writer"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def is_editable(self):
        """Whether its writer may still change it; one without its submission cannot be judged again."""
        return self.state == self.State.APPROVED and timezone.now() < self.posted_at + EDITABLE_FOR

    @transaction.atomic
    def edit(self, body, tells_ending=False):
        """Change its words as its writer; the old are kept. It leaves the page if a rule holds the new ones.

        Gives the reasons to hold it. AlreadyDecided when the time is over or it is off the page.
        """
        self.lock()
        if not (self.is_editable and hasattr(self, "submission")):
            raise AlreadyDecided(_("The time to change this comment is over."))
        if (body, tells_ending) == (self.body, self.tells_ending):
            return []
        self._keep_version()
        self.body, self.tells_ending, self.edited_at = body, tells_ending, timezone.now()
        self.print_text()
        self.save()
        self.discussion.note_change()
        return self._judge_again()

    def _keep_version(self):
        CommentVersion.objects.create(
            comment=self,
            number=self.versions.count() + 1,
            body=self.body,
            tells_ending=self.tells_ending,
            written_at=self.edited_at or self.posted_at,
        )

    def _judge_again(self):
        """Ask of the new words what is asked of a post; what speaks against them takes them to the queue."""
        from comments import holding  # which asks these models

        submission = self.submission
        submission.body, submission.tells_ending = self.body, self.tells_ending
        # Where addresses are confirmed, no text of another hand came to the page.
        submission.is_proved = self.discussion.review.publication.confirm_guests
        reasons = holding.reasons_to_hold(submission, self.discussion.review)
        submission.save(update_fields=["tells_ending"])
        if reasons:
            submission.hold_again(self.body, reasons)
            self.refresh_from_db()
        else:
            submission.rewrite(self.body)
        return reasons
