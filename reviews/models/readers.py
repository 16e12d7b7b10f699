"""How many read which review, and the lists that follow from it. Nothing here tells of a reader."""

from datetime import timedelta

from django.db import connection, models, transaction
from django.db.models import Q, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.page_tags import show

from .review import Review
from .review_queryset import is_published

YEAR, WEEK, DAY = (timedelta(days) for days in (365, 7, 1))
MAX_SUMMED = 500  # reviews whose days are summed in one transaction
# Django’s own upserts cannot add to what is there.
ADD = (
    "INSERT INTO reviews_readercount (review_id, day, number) VALUES (%s, %s, %s) "
    "ON CONFLICT (review_id, day) "
    "DO UPDATE SET number = reviews_readercount.number + excluded.number"
)


class ReaderCountQuerySet(models.QuerySet):
    def add(self, numbers, day):
        """Add readers of a day, by the slugs of reviews; of what is no public review, none."""
        found = Review.objects.published().filter(slug__in=numbers).values_list("pk", "slug")
        day = connection.ops.adapt_datefield_value(day)
        # In the order of keys, so that no two processes wait for each other.
        rows = sorted((pk, day, numbers[slug]) for pk, slug in found)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(ADD, rows)

    def sum_months(self, today):
        """Sum the days of past months into the first of each, and forget what is over a year old.

        The days of the last week stay apart. A few reviews at a time: others write meanwhile.
        """
        first, oldest = ((today - age).replace(day=1) for age in (WEEK, YEAR))
        self.filter(day__lt=oldest).delete()
        while first > oldest:
            after, first = first, (first - DAY).replace(day=1)
            days = self.filter(day__gt=first, day__lt=after).order_by()
            while keys := list(days.values_list("review", flat=True).distinct()[:MAX_SUMMED]):
                self.filter(review__in=keys, day__gte=first, day__lt=after)._sum_up(first)

    @transaction.atomic
    def _sum_up(self, day):
        """Put one row of that day in the place of those of a review."""
        sums = list(self.order_by().values_list("review").annotate(Sum("number")))
        self.delete()
        self.bulk_create(self.model(review_id=pk, day=day, number=number) for pk, number in sums)

    def most_read(self, since):
        """Keys of public reviews with the most readers since a day, the most first."""
        rows = self.filter(is_published("review__"), day__gt=since).order_by()
        rows = rows.values_list("review").annotate(sum=Sum("number"))
        rows = rows.filter(sum__gte=MostRead.MIN_READERS).order_by("-sum", "-review")
        return [pk for pk, _sum in rows[: MostRead.LENGTH]]


class ReaderCount(models.Model):
    """How many read a review on a day; of past months, in the month that begins on it."""

    review = models.ForeignKey(Review, models.CASCADE, verbose_name=_("review"))
    day = models.DateField(_("day"))
    number = models.PositiveIntegerField(_("readers"))

    objects = ReaderCountQuerySet.as_manager()

    class Meta:
        verbose_name = _("readers of a day")
        verbose_name_plural = _("readers of days")
        default_permissions = []
        indexes = [models.Index(fields=["day"], name="readers_of_day")]
        constraints = [
            models.UniqueConstraint(fields=["review", "day"], name="readers_once_a_day"),
        ]

    def __str__(self):
        return f"{self.review_id}, {self.day}: {self.number}"


class MostReadQuerySet(models.QuerySet):
    def refresh(self):
        """Make the lists anew from the counts. What stays as it is changes no page."""
        today, counts = timezone.localdate(), ReaderCount.objects
        week, year = counts.most_read(today - WEEK), counts.most_read(today - YEAR)
        self._set(MostRead.Period.WEEK, week)
        self._set(MostRead.Period.YEAR, year if year != week else [])  # on a young site

    @transaction.atomic
    def _set(self, period, keys):
        keys = keys if len(keys) >= MostRead.MIN_REVIEWS else []
        for place, pk in enumerate(keys, 1):
            self.update_or_create(period=period, place=place, defaults={"review_id": pk})
        self.filter(period=period, place__gt=len(keys)).delete()

    def lists(self):
        """Pairs of a period and its reviews, without empty ones; one query."""
        show("most-read", "review")
        # Named, the periods lead a database to these few rows, and not through all reviews.
        rows = self.filter(period__in=MostRead.Period)
        rows = rows.select_related("review__publication").defer("review__body")
        found = {}
        # As a filter, “is public” would lead a database through all published reviews.
        for row in (row for row in rows.order_by("period", "place") if row.review.is_public):
            found.setdefault(row.get_period_display(), []).append(row.review)
        return list(found.items())


class MostRead(models.Model):
    """A place in a list of the most read, which a job makes anew each hour."""

    LENGTH = 5
    # With fewer readers a list would tell of chance, and with fewer reviews of nothing.
    MIN_READERS, MIN_REVIEWS = 5, 3

    class Period(models.IntegerChoices):
        WEEK = 7, _("This week")
        YEAR = 365, _("This year")

    period = models.PositiveSmallIntegerField(_("period"), choices=Period)
    place = models.PositiveSmallIntegerField(_("place"))
    review = models.ForeignKey(Review, models.CASCADE, verbose_name=_("review"))

    objects = MostReadQuerySet.as_manager()

    class Meta:
        verbose_name = _("most read")
        verbose_name_plural = _("most read")
        default_permissions = []
        constraints = [
            models.UniqueConstraint(fields=["period", "place"], name="most_read_place_once"),
            models.CheckConstraint(
                condition=Q(period__in=[7, 365]), name="most_read_period_is_known"
            ),
        ]

    def __str__(self):
        return f"{self.get_period_display()}, {self.place}"
