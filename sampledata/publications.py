"""The publications, one at least for each comment policy, and what they make of their reviews."""

from pages.models import Package, PackageReview
from reviews.models import Correction, Department, Publication, StandardSection

from .bulk import get_or_make, insert, link
from .text import VOCABULARY


def make_publications():
    """The publications with their parts; those of an earlier run are taken again."""
    keys = [_make_publication(row).pk for row in VOCABULARY["publications"]]
    rows = Publication.objects.filter(pk__in=keys).order_by("pk")
    return list(rows.prefetch_related("standard_sections", "departments"))


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
    for order, name in enumerate(VOCABULARY["departments"]):
        get_or_make(Department, {"order": order}, publication=publication, name=name)
    return publication


def make_packages(reviews):
    """Special reports of eight reviews each, and a correction in every fiftieth review."""
    text, titles = "The film runs for 96 minutes, not for 69.", VOCABULARY["packages"]
    insert(Correction, [Correction(review=row, text=text) for row in reviews[::50]])
    for number, title in enumerate(titles[: len(reviews)]):
        rows = reviews[number :: len(titles)][:8]
        package = get_or_make(Package, {"starts_at": rows[0].published_at}, title=title)
        link(PackageReview, [{"package": package, "review": row} for row in rows])
