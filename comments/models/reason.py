"""The reasons that a publication gives when it does not print a text, to be picked from a list."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class RejectionReasonQuerySet(models.QuerySet):
    """Reasons."""

    def of(self, publication):
        """Those of one publication, and those that all share."""
        return self.filter(Q(publication=publication) | Q(publication=None))

    def get_by_natural_key(self, publication, text):
        return self.get(publication__slug=publication, text=text)


class RejectionReason(models.Model):
    """One reason, in the words that the writer is told."""

    publication = models.ForeignKey(
        "reviews.Publication",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="rejection_reasons",
        verbose_name=_("publication"),
        help_text=_("Leave empty for a reason that all publications use."),
    )
    text = models.CharField(
        _("text"), max_length=300, help_text=_("A sentence for the author of the comment.")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = RejectionReasonQuerySet.as_manager()

    class Meta:
        verbose_name = _("reason for rejection")
        verbose_name_plural = _("reasons for rejection")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "text"],
                name="rejection_reason_once",
                violation_error_message=_("This publication already has this reason."),
            ),
        ]

    def __str__(self):
        return self.text

    def natural_key(self):
        return (self.publication and self.publication.slug, self.text)

    natural_key.dependencies = ["reviews.publication"]
