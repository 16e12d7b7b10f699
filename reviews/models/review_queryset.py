"""The vocabulary for reviews: each rule about many of them, and each page's query, has a name."""

from django.db import models
from django.db.models import Prefetch, Q
from django.db.models.functions import TruncMonth
from django.utils import timezone
from django.utils.html import escape

from core.models import NaturalKeyQuerySet
from core.page_tags import show
from films.models import Film

from .part import Byline, Section, Subject


class ReviewQuerySet(NaturalKeyQuerySet):
    """Reviews. `published()` is the one word for public."""

    def published(self):
        """What readers may see now; a time in the future is a schedule."""
        show("review")
        return self.filter(status="published", published_at__lte=timezone.now())

    def drafts(self):
        return self.filter(status="draft")

    def scheduled(self):
        return self.filter(status="published", published_at__gt=timezone.now())

    def naming(self, person):
        """Those whose text has the person's name, and those about a film that they worked on."""
        show("review-text")
        name = escape(person.name)
        review = models.OuterRef("pk")
        sections = Section.objects.filter(review=review, body__contains=name)
        films = Subject.objects.filter(review=review, film__credits__person=person)
        return self.filter(Q(body__contains=name) | models.Exists(sections) | models.Exists(films))

    def between(self, first, after):
        return self.filter(published_at__gte=first, published_at__lt=after)

    def by_month(self):
        """Months with their `number` of reviews, newest first, in one query."""
        months = self.order_by().annotate(month=TruncMonth("published_at")).values("month")
        return months.annotate(number=models.Count("pk")).order_by("-month")

    def newest_first(self):
        return self.order_by("-published_at", "-pk")

    def written_by(self, user):
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

    def with_bylines(self):
        return self.prefetch_related(Prefetch("bylines", Byline.objects.select_related("critic")))

    def with_films(self, films):
        """With `review.main_films` loaded, each with what `films` brings along."""
        films = films.order_by("subjects__order")
        return self.prefetch_related(Prefetch("films", films, to_attr="films_in_order"))

    def for_list(self):
        rows = self.select_related("publication", "lead_image").defer("body")
        return rows.with_bylines().with_films(Film.objects.for_card())

    def for_brief(self):
        rows = self.select_related("publication").defer("body")
        return rows.with_films(Film.objects.with_directors())

    def for_feed(self):
        rows = self.select_related("publication").prefetch_related("sections")
        return rows.with_bylines().with_films(Film.objects.all())

    def for_thread(self):
        # “discussion” is for the comments beneath: a name they gave, and all that is known here.
        return self.select_related("publication", "discussion").defer("body")

    def for_page(self):
        rows = self.select_related(
            "publication", "series", "lead_image", "release__country", "release__distributor"
        ).prefetch_related("sections", "mentions", "tags")
        return rows.with_bylines().with_films(Film.objects.for_facts())
