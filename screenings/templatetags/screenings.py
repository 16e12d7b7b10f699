from django import template

from reviews.markup import json_script
from screenings.playing import by_town, known_towns
from screenings.structured import screening_events

register = template.Library()


@register.inclusion_tag("screenings/_now_playing.html")
def now_playing(film, others=(), publication=None):
    """Where these films play, by town; that of the publication first, where they play or not."""
    films = [film, *others]
    known = known_towns(publication)
    here = known[0] if known and known[0].is_here else None
    checks = (town.last_check for town in known)
    towns, is_whole = by_town(films, here)
    return {
        "films": films,
        "several": len(films) > 1,
        "towns": towns,
        "known": known,
        "latest": {"last_check": max(filter(None, checks), default=None)},
        "nameless": "{town}",  # which the script replaces
        # Who reads for no town is told where it plays, or nothing until the browser knows theirs.
        "is_quiet": publication is not None and not towns,
        "is_whole": is_whole,
    }


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
