from django import template

from core.page_tags import show
from reviews.markup import json_script
from screenings.models import Town
from screenings.playing import by_town
from screenings.structured import screening_events

register = template.Library()


@register.inclusion_tag("screenings/_now_playing.html")
def now_playing(film, others=(), publication=None):
    """Where these films play, by town; that of the publication first, where they play or not."""
    films = [film, *others]
    here = Town.objects.first_of(publication) if publication else None
    show("town")
    towns, _is_whole = by_town(films, here)
    return {"films": films, "towns": towns, "several": len(films) > 1}


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
