"""What partners and radio stations share: a place on pages, and a job that asks them."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import NaturalKeyModel, NaturalKeyQuerySet
from core.outside_url import is_outside
from core.text import clean_name, has_visible_text


class BoxQuerySet(NaturalKeyQuerySet):
    def due(self):
        """Those to be asked now, the longest overdue first."""
        return self.filter(is_shown=True, next_at__lte=timezone.now()).order_by("next_at", "pk")

    def shown(self, place, publication):
        """Those that pages show now in that place; of all pages, or of the publication's."""
        rows = self.filter(is_shown=True, place=place, shown_until__gt=timezone.now())
        return rows.filter(Q(publication=None) | Q(publication=publication))


class Box(NaturalKeyModel):
    """What another site says. A job asks for it; no page waits, and what is old is hidden."""

    class Place(models.TextChoices):
        FRONT = "front", _("front page")
        PUBLICATION = "publication", _("page of a publication")
        AFTER_REVIEW = "after_review", _("after a review")

    site_url = models.URLField(_("their page"), max_length=500)
    place = models.CharField(_("place"), max_length=20, choices=Place, default=Place.FRONT)
    publication = models.ForeignKey(
        "reviews.Publication",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("publication"),
        help_text=_("Shown on its page or reviews alone. Leave empty for those of all."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    is_shown = models.BooleanField(_("shown"), default=True)
    next_at = models.DateTimeField(_("read next"), default=timezone.now, editable=False)
    problem = models.CharField(_("problem"), max_length=200, blank=True, editable=False)
    shown_until = models.DateTimeField(_("shown until"), null=True, editable=False)

    class Meta:
        abstract = True
        ordering = ["order", "pk"]

    @staticmethod
    def place_constraints(name):
        return [
            models.CheckConstraint(
                condition=Q(place__in=["front", "publication", "after_review"]),
                name=f"{name}_place_is_known",
                violation_error_message=_("Choose a place from the list."),
            ),
            models.CheckConstraint(
                condition=Q(publication=None) | ~Q(place="front"),
                name=f"{name}_front_is_of_all",
                violation_error_message=_(
                    "The front page is that of all publications. Leave the publication empty."
                ),
            ),
        ]

    def clean_words(self, words, addresses):
        """Clean these fields; ValidationError with a sentence for each that is wrong.

        Of an empty one, Django has said already that it is required.
        """
        errors = {}
        for name in words:
            value = getattr(self, name)
            setattr(self, name, clean_name(value))
            if value and not has_visible_text(getattr(self, name)):
                errors[name] = _("Enter words that can be read.")
        for name in addresses:
            value = getattr(self, name)
            if value and not is_outside(value):
                errors[name] = _(
                    "Enter an address on the web, such as https://example.org/. Only the usual "
                    "ports, 80 and 443, are asked."
                )
        if errors:
            raise ValidationError(errors)

    def plan(self, now):
        """Say when to ask next; before it is asked, as it may kill us and is not first then."""
        self.next_at = now + timedelta(minutes=self.minutes_between)
        self.save(update_fields=["next_at"])

    def note_problem(self, sentence):
        """What was kept before stays until it is too old."""
        self.problem = sentence
        self.save(update_fields=["problem"])

    @property
    def is_fresh(self):
        """Whether what is kept of them is young enough for readers."""
        return self.shown_until is not None and self.shown_until > timezone.now()

    def show_on(self, has_changed):
        """Move the end on; where nothing changed only when half of the time is over.

        So pages are changed no more than needed.
        """
        now = timezone.now()
        if has_changed or not self.is_fresh or self.shown_until < now + self.hide_after / 2:
            self.shown_until = now + self.hide_after

    def show_no_longer_than_allowed(self):
        """After an editor has shortened the time."""
        if self.shown_until:
            self.shown_until = min(self.shown_until, timezone.now() + self.hide_after)
