from datetime import datetime, time

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import NaturalKeyQuerySet
from core.page_tags import show
from core.text import has_visible_text

from .edits import ReviewPart
from .review_queryset import is_published


class CorrectionQuerySet(NaturalKeyQuerySet):
    def published(self):
        """Those of published reviews; a retracted one shows its own on its page alone."""
        show("correction", "review")
        return self.filter(is_published("review__"))

    def newest_first(self):
        return self.order_by("-date", "-pk")

    def for_list(self):
        return self.select_related("review__publication").defer("review__body")


class Correction(ReviewPart):
    """A dated note of an error that was mended after the publication."""

    natural_key_fields = ("review__slug", "date", "text")

    review = models.ForeignKey(
        "reviews.Review", models.CASCADE, related_name="corrections", verbose_name=_("review")
    )
    date = models.DateField(_("date"), default=timezone.localdate)
    text = models.CharField(
        _("what was corrected"),
        max_length=500,
        help_text=_("What was wrong, and what is right: readers see it under the text."),
    )

    old_words = models.CharField(
        _("words before"),
        max_length=200,
        blank=True,
        help_text=_("As they stood, if a few words tell it. Readers see them struck out."),
    )
    new_words = models.CharField(_("words now"), max_length=200, blank=True)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["date", "pk"]
        indexes = [models.Index(fields=["-date", "-id"], name="correction_latest")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="correction_has_text",
                violation_error_message=_("Write what was corrected."),
            ),
            models.UniqueConstraint(
                fields=["review", "date", "text"],
                name="correction_once",
                violation_error_message=_("This correction is already listed."),
            ),
        ]

    def __str__(self):
        return self.text

    @property
    def in_words(self):
        """All of it in a line, where no words can be struck out."""
        before, now = _("Before: “%s”."), _("Now: “%s”.")
        words = ((before, self.old_words), (now, self.new_words))
        return " ".join([self.text, *(sentence % said for sentence, said in words if said)])

    @property
    def noted_at(self):
        """The first moment of its day, for feeds."""
        return timezone.make_aware(datetime.combine(self.date, time()))

    def clean(self):
        if not has_visible_text(self.text):
            raise ValidationError({"text": _("Write what was corrected.")})
        if self.date and self.date > timezone.localdate():
            raise ValidationError({"date": _("This date is in the future.")})
        if self.review_id and not self.review.was_read:
            raise ValidationError(_("Nobody has read this review yet: change its text instead."))
