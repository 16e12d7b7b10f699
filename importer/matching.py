from collections import defaultdict
from difflib import SequenceMatcher, get_close_matches

from films.models import Film, FilmTitle, Person

from .messages import gettext_noop
from .text import fold

SIMILAR_TITLE, SIMILAR_NAME, SIMILAR_LAST_NAME = 0.88, 0.75, 0.85  # ratios of SequenceMatcher


class Catalogue:
    def __init__(self):
        self.films, self.people = defaultdict(set), defaultdict(set)
        titles = Film.objects.values_list("pk", "title")
        for pk, title in [*titles, *FilmTitle.objects.values_list("film", "text")]:
            self.films[fold(title)].add(pk)
        for pk, name in Person.objects.values_list("pk", "name"):
            self.people[fold(name)].add(pk)

    def films_titled(self, *titles):
        keys = self._film_keys(fold(title) for title in titles if title)
        return list(Film.objects.filter(pk__in=keys).with_directors().prefetch_related("titles"))

    def similar_films(self, title):
        similar = get_close_matches(fold(title), self.films, n=3, cutoff=SIMILAR_TITLE)
        return Film.objects.filter(pk__in=self._film_keys(similar)).a_to_z()

    def _film_keys(self, titles):
        return set().union(*(self.films.get(title, ()) for title in titles))

    def get_or_create_person(self, name, film):
        """None where several have this name and none or several of them worked on the film."""
        keys = self.people[fold(name)]
        if len(keys) > 1:
            keys = set(film.credits.filter(person__in=keys).values_list("person", flat=True))
            return Person.objects.get(pk=keys.pop()) if len(keys) == 1 else None
        if not keys:
            keys.add(Person.objects.create(name=name).pk)
        return Person.objects.get(pk=next(iter(keys)))

    def add_film(self, film):
        for title in [film.title, *film.titles.values_list("text", flat=True)]:
            self.films[fold(title)].add(film.pk)


def is_similar_name(name, other):
    """Whether two names that are not the same could be one, spelt otherwise."""
    one, two = fold(name), fold(other)
    if SequenceMatcher(None, one, two).ratio() >= SIMILAR_NAME:
        return True
    first, last = one.split()[0], one.split()[-1]
    other_first, other_last = two.split()[0], two.split()[-1]
    has_same_start = " " in one and first == other_first and last[0] == other_last[0]
    return has_same_start or SequenceMatcher(None, last, other_last).ratio() >= SIMILAR_LAST_NAME


def find_film(doc, catalogue):
    """(the film the page is about or None, why that is not sure or "").

    Same title, and the same director or year; a title alone will do where nothing contradicts it.
    """
    candidates = catalogue.films_titled(doc.title, doc.original_title, doc.alternative_title)
    scores = [(_match_score(doc, film), film) for film in candidates]
    ranked = sorted((pair for pair in scores if pair[0] >= 0), key=lambda pair: -pair[0])
    if len(ranked) > 1 and ranked[0][0] == ranked[1][0]:
        return None, gettext_noop(
            "several films on record may be meant: %(films)s",
            films=", ".join(str(film) for _score, film in ranked),
        )
    return (ranked[0][1] if ranked else None), ""


def _match_score(doc, film):
    """How well a film of the same title fits; below zero where it is another film."""
    on_record = [str(credit.person or credit.credited_as) for credit in film.directors]
    if doc.directors and on_record:
        same = {fold(name) for name in doc.directors} & {fold(name) for name in on_record}
        if not same and not any(
            is_similar_name(one, two) for one in doc.directors for two in on_record
        ):
            return -1
        return 3 if doc.year and doc.year == film.year else 2
    if doc.year and film.year:
        return 1 if abs(doc.year - film.year) <= 1 else -1
    return 0
