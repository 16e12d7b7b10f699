"""What readers find of reviews, and of what they are listed under (`search/sources.py`)."""

from search.sources import Source, documents_of, register

from .markup import plain
from .models import Byline, Critic, Department, Publication, Review, Series, Subject, Tag
from .models.part import Spoiler


class ListSource(Source):
    """Rows with a page that lists their reviews."""

    model = None

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
    kind, number, has_names = "review", 7, False

    def visible(self):
        return Review.objects.published()

    def listed(self):
        return self.visible().for_list()

    def rows(self):
        rows = Review.objects.filter(status=Review.Status.PUBLISHED)
        return rows.with_bylines().prefetch_related("sections", "subjects")

    def documents(self, keys):
        """What a film is known by stands in its own document, which is made before."""
        reviews = list(self.rows().filter(pk__in=keys))
        subjects = {subject.film_id for review in reviews for subject in review.subjects.all()}
        films = documents_of("film", subjects)
        return [self.document(review, films) for review in reviews]

    def document(self, review, films):
        keys = [subject.film_id for subject in review.subjects.all()]
        films = [films[key] for key in keys if key in films]
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
            names=[review.kicker, *names, *(critic.name for critic in critics)],
            summary=review.standfirst,
            body=_body_of(review),
        )

    def affected(self, tags, renamed):
        subjects = Subject.objects.filter(film__in=renamed.get("film", ()))
        lines = Byline.objects.filter(critic__in=renamed.get("critic", ()))
        for rows in (subjects, lines):
            yield from rows.order_by().values_list("review", flat=True)


def _body_of(review):
    """All that its page shows without being asked for."""
    tells_ending = review.spoiler == Spoiler.ENDING
    texts = [] if tells_ending else [plain(review.body), review.verdict_line]
    for section in review.sections.all():
        texts += [section.heading, "" if section.is_closed else plain(section.body)]
    return " ".join(filter(None, texts))


register(PublicationSource(), CriticSource(), SeriesSource(), DepartmentSource(), TagSource())
register(ReviewSource())
