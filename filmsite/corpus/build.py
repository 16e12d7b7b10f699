"""Builds a made-up site, in one transaction."""

import random as randomness
from collections import defaultdict
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from core.search_names import rebuild
from films.models.person import Role

from . import words
from .films import make_films
from .releases import make_nominations, make_releases
from .reviews import Desk
from .sentences import GAPS
from .talk import Talk


@dataclass(frozen=True)
class Counts:
    """How much to make. ValueError with a sentence for numbers that make no site."""

    reviews: int
    films: int
    comments: int

    def __post_init__(self):
        if min(self.reviews, self.films, self.comments) < 0:
            raise ValueError(_("Use 0 or more for reviews, films and comments."))
        if self.reviews and not self.films:
            raise ValueError(_("Reviews need films to be about: ask for at least one film, or for no reviews."))
        if self.comments and not self.reviews:
            raise ValueError(
                _("Comments need reviews to stand under: ask for at least one review, or for no comments.")
            )


@transaction.atomic
def make_corpus(counts, seed, now):
    """Adds so many rows to the database; the same numbers, seed and day give the same content."""
    random = randomness.Random(seed)  # noqa: S311 - made-up text needs to repeat, not to be secret
    now = now.replace(hour=0, minute=0, second=0, microsecond=0)
    films, credits = make_films(random, counts.films, now.year)
    releases = make_releases(random, films)
    make_nominations(random, films, _people_of(credits))
    desk = Desk(random, films, _names_of(random, credits), releases, now)
    reviews = desk.make(counts.reviews)
    Talk(random, desk, now).make(counts.comments, reviews)
    rebuild()


def _people_of(credits):
    people = defaultdict(list)
    for credit in credits:
        if credit.person:
            people[credit.film].append(credit.person)
    return people


def _names_of(random, credits):
    """What a text about each film may name: its people, and the few places and things that it is about."""
    names = {}
    for credit in credits:
        known = names.get(credit.film) or names.setdefault(credit.film, _matter(random))
        if credit.role == Role.DIRECTOR:
            known["director"].append(credit.display_name)
        elif credit.character:
            known["actor"].append(credit.display_name)
            known["character"].append(credit.character)
    return names


def _matter(random):
    people = {"director": [], "actor": [], "character": []}
    places = {"place": random.sample(words.PLACES, 2)}
    return people | places | {gap: random.sample(GAPS[gap], 4) for gap in ("theme", "thing", "job")}
