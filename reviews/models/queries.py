"""The vocabulary for reviews: each rule about many of them, and each page's query, has a name."""

from django.db import models
from django.db.models import Prefetch, Q, Subquery
from django.db.models.functions import TruncMonth
from django.utils import timezone

from films.models import Film
from films.models.vocabulary import SlugQuerySet

from .publication import Byline


class ReviewQuerySet(SlugQuerySet):
    """Reviews. `published()` is the one word for public."""

    def published(self):
        """What readers may see now; a time in the future is a schedule."""
        return self.filter(status="published", published_at__lte=timezone.now())

    def drafts(self):
        return self.filter(status="draft")

    def scheduled(self):
        return self.filter(status="published", published_at__gt=timezone.now())

    def by_critic(self, critic):
        return self.filter(bylines__critic=critic).distinct()

    def between(self, first, after):
        """Those published from `first` on and before `after`."""
        return self.filter(published_at__gte=first, published_at__lt=after)

    def by_month(self):
        """Months with their `number` of reviews, newest first, in one query."""
        months = self.order_by().annotate(month=TruncMonth("published_at")).values("month")
        return months.annotate(number=models.Count("pk")).order_by("-month")

    def newest_first(self):
        return self.order_by("-published_at", "-pk")

    def written_by(self, user):
        """Those in whose byline the user stands."""
        return self.filter(bylines__critic__user=user).distinct()

    def visible_to(self, user):
        """Published and retracted ones for everybody; editors see all, critics their own drafts.

        Pass None for a reader whose session was not looked at.
        """
        public = Q(status="published", published_at__lte=timezone.now()) | Q(status="retracted")
        if user is None or not user.is_authenticated or not user.is_staff:
            return self.filter(public)
        if user.has_perm("reviews.publish_review"):
            return self
        if user.has_perm("reviews.change_review"):
            return self.filter(public | Q(pk__in=self.model.objects.written_by(user).values("pk")))
        return self.filter(public)

    def for_list(self):
        """Reviews with what a list item shows: publication, critics, films with their cards."""
        return (
            self.select_related("publication", "lead_image")
            .defer("body")
            .prefetch_related(
                Prefetch("bylines", Byline.objects.select_related("critic")),
                Prefetch("films", Film.objects.for_card().order_by("subjects__order"), to_attr="films_in_order"),
            )
        )

    def for_feed(self):
        """Reviews with their whole text, for the feed."""
        return self.select_related("publication").prefetch_related(
            Prefetch("bylines", Byline.objects.select_related("critic")),
            Prefetch("films", Film.objects.order_by("subjects__order"), to_attr="films_in_order"),
            "sections",
        )

    def for_page(self):
        """A review with all that its own page shows."""
        # “discussion” is for the comments beneath: a name they gave, and all that is known of them here.
        return self.select_related(
            "publication", "series", "lead_image", "release__country", "release__distributor", "discussion"
        ).prefetch_related(
            Prefetch("bylines", Byline.objects.select_related("critic")),
            Prefetch("films", Film.objects.for_facts().order_by("subjects__order"), to_attr="films_in_order"),
            "sections",
            "mentions",
            "tags",
        )

    def around(self, review):
        """The published neighbours in time and the other reviews of its films, in one query.

        Returns (previous, next, others).
        """
        public = self.published()
        when, key = review.published_at, review.pk
        before = public.filter(Q(published_at__lt=when) | Q(published_at=when, pk__lt=key)).newest_first()
        after = public.filter(Q(published_at__gt=when) | Q(published_at=when, pk__gt=key)).order_by(
            "published_at", "pk"
        )
        films = [film.pk for film in review.main_films]
        about = models.Exists(self.model.films.through.objects.filter(review=models.OuterRef("pk"), film__in=films))
        others = public.exclude(pk=key).filter(about).newest_first().values("pk")[:6]
        rows = (
            public.filter(
                Q(pk=Subquery(before.values("pk")[:1]))
                | Q(pk=Subquery(after.values("pk")[:1]))
                | Q(pk__in=Subquery(others))
            )
            .select_related("publication")
            .defer("body")
            .annotate(about_same_film=about)
        )
        rows = sorted(rows, key=lambda row: (row.published_at, row.pk))
        earlier = [row for row in rows if (row.published_at, row.pk) < (when, key)]
        later = [row for row in rows if (row.published_at, row.pk) > (when, key)]
        same = [row for row in reversed(rows) if row.about_same_film]
        return (earlier[-1] if earlier else None, later[0] if later else None, same)
