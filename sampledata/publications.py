"""The publications of the reviews, one at least for each comment policy."""

from reviews.models import Publication, StandardSection

from .bulk import get_or_make
from .text import VOCABULARY


def make_publications():
    """The publications with their standard sections; those of an earlier run are taken again."""
    keys = [_make_publication(row).pk for row in VOCABULARY["publications"]]
    rows = Publication.objects.filter(pk__in=keys).order_by("pk")
    return list(rows.prefetch_related("standard_sections"))


def _make_publication(row):
    fields = {
        "kind": row["kind"],
        "comment_policy": row["policy"],
        "stars_out_of": row["stars"],
        "tagline": "Films seen by the sea, and what we thought",
        "about": "Made-up critics write here about made-up films.",
    }
    publication = get_or_make(Publication, fields, name=row["name"])
    for order, slug in enumerate(row["sections"]):
        heading = {"heading": f"The {slug}", "order": order}
        get_or_make(StandardSection, heading, publication=publication, slug=slug)
    return publication
