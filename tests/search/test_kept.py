"""A page of results that is kept goes when one of its answers would be another."""

import random

import pytest
from django.core.management import call_command

from core.models import PageChange
from core.page_tags import gather
from search.finder import find
from search.names import suggest
from search.query import parse
from tests.filmsite.test_kept_pages import change, models_of_public_tables

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
FIXTURES = ("vocabulary", "films", "reviews", "comments")
TYPED = ("the", "audiard", "rust bone", "a", "schonaerts", "dialogue")


def answers():
    """What each search says, and the tags of a page that would show it."""
    for text in TYPED:
        for kind in ("", "comment"):
            with gather() as tags:
                results = find(parse(text), kind)
                said = [(hit.kind, hit.row.pk, hit.title, hit.snippet) for hit in results.hits]
                names = [name.row.pk for name in (*results.names, *suggest(text))]
            yield (text, kind), (said, names, results.counts, results.facets), tags


@pytest.mark.parametrize("seed", range(2))
def test_another_answer_follows_a_change_of_its_tags(seed):
    call_command("loaddata", *FIXTURES, verbosity=0)
    for name in ("rebuild_names", "recount_comments", "rerender_comments", "rebuild_search"):
        call_command(name, verbosity=0)
    chance, done = random.Random(seed), 0  # noqa: S311
    before = {key: (said, tags) for key, said, tags in answers()}
    kinds = models_of_public_tables()
    while done < 120:
        PageChange.objects.all().delete()
        if not change(chance, kind := chance.choice(kinds)):
            continue
        done += 1
        changed = set(PageChange.objects.values_list("tag", flat=True))
        for key, said, tags in answers():
            assert said == before[key][0] or changed & before[key][1], (done, kind, key)
            before[key] = said, tags
