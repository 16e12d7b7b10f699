from django.db import models
from django.db.models import Prefetch, Q
from django.utils.translation import gettext_lazy as _

from core.models import NaturalKeyQuerySet
from films.models import Film

from .edits import ReviewPart
from .part import Spoiler


class ListEntryQuerySet(NaturalKeyQuerySet):
    def printed(self):
        """Those of lists: what became a piece of another kind keeps its entries, and hides them."""
        return self.filter(review__kind="list")

    def with_films(self):
        return self.prefetch_related(Prefetch("film", Film.objects.for_card()))


class ListEntry(ReviewPart):
    """A film’s place in a ranked list, with a line on it."""

    natural_key_fields = ("review__slug", "film__slug")

    review = models.ForeignKey(
        "reviews.Review", models.CASCADE, related_name="entries", verbose_name=_("list")
    )
    film = models.ForeignKey(
        Film, models.PROTECT, related_name="list_entries", verbose_name=_("film")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    line = models.CharField(
        _("line"), max_length=400, blank=True, help_text=_("Why the film stands at this place.")
    )
    spoiler = models.CharField(
        _("spoiler level"), max_length=10, choices=Spoiler, default=Spoiler.NONE
    )

    objects = ListEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("film of the list")
        verbose_name_plural = _("films of the list")
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(spoiler__in=Spoiler.values),
                name="list_entry_spoiler_is_known",
                violation_error_message=_("Choose a spoiler level from the list."),
            ),
            models.UniqueConstraint(
                fields=["review", "film"],
                name="list_entry_once",
                violation_error_message=_("The list already has this film."),
            ),
        ]

    def __str__(self):
        return str(self.film)

    @property
    def is_closed(self):
        """Whether its line is hidden until the reader opens it."""
        return self.spoiler == Spoiler.ENDING

    @property
    def open_line(self):
        """What may be said of it outside its page."""
        return "" if self.is_closed else self.line
