"""The round table: what each critic holds of each aspect of a film, side by side.

A film may have hundreds of reviews. Its page shows the newest, and leads to lists of all of them.
"""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from django.db.models import Exists, OuterRef, Prefetch, Subquery

from core.page_tags import show
from films.models import Film

from .charts import bars_of
from .models import ListEntry, Review, Subject, Take
from .named_beside import films_beside

FIRST_CRITICS = 6  # critics before “all”
MAX_CRITICS = 18  # critics on a film's page
MAX_BRIEFS = 12  # reviews in short on a film's page
MAX_RECENT = 200  # reviews among which the front page seeks a film
SUMMARY_CRITICS, SUMMARY_ASPECTS = 5, 4  # critics and aspects on the front page

HAS_TAKES = Take.objects.filter(review=OuterRef("pk"))


@dataclass
class RoundTable:
    """The newest critics of a film as rows, aspects as columns, and how many critics there are."""

    reviews: list
    number: int

    @cached_property
    def critics(self):
        return [review for review in self.reviews if review.take_by_aspect]

    @cached_property
    def aspects(self):
        found = {take.aspect for review in self.critics for take in review.takes.all()}
        return sorted(found, key=lambda aspect: (aspect.order, aspect.name))

    @cached_property
    def rows(self):
        """(review, takes): a take or None for each aspect."""
        return [
            (review, [review.take_by_aspect.get(aspect.pk) for aspect in self.aspects])
            for review in self.critics
        ]

    @property
    def first_rows(self):
        return self.rows[:FIRST_CRITICS]

    @property
    def other_rows(self):
        return self.rows[FIRST_CRITICS:]

    @property
    def is_worth_showing(self):
        """Whether there are at least two reviews to set side by side."""
        return len(self.critics) > 1

    @property
    def summary_aspects(self):
        return self.aspects[:SUMMARY_ASPECTS]

    @property
    def summary_rows(self):
        """(review, its first take, its takes) for the front page."""
        return [
            (review, next(filter(None, takes)), takes[:SUMMARY_ASPECTS])
            for review, takes in self.rows
        ]


@dataclass
class FilmReviews:
    """What a film's page shows of its reviews: the newest, how many there are, what they say."""

    table: RoundTable
    reviews: list
    articles: list
    mentions: list
    number: int
    number_of_articles: int
    number_of_mentions: int
    verdicts: list
    beside: list


def _with_takes(rows):
    """`rows`, newest first, with critics and takes; `take_by_aspect` by the key of an aspect."""
    takes = Prefetch("takes", Take.objects.select_related("aspect", "section"))
    rows = rows.with_bylines().prefetch_related(takes)
    for review in rows:
        review.take_by_aspect = {take.aspect_id: take for take in review.takes.all()}
    return list(rows)


def reviews_of_film(film):
    """The newest reviews of `film`, articles on it, and what only names it, in seven queries."""
    about, judging, articles, naming, verdicts = _keys_of(film)
    lists = about[:MAX_BRIEFS], articles[:MAX_BRIEFS], naming[:MAX_BRIEFS]
    chosen = judging[:MAX_CRITICS], *lists
    shown = Review.objects.published().filter(pk__in={*chain.from_iterable(chosen)})
    found = {review.pk: review for review in _with_takes(shown.order_by().for_brief())}
    for key in found.keys() & set(about):
        found[key].is_about = True
    table, *lists = ([found[key] for key in keys if key in found] for keys in chosen)
    return FilmReviews(
        RoundTable(table, len(judging)),
        *lists,
        number=len(about),
        number_of_articles=len(articles),
        number_of_mentions=len(naming),
        verdicts=bars_of(Counter(filter(None, verdicts))),
        beside=films_beside(film, sorted(about + articles + naming, reverse=True)),
    )


def _keys_of(film):
    """Keys of its reviews, of these with takes, of articles on it, of what names it; verdicts.

    Each newest first.
    """
    show("take")
    rows = _rows_on(film)
    about = [row for row in rows if row.is_about and row.kind == Review.Kind.REVIEW]
    judging = [row.pk for row in about if row.has_takes]
    is_on = {row.pk for row in rows if row.is_about or row.is_listed}
    articles = [row.pk for row in rows if row.pk in is_on and row.kind != Review.Kind.REVIEW]
    naming = [row.pk for row in rows if row.pk not in is_on]
    return [row.pk for row in about], judging, articles, naming, [row.verdict for row in about]


def _rows_on(film):
    """Put in order here: a database would go through all reviews in that order."""
    own = {"review": OuterRef("pk"), "film": film}
    rows = Review.objects.published().about_or_naming(film).order_by()
    rows = rows.annotate(
        is_about=Exists(Subject.objects.filter(**own)),
        is_listed=Exists(ListEntry.objects.printed().filter(**own)),
        has_takes=Exists(HAS_TAKES),
    )
    fields = "published_at", "pk", "kind", "verdict", "is_about", "is_listed", "has_takes"
    return sorted(rows.values_list(*fields, named=True), reverse=True)


def round_table_summary(film):
    """The newest critics of `film`, in four queries: the front page names the film itself."""
    _about, judging, *_ = _keys_of(film)
    rows = Review.objects.published().filter(pk__in=judging[:SUMMARY_CRITICS]).newest_first()
    rows = _with_takes(rows.select_related("publication").defer("body"))
    return RoundTable(rows, len(judging))


def newest_round_table_film():
    """The film of the newest review that another can be set beside, or None; two queries.

    It is sought among the newest reviews alone, one after the other: older ones are no news.
    """
    show("take")
    public = Review.objects.published().reviews().order_by().filter(Exists(HAS_TAKES))
    others = public.filter(films=OuterRef("film")).exclude(pk=OuterRef("review"))
    judged = Subject.objects.filter(Exists(others))
    recent = Review.objects.published().newest_first().values("pk")[:MAX_RECENT]
    beside = judged.filter(review=OuterRef("pk"))
    newest = public.filter(Exists(beside), pk__in=recent).newest_first().values("pk")[:1]
    film = judged.filter(review=Subquery(newest)).values("film")[:1]
    return Film.objects.for_card().filter(pk=Subquery(film)).first()
