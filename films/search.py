"""What readers find of films and people (`search/sources.py`)."""

from datetime import UTC, datetime

from django.db.models import Prefetch

from search.sources import Source, register

from .models import Credit, Film, Person


def with_names(films):
    """The films with what `names_of` reads."""
    credits = Prefetch("credits", Credit.objects.select_related("person"))
    return films.prefetch_related("titles", credits, "genres")


def names_of(film):
    """By what else people know it: other titles, and who made it."""
    people = (name for credit in film.credits.all() for name in _names_in(credit))
    return [*(title.text for title in film.titles.all()), *people]


def _names_in(credit):
    return [credit.credited_as, credit.person.name if credit.person else ""]


def facets_of(film):
    year = [f"year:{film.year}"] if film.year else []
    return [*year, *(f"genre:{genre.pk}" for genre in film.genres.all())]


class PersonSource(Source):
    kind, number = "person", 1

    def visible(self):
        return Person.objects.public()

    def rows(self):
        return Person.objects.prefetch_related("credits")

    def document(self, person):
        names = (credit.credited_as for credit in person.credits.all())
        return self.make(person, title=person.name, names=names, body=person.about)


class FilmSource(Source):
    kind, number = "film", 2

    def visible(self):
        return Film.objects.public()

    def listed(self):
        return self.visible().for_card()

    def rows(self):
        return with_names(Film.objects.all())

    def document(self, film):
        date = film.year and datetime(film.year, 1, 1, tzinfo=UTC)
        texts = {"title": film.title, "names": names_of(film), "summary": film.logline}
        return self.make(film, date, facets_of(film), **texts)

    def affected(self, tags, renamed):
        people = renamed.get("person", ())
        credits = Credit.objects.order_by().filter(person__in=people)
        return credits.values_list("film", flat=True) if people else ()


register(PersonSource(), FilmSource())
