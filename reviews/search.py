"""What readers find of reviews, and of what they are listed under (`search/sources.py`)."""

from itertools import chain

from django.db.models import prefetch_related_objects

from search.sources import Source, documents_of, keys_of, register

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
        return keys_of(Series.objects, "critic", tags, key="pk")


class DepartmentSource(ListSource):
    kind, number, model = "department", 9, Department

    def visible(self):
        return super().visible().select_related("publication")

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
        return published.select_related("recording").prefetch_related("sections")

    def documents(self, keys):
        """What a film is known by stands in its own document, which is made before."""
        reviews = list(self.rows().filter(pk__in=keys))
        lists = [review for review in reviews if review.kind == Review.Kind.LIST]
        prefetch_related_objects(lists, "entries")
        films, critics = _films_of(reviews), _critics_of(reviews)
        known = documents_of("film", set(chain.from_iterable(films.values())))
        return [
            self.document(
                review,
                [known[key] for key in films[review.pk] if key in known],
                critics[review.pk],
            )
            for review in reviews
        ]

    def document(self, review, films, critics):
        facets = [f"publication:{review.publication_id}"]
        facets += [f"critic:{key}" for key in critics]
        facets += [facet for film in films for facet in film.facets.split()]
        names = [name for film in films for name in (film.title, film.names)]
        return self.make(
            review,
            review.published_at,
            [*facets, *([f"verdict:{review.verdict}"] if review.verdict else [])],
            title=review.headline,
            names=[review.kind_name, review.kicker, *names, *critics.values()],
            summary=review.standfirst,
            body=_body_of(review),
        )

    def affected(self, tags, renamed):
        for rows, name in ((Subject, "film"), (ListEntry, "film"), (Byline, "critic")):
            yield from keys_of(rows.objects, name, renamed, key="review")


def _films_of(reviews):
    """The keys of the films that each is about or ranks, by its own."""
    found = {review.pk: [] for review in reviews}
    for review, film in Subject.objects.filter(review__in=found).values_list("review", "film"):
        found[review].append(film)
    for review in reviews:
        found[review.pk] += [entry.film_id for _place, entry in review.ranking]
    return found


def _critics_of(reviews):
    """The names of each one's critics by their keys, by its own."""
    found = {review.pk: {} for review in reviews}
    lines = Byline.objects.filter(review__in=found)
    for review, critic, name in lines.values_list("review", "critic", "critic__name"):
        found[review][critic] = name
    return found


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
