"""What readers find of films, people and genres (`search/sources.py`)."""

from datetime import UTC, datetime

from django.db.models import Prefetch

from search.sources import Source, keys_of, register

from .models import Credit, Film, Genre, Person


class PersonSource(Source):
    kind, number, model = "person", 1, Person

    def visible(self):
        return Person.objects.public()

    def rows(self):
        return Person.objects.prefetch_related("credits")

    def document(self, person):
        names = (credit.credited_as for credit in person.credits.all())
        return self.make(person, title=person.name, names=names, body=person.about)


class FilmSource(Source):
    kind, number, model = "film", 2, Film

    def visible(self):
        return Film.objects.public()

    def listed(self):
        return Film.objects.for_card()

    def rows(self):
        credits = Prefetch("credits", Credit.objects.select_related("person"))
        return Film.objects.prefetch_related("titles", credits, "genres")

    def document(self, film):
        date = film.year and datetime(film.year, 1, 1, tzinfo=UTC)
        facets = [f"year:{film.year}"] if film.year else []
        facets += [f"genre:{genre.pk}" for genre in film.genres.all()]
        texts = {"title": film.title, "names": _names_of(film), "summary": film.logline}
        return self.make(film, date, facets, **texts)

    def affected(self, tags, renamed):
        return keys_of(Credit.objects, "person", renamed, key="film")


class GenreSource(Source):
    kind, number, model = "genre", 10, Genre

    def visible(self):
        return Genre.objects.in_use()

    def document(self, genre):
        return self.make(genre, title=genre.name)


def _names_of(film):
    """By what else people know it: its year, other titles, and who made it."""
    yield str(film.year or "")
    yield from (title.text for title in film.titles.all())
    for credit in film.credits.all():
        yield from (credit.credited_as, credit.person.name if credit.person else "")


register(PersonSource(), FilmSource(), GenreSource())
