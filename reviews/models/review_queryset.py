"""The vocabulary for reviews: each rule about many of them, and each page's query, has a name."""

from dataclasses import dataclass

from django.db import models
from django.db.models import Prefetch, Q, Subquery
from django.db.models.functions import TruncMonth
from django.utils import timezone
from django.utils.html import escape

from core.natural_keys import NaturalKeyQuerySet
from films.models import Credit, Film

from .publication import Byline


class ReviewQuerySet(NaturalKeyQuerySet):
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

    def naming(self, person):
        """Those whose text has the person's name, and those about a film that they worked on."""
        name = escape(person.name)
        sections = self.model.sections.rel.related_model.objects.filter(
            review=models.OuterRef("pk")
        )
        films = self.model.films.through.objects.filter(
            review=models.OuterRef("pk"), film__credits__person=person
        )
        return self.filter(
            Q(body__contains=name)
            | models.Exists(sections.filter(body__contains=name))
            | models.Exists(films)
        )

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

    def for_list(self):
        return (
            self.select_related("publication", "lead_image")
            .defer("body")
            .prefetch_related(
                Prefetch("bylines", Byline.objects.select_related("critic")),
                Prefetch(
                    "films",
                    Film.objects.for_card().order_by("subjects__order"),
                    to_attr="films_in_order",
                ),
            )
        )

    def for_feed(self):
        return self.select_related("publication").prefetch_related(
            Prefetch("bylines", Byline.objects.select_related("critic")),
            Prefetch("films", Film.objects.order_by("subjects__order"), to_attr="films_in_order"),
            "sections",
        )

    def for_page(self):
        # “discussion” is for the comments beneath: a name they gave, and all that is known of them
        # here.
        return self.select_related(
            "publication",
            "series",
            "lead_image",
            "release__country",
            "release__distributor",
            "discussion",
        ).prefetch_related(
            Prefetch("bylines", Byline.objects.select_related("critic")),
            Prefetch(
                "films",
                Film.objects.for_facts().order_by("subjects__order"),
                to_attr="films_in_order",
            ),
            "sections",
            "mentions",
            "tags",
        )

    def related_to(self, review):
        """What stands around a published review, in one query and two for the films: a
        RelatedReviews.
        """
        public = self.published().exclude(pk=review.pk)
        when, key = review.published_at, review.pk
        before = public.filter(
            Q(published_at__lt=when) | Q(published_at=when, pk__lt=key)
        ).newest_first()
        after = public.filter(Q(published_at__gt=when) | Q(published_at=when, pk__gt=key)).order_by(
            "published_at", "pk"
        )
        subjects = self.model.films.through.objects.filter(review=models.OuterRef("pk"))
        films = [film.pk for film in review.main_films]
        directors = [
            credit.person_id
            for film in review.main_films
            for credit in film.directors
            if credit.person_id
        ]
        same_film = models.Exists(subjects.filter(film__in=films))
        same_critic = models.Exists(
            Byline.objects.filter(
                review=models.OuterRef("pk"), role=Byline.Role.WRITER, critic__in=review.writers
            )
        )
        same_director = models.Exists(
            subjects.exclude(film__in=films).filter(
                film__credits__role=Credit.Role.DIRECTOR, film__credits__person__in=directors
            )
        )
        wanted = [before[:1], after[:1]]
        for kind, number in ((same_film, 6), (same_critic, 3), (same_director, 3)):
            wanted.append(public.filter(kind).newest_first()[:number])
        chosen = Q()
        for rows in wanted:
            chosen |= Q(pk__in=Subquery(rows.values("pk")))
        rows = public.filter(chosen).annotate(
            same_film=same_film, same_critic=same_critic, same_director=same_director
        )
        return RelatedReviews.of(review, rows.newest_first().for_brief())

    def for_brief(self):
        films = Film.objects.with_directors().order_by("subjects__order")
        return (
            self.select_related("publication")
            .defer("body")
            .prefetch_related(Prefetch("films", films, to_attr="films_in_order"))
        )


@dataclass
class RelatedReviews:
    """A review’s neighbours in time, the others of its films, and more by its critics and of its
    directors.
    """

    previous: object
    next: object
    same_film: list
    by_critic: list
    by_director: list

    @classmethod
    def of(cls, review, rows):
        """Sort `rows`, newest first and annotated as `related_to` does, into their places; each
        stands once but in time.
        """
        rows, place = list(rows), (review.published_at, review.pk)
        earlier = [row for row in rows if (row.published_at, row.pk) < place]
        later = [row for row in rows if (row.published_at, row.pk) > place]
        same = [row for row in rows if row.same_film][:6]
        by_critic = [row for row in rows if row.same_critic and not row.same_film][:3]
        by_director = [
            row for row in rows if row.same_director and not row.same_film and row not in by_critic
        ][:3]
        return cls(
            earlier[0] if earlier else None,
            later[-1] if later else None,
            same,
            by_critic,
            by_director,
        )
