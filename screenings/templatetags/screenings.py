from itertools import groupby

from django import template

from core.page_tags import show
from reviews.markup import json_script
from screenings.models import Screening, Town, by_day
from screenings.structured import screening_events

register = template.Library()


@register.inclusion_tag("screenings/_now_playing.html")
def now_playing(film, others=(), publication=None):
    """Where these films play, by town; that of the publication first, where they play or not."""
    films = [film, *others]
    rows = Screening.objects.of_films(films)
    here = Town.objects.first_of(publication) if publication else None
    show("town")
    towns = [(here, by_day([row for row in rows if row.cinema.town == here]))] if here else []
    elsewhere = sorted(
        (row for row in rows if row.cinema.town != here),
        key=lambda row: (row.cinema.town.sort_key, row.cinema.town_id, row.starts_at, row.pk),
    )
    for town, found in groupby(elsewhere, lambda row: row.cinema.town):
        rows = list(found)
        checks = [row.cinema.checked_at for row in rows if row.cinema.checked_at]
        town.checked_at = max(checks, default=None)
        towns.append((town, by_day(rows)))
    return {"films": films, "towns": towns, "here": here, "several": len(films) > 1}


@register.filter
def by_film(rows):
    """(film, its (cinema, version, screenings)) of a day, as they begin first."""
    films = {}
    for row in rows:
        places = films.setdefault(row.film, {})
        places.setdefault((row.cinema, row.version), []).append(row)
    return [
        (film, [(*place, found) for place, found in places.items()])
        for film, places in films.items()
    ]


@register.simple_tag
def screening_data(rows):
    return json_script(screening_events(rows)) if rows else ""
