"""The discussion of one review: what is hot about a thread, in one row."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class DiscussionQuerySet(models.QuerySet):
    """Discussions."""

    def get_by_natural_key(self, review):
        return self.get(review__slug=review)


class Discussion(models.Model):
    """All talk under a review. Counts change in the transaction that changes a comment."""

    class State(models.TextChoices):
        OPEN = "open", _("as the publication's policy says")
        CLOSED = "closed", _("closed")

    review = models.OneToOneField("reviews.Review", models.CASCADE, related_name="discussion", verbose_name=_("review"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    last_seq = models.PositiveIntegerField(_("last number"), default=0, editable=False)
    visible_count = models.PositiveIntegerField(_("comments shown"), default=0, editable=False)
    version = models.PositiveIntegerField(_("version"), default=0, editable=False)

    objects = DiscussionQuerySet.as_manager()

    class Meta:
        verbose_name = _("discussion")
        verbose_name_plural = _("discussions")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["open", "closed"]),
                name="discussion_state_is_known",
                violation_error_message=_("A discussion is open or closed."),
            ),
            models.CheckConstraint(
                condition=Q(visible_count__lte=models.F("last_seq")), name="discussion_shows_no_more_than_it_has"
            ),
        ]

    def __str__(self):
        return str(self.review)

    def natural_key(self):
        return (self.review.slug,)

    natural_key.dependencies = ["reviews.review"]
