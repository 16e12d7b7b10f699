"""Films and cinemas that a listing names, in any spelling that is found; two queries for each."""

import re

from core.models import SearchName
from core.text import fold
from films.models import Film

from .models import Cinema

MAX_CANDIDATES = 6
_YEAR = re.compile(r"\s*\((\d{4})\)$")


def films_called(names):
    """By each name its films, the newest first; a year in brackets tells them apart."""
    folded = {name: fold(_YEAR.sub("", name)) for name in names}
    found = _rows_called(Film.objects.newest_first(), set(folded.values()))
    films = {}
    for name in names:
        year = _YEAR.search(name)
        rows = found.get(folded[name], [])
        fitting = [film for film in rows if not year or film.year == int(year[1])]
        films[name] = tuple(fitting[:MAX_CANDIDATES])
    return films


def cinemas_called(names):
    """By each name its cinema; calendars write the street behind it."""
    spellings = {name: [fold(name), fold(name.partition(",")[0])] for name in names}
    cinemas = Cinema.objects.select_related("town")
    found = _rows_called(cinemas, {word for words in spellings.values() for word in words})
    fitting = ((name, [*found.get(a, []), *found.get(b, [])]) for name, (a, b) in spellings.items())
    return {name: rows[0] for name, rows in fitting if rows}


def _rows_called(rows, words):
    """The rows by their folded names, in their order."""
    label = rows.model._meta.label_lower
    named = SearchName.objects.filter(model_label=label, folded__in=words - {""})
    names = {}
    for pk, word in named.values_list("object_id", "folded"):
        names.setdefault(pk, []).append(word)
    found = {}
    for row in rows.filter(pk__in=named.values("object_id")):
        for word in names.get(row.pk, ()):
            found.setdefault(word, []).append(row)
    return found
