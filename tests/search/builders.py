"""What a stranger finds, in short."""

from search.finder import find
from search.query import parse


def found(text, kind="", **options):
    """The rows found, as kind and the row's own words."""
    return [(hit.kind, str(hit.row)) for hit in find(parse(text), kind, **options).hits]


def reviews(text, **options):
    return [title for _kind, title in found(text, "review", **options)]


def everything_said(text):
    """All that an answer says, as one text: hits, counts, snippets, corrections, names."""
    said = []
    for kind in ("", "review", "film", "person", "comment"):
        results = find(parse(text), kind)
        corrected = results.corrected and results.corrected.text
        said += [results.counts, results.facets, corrected, results.total, results.has_more]
        said += [(name.kind, str(name.row)) for name in results.names]
        said += [(hit.row.pk, hit.title, hit.snippet) for hit in results.hits]
    return str(said)
