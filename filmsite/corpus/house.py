"""The houses that made-up reviews appear under, and the words that join reviews: tags, series, aspects."""

from reviews.models import Aspect, Publication, SectionKey, Series, Tag

from . import words
from .rows import named, store


def make_publications(random):
    """Publications of every comment policy, and the keys of their sections by publication."""
    rows = [
        {
            "name": name,
            "kind": kind,
            "comment_policy": policy,
            "stars_out_of": scale,
            "tagline": f"Films seen in {random.choice(words.PLACES)}, and what we thought",
            "about": "A house of made-up critics who write about made-up films.",
            "disclosure": "Our critics pay for their tickets." if scale is None else "",
        }
        for name, kind, policy, scale, _keys in words.PUBLICATIONS
    ]
    publications = named(Publication, rows)
    pairs = list(zip(publications, [row[-1] for row in words.PUBLICATIONS], strict=True))
    known = {(key.publication_id, key.key) for key in SectionKey.objects.all()}
    fresh = [
        SectionKey(publication=house, key=key, heading=words.SECTIONS[key], order=order)
        for house, keys in pairs
        for order, key in enumerate(keys)
        if (house.pk, key) not in known
    ]
    store(SectionKey, fresh)
    of_words = SectionKey.objects.filter(publication__in=publications, key__in=words.SECTIONS)
    keys = {house: [key for key in of_words if key.publication_id == house.pk] for house in publications}
    return publications, keys


def make_tags():
    """The subject words."""
    return named(Tag, [{"name": name} for name in words.TAGS])


def make_series():
    """Series, some of them with a goal."""
    about = "Reviews that belong together."
    return named(Series, [{"name": name, "goal": goal, "about": about} for name, goal in words.SERIES])


def make_aspects():
    """What takes speak of, by the key of the section that holds it."""
    rows = named(Aspect, [{"name": name, "order": order} for order, name in enumerate(words.ASPECTS)])
    return dict(zip([name.lower() for name in words.ASPECTS], rows, strict=True))
