"""What readers find of reviews, and of what they are listed under (`search/sources.py`)."""

from search.sources import Source, documents_of, register

from .markup import plain
from .models import (
    Byline,
    Critic,
    Department,
    ListEntry,
    Publication,
    Review,
    Series,
    Subject,
    Tag,
)
from .models.part import Spoiler


class ListSource(Source):
    """Rows with a page that lists their reviews."""

    def visible(self):
        return self.model.objects.reviewed()

    def document(self, row):
        return self.make(
            row,
            title=row.name,
            summary=getattr(row, "tagline", ""),
            body=getattr(row, "about", ""),
        )


class PublicationSource(ListSource):
    kind, number, model = "publication", 3, Publication


class CriticSource(ListSource):
    kind, number, model = "critic", 4, Critic


class SeriesSource(ListSource):
    kind, number, model = "series", 5, Series

    def rows(self):
        return super().rows().select_related("critic")

    def document(self, row):
        document = super().document(row)
        document.names = row.critic.name if row.critic else ""
        return document

    def affected(self, tags, renamed):
        rows = Series.objects.filter(critic__in=tags.get("critic", ()))
        yield from rows.order_by().values_list("pk", flat=True)


class DepartmentSource(ListSource):
    kind, number, model = "department", 9, Department

    def listed(self):
        return super().listed().select_related("publication")


class TagSource(ListSource):
    kind, number, model = "tag", 6, Tag


class ReviewSource(Source):
    kind, number, model, has_names = "review", 7, Review, False

    def visible(self):
        return Review.objects.published()

    def listed(self):
        return Review.objects.for_list()

    def rows(self):
        # “recording” is a name that a later app gave; what is said in one is found as what is read.
        published = Review.objects.filter(status=Review.Status.PUBLISHED)
        rows = published.select_related("recording")
        return rows.with_bylines().prefetch_related("sections", "subjects", "entries")

    def documents(self, keys):
        """What a film is known by stands in its own document, which is made before."""
        reviews = list(self.rows().filter(pk__in=keys))
        films = documents_of("film", {key for review in reviews for key in _films_of(review)})
        return [self.document(review, films) for review in reviews]

    def document(self, review, films):
        films = [films[key] for key in _films_of(review) if key in films]
        critics = [line.critic for line in review.bylines.all()]
        facets = [f"publication:{review.publication_id}"]
        facets += [f"critic:{critic.pk}" for critic in critics]
        facets += [facet for film in films for facet in film.facets.split()]
        names = [name for film in films for name in (film.title, film.names)]
        return self.make(
            review,
            review.published_at,
            [*facets, *([f"verdict:{review.verdict}"] if review.verdict else [])],
            title=review.headline,
            names=[review.kind_name, review.kicker, *names, *(critic.name for critic in critics)],
            summary=review.standfirst,
            body=_body_of(review),
        )

    def affected(self, tags, renamed):
        subjects = Subject.objects.filter(film__in=renamed.get("film", ()))
        entries = ListEntry.objects.filter(film__in=renamed.get("film", ()))
        lines = Byline.objects.filter(critic__in=renamed.get("critic", ()))
        for rows in (subjects, entries, lines):
            yield from rows.order_by().values_list("review", flat=True)


def _films_of(review):
    """The keys of the films that it is about or ranks."""
    rows = [*review.subjects.all(), *(entry for _place, entry in review.ranking)]
    return [row.film_id for row in rows]


def _body_of(review):
    """All that its page shows without being asked for."""
    tells_ending = review.spoiler == Spoiler.ENDING
    texts = [] if tells_ending else [plain(review.body), review.verdict_line]
    for section in review.sections.all():
        texts += [section.heading, "" if section.is_closed else plain(section.body)]
    texts += [entry.open_line for _place, entry in review.ranking]
    if hasattr(review, "recording") and not review.has_spoilers:  # which it tells as well
        texts.append(review.recording.transcript)
    return " ".join(filter(None, texts))


register(PublicationSource(), CriticSource(), SeriesSource(), DepartmentSource(), TagSource())
register(ReviewSource())
