"""Fills the database with sample data, in one transaction."""

from random import Random

from django.db import transaction

from core.named import rebuild as rebuild_names
from core.statistics import analyze
from search.index import rebuild as rebuild_search

from .comments import make_comments
from .films import make_films
from .releases import make_nominations, make_releases
from .reviews import make_reviews


@transaction.atomic
def make_sample_data(*, reviews, films, comments, seed, now):
    """Add so many rows; the same numbers, seed and day give the same content."""
    random = Random(seed)
    now = now.replace(hour=0, minute=0, second=0, microsecond=0)
    films = make_films(random, films, now.year)
    make_releases(random, films)
    make_nominations(random, films)
    reviews = make_reviews(random, reviews, films, now)
    make_comments(random, comments, reviews, now)
    rebuild_names()
    rebuild_search()
    analyze()
