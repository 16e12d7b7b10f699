"""What a comment said before its author changed it, for moderators."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.text import shorten

# Long enough to mend a typing error, too short to turn a text that was answered into another.
EDIT_WINDOW = timedelta(minutes=15)
# A text that waits may wait for days; whoever changes it more often than this fills the database.
MAX_REVISIONS = 30


class Revision(models.Model):
    """An earlier text of a comment."""

    comment = models.ForeignKey(
        "comments.Comment",
        models.CASCADE,
        related_name="revisions",
        db_index=False,
        verbose_name=_("comment"),
    )
    number = models.PositiveSmallIntegerField(_("number"))
    body = models.TextField(_("text"))
    is_spoiler = models.BooleanField(_("contains spoilers"), default=False)
    written_at = models.DateTimeField(_("written"))

    class Meta:
        verbose_name = _("earlier version")
        verbose_name_plural = _("earlier versions")
        ordering = ["comment", "number"]
        default_permissions = ["view"]
        constraints = [
            models.UniqueConstraint(fields=["comment", "number"], name="comment_revision_once")
        ]

    def __str__(self):
        return f"{self.number}: {shorten(self.body, 12)}"
