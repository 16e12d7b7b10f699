"""Where films play, for the pages of films and reviews."""

from itertools import groupby
from typing import NamedTuple

from core.kept import keep

from .models import Screening, Town, by_day
from .models.screening import MAX_OF_FILM

KNOWN = 50  # towns of which a page says when somebody looked what plays there


class InTown(NamedTuple):
    """What plays in a town; `has_more` if the page does not hold all of it."""

    town: Town
    days: list
    has_more: bool = False


def known_towns(publication=None):
    """Some of the towns that there are; that of the publication first, if it has one."""
    key = publication and publication.pk
    return keep("known-towns", lambda: list(Town.objects.known_to(publication)[:KNOWN]), key)


def by_town(films, here=None):
    """Each town in which one of these films plays, and the town `here` first, where it does or not.

    Also whether these are all towns.
    """
    rows = Screening.objects.of_films(films, here)
    is_whole = len(rows) < MAX_OF_FILM or rows[-1].place > 1
    rows.sort(key=lambda row: (row.cinema.town != here, row.cinema.town.sort_key, *_order(row)))
    towns = [_in_town(town, list(found)) for town, found in groupby(rows, _town_of)]
    if here and (not towns or towns[0].town != here):
        towns.insert(0, InTown(here, []))
    return towns, is_whole


def _town_of(row):
    return row.cinema.town


def _order(row):
    return row.cinema.town_id, row.starts_at, row.cinema.sort_key, row.pk


def _in_town(town, rows):
    checks = [town.checked_at, *(row.cinema.checked_at for row in rows)]
    town.last_check = max(filter(None, checks), default=None)
    return InTown(town, by_day(rows), rows[0].of_town > len(rows))
