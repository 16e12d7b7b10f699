"""The vocabulary for reviews: each rule about many of them, and each page's query, has a name."""

import random
from html import escape
from itertools import chain, pairwise

from django.db import connection, models
from django.db.models import Prefetch, Q
from django.db.models.expressions import RawSQL
from django.db.models.functions import StrIndex
from django.utils import timezone

from core.models import NaturalKeyQuerySet
from core.page_tags import show
from films.models import Film
from films.models.vocabulary import related_rows

from .list_entry import ListEntry
from .menu import PublicationMenuItem
from .part import Byline, Section, Subject

MAX_TEXTS = 1000  # texts that are searched for a name
DRAWN_KEYS = 30  # of which one is most likely that of a published review


def is_published(prefix=""):
    """The condition of `published()`; on the reviews to which a relation `review__` leads."""
    return Q(**{f"{prefix}status": "published", f"{prefix}published_at__lte": timezone.now()})


def _about_or_listing(film):
    """The keys of reviews and articles about the film, and of lists that have it."""
    about = Subject.objects.filter(film=film).order_by().values("review")
    lists = ListEntry.objects.printed().filter(film=film).order_by().values("review")
    return about.union(lists)


# Of a review, what the thread beneath asks about it.
THREAD_FIELDS = ("slug", "kind", "headline", "status", "published_at", "comments_closed")


class ReviewQuerySet(NaturalKeyQuerySet):
    """Reviews and articles. `published()` is the one word for public."""

    def reviews(self):
        return self.filter(kind="review")

    def articles(self):
        """All that are no reviews: interviews, lists and so on."""
        return self.exclude(kind="review")

    def published(self):
        """What readers may see now; a time in the future is a schedule."""
        show("review")
        return self.filter(is_published())

    def hidden(self):
        """All that `published` leaves out: few, and found by an index."""
        show("review")
        return self.filter(status__in=["draft", "retracted"]) | self.scheduled()

    def drafts(self):
        return self.filter(status="draft")

    def scheduled(self):
        return self.filter(status="published", published_at__gt=timezone.now())

    def naming(self, person):
        """The newest whose text has the person's name, and all about a film that they worked on.

        No index finds a name in a text, so it is looked for in the newest texts alone.
        """
        show("review-text")
        name = escape(person.name, quote=False)  # as `markup.clean` writes it
        review = models.OuterRef("pk")
        place = StrIndex("body", models.Value(name))  # `contains` tells no case on SQLite
        sections = Section.objects.alias(place=place).filter(review=review, place__gt=0)
        recent = self.order_by("-published_at", "-pk").values("pk")[:MAX_TEXTS]
        texts = self.alias(place=place).filter(Q(place__gt=0) | models.Exists(sections))
        texts = texts.filter(pk__in=recent)
        about = Subject.objects.filter(film__credits__person=person).order_by().values("review")
        return self.filter(pk__in=texts.order_by().values("pk").union(about))

    def about_or_naming(self, film):
        """Through the tables between, which have few rows of a film."""
        about = Subject.objects.filter(film=film).order_by().values("review")
        mentions = self.model.mentions.through.objects.filter(film=film).values("review")
        lists = ListEntry.objects.printed().filter(film=film).order_by().values("review")
        return self.filter(pk__in=about.union(mentions, lists))

    def articles_on(self, film):
        """Articles about the film, and lists that have it."""
        return self.articles().filter(pk__in=_about_or_listing(film))

    def only_naming(self, film):
        """All that name the film, and are neither about it nor lists that have it."""
        return self.filter(mentions=film).exclude(pk__in=_about_or_listing(film))

    def between(self, first, after):
        return self.filter(published_at__gte=first, published_at__lt=after)

    def count_published(self, moments):
        """How many were published between each two neighbours of `moments`, and not after now.

        Each is counted between two places of the index of dates: to group rows by month, the
        database would compute the month of each.
        """
        show("review")
        rows = self.order_by().filter(status="published").values("pk")
        begin, end = RawSQL("span.first", ()), RawSQL("span.after", ())
        sql, values = rows.between(begin, end).query.sql_with_params()
        adapt, now = connection.ops.adapt_datetimefield_value, timezone.now()
        spans = [(adapt(first), adapt(min(after, now))) for first, after in pairwise(moments)]
        if not spans:
            return []
        rows = ", ".join(f"({number}, %s, %s)" for number, _span in enumerate(spans))
        with connection.cursor() as cursor:
            cursor.execute(
                f"WITH span(number, first, after) AS (VALUES {rows}) "  # noqa: S608 (of our own)
                f"SELECT (SELECT COUNT(*) FROM ({sql}) AS found) FROM span ORDER BY number",
                (*chain.from_iterable(spans), *values),
            )
            return [number for (number,) in cursor.fetchall()]

    def public_at_random(self):
        """A published review, or None, by keys drawn blindly: it costs the same of any number.

        Which are published is seen here: as a filter, it would lead a database through them all.
        """
        show("review")
        keys = self.order_by("pk").values_list("pk", flat=True)
        keys = range(keys.first() or 0, (keys.last() or 0) + 1)
        drawn = random.sample(keys, min(DRAWN_KEYS, len(keys)))
        rows = self.reviews().only("slug", "kind", "status", "published_at")
        found, after = rows.in_bulk(drawn), rows.filter(pk__gte=drawn[0]).order_by("pk")
        chosen = chain((found[key] for key in drawn if key in found), after[:DRAWN_KEYS])
        return next((review for review in chosen if review.is_public), None)

    def newest_first(self):
        return self.order_by("-published_at", "-pk")

    # By the date alone an index finds where to begin; who shares it stands on either side.

    def before(self, review):
        same = Q(published_at=review.published_at, pk__gte=review.pk)
        return self.filter(~same, published_at__lte=review.published_at)

    def after(self, review):
        same = Q(published_at=review.published_at, pk__lte=review.pk)
        return self.filter(~same, published_at__gte=review.published_at)

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
        films = films.order_by("subjects__order", "subjects__pk")
        return self.prefetch_related(Prefetch("films", films, to_attr="films_in_order"))

    def for_list(self):
        rows = self.select_related("publication", "lead_image").defer("body")
        return rows.with_bylines().with_films(Film.objects.for_card())

    def for_brief(self):
        rows = self.select_related("publication").defer("body")
        return rows.with_films(Film.objects.with_directors())

    def for_feed(self):
        rows = self.select_related("publication").prefetch_related("sections", "entries__film")
        return rows.with_bylines().with_films(Film.objects.all())

    def for_thread(self):
        # “discussion” is for the comments beneath: a name they gave, and all that is known here.
        rows = self.select_related("publication", "discussion")
        return rows.only(*THREAD_FIELDS, "publication", "discussion")

    def for_page(self):
        rows = self.select_related(
            "publication",
            "department__publication",
            "series",
            "lead_image",
            "release__country",
            "release__distributor",
            "recording",  # for the player in the text: a name that a later app gave
        ).prefetch_related("sections", "mentions", "tags")
        corrections = related_rows(self.model, "corrections").filter(review=models.OuterRef("pk"))
        menu = PublicationMenuItem.objects.filter(publication=models.OuterRef("publication"))
        # Most have none, and are spared the queries.
        rows = rows.annotate(is_corrected=models.Exists(corrections), has_menu=models.Exists(menu))
        return rows.with_bylines().with_films(Film.objects.for_facts())
