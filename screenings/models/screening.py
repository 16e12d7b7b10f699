from itertools import groupby

from django.db import models
from django.db.models import Case, Count, Q, Value, When, Window
from django.db.models.functions import RowNumber
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import NaturalKeyModel, NaturalKeyQuerySet
from core.page_tags import show, show_until
from core.text import clean_name
from films.models import Film

from .cinema import Cinema

MAX_OF_FILM, MAX_OF_TOWN = 200, 50  # on the page of a film, and how many of them of one town


def by_day(rows):
    """(day, its screenings) of rows in the order of their beginnings."""
    return [(day, list(found)) for day, found in groupby(rows, key=lambda row: row.day)]


class ScreeningQuerySet(NaturalKeyQuerySet):
    def ahead(self):
        """Those that have not begun, of films that readers may see, in their order."""
        public = Film.objects.public().filter(pk=models.OuterRef("film"))
        rows = self.filter(starts_at__gt=timezone.now())
        return rows.filter(models.Exists(public)).order_by("starts_at", "cinema__sort_key", "pk")

    def of_films(self, films, here=None):
        """What pages of these films show: the next of each town, those of the town `here` first.

        A busy town hides no other: each gives its first before any gives its second. `of_town`
        says of how many in its town each row is.
        """
        show(*(f"screening-film:{film.pk}" for film in films))
        rows = self.ahead().filter(film__in=films).select_related("cinema__town", "film")
        rows = rows.annotate(
            place=Window(RowNumber(), partition_by="cinema__town", order_by=["starts_at", "pk"]),
            of_town=Window(Count("pk"), partition_by="cinema__town"),
            is_elsewhere=Case(When(cinema__town=here, then=Value(0)), default=Value(1)),
        )
        rows = rows.filter(place__lte=MAX_OF_TOWN)
        return rows.order_by("is_elsewhere", "place", "starts_at", "pk").shown(MAX_OF_FILM)

    def in_town(self, town):
        """All that is ahead in a town."""
        show("screening")
        return self.ahead().filter(cinema__town=town).select_related("cinema__town", "film")

    def shown(self, most):
        """The rows; what is made of them is true until the first of them begins."""
        rows = list(self[:most])
        if rows:
            show_until(min(row.starts_at for row in rows))
        return rows


class Screening(NaturalKeyModel):
    """A film in a cinema, at a time."""

    natural_key_fields = ("film__slug", "cinema__slug", "starts_at")

    film = models.ForeignKey(
        Film, models.CASCADE, related_name="screenings", verbose_name=_("film")
    )
    cinema = models.ForeignKey(
        Cinema, models.CASCADE, related_name="screenings", verbose_name=_("cinema")
    )
    starts_at = models.DateTimeField(
        _("begins"), db_index=True, help_text=_("In the time of the cinema’s town.")
    )
    version = models.CharField(
        _("version"),
        max_length=80,
        blank=True,
        help_text=_("Such as “original with subtitles”, “dubbed” or “35 mm”."),
    )
    booking_url = models.URLField(_("booking"), max_length=500, blank=True)
    is_sold_out = models.BooleanField(_("sold out"), default=False)

    objects = ScreeningQuerySet.as_manager()

    class Meta:
        verbose_name = _("screening")
        verbose_name_plural = _("screenings")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["film", "cinema", "starts_at"],
                name="screening_once",
                violation_error_message=_("The cinema shows this film at that time already."),
            ),
            models.CheckConstraint(
                condition=Q(booking_url="")
                | Q(booking_url__startswith="https://")
                | Q(booking_url__startswith="http://"),
                name="screening_booking_is_web",
                violation_error_message=_("Enter an address that begins with https://."),
            ),
        ]

    def __str__(self):
        return f"{self.film}, {self.cinema}"

    def clean(self):
        self.version = clean_name(self.version)

    @property
    def local_start(self):
        """When it begins, on the clocks of its town."""
        return timezone.localtime(self.starts_at, self.cinema.town.zone)

    @property
    def day(self):
        return self.local_start.date()
