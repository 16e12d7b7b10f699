"""The public pages of a site to measure: one of each kind, alike on small and large sites.

Beside the pages that show as much on both stand those that have the most to show.
"""

import re
from urllib.parse import urlencode

from django.db.models import Count, F
from django.db.models.functions import Abs
from django.urls import reverse
from sites import DEEP

from comments.models import Discussion
from films.models import Film, Genre, Person
from pages.models import Package
from reviews.models import Critic, Department, Publication, Review, Series, Tag
from screenings.models import Town

LISTS = {"reviews": "reviews:list", "films": "films:list", "people": "films:people"}
# What a page grows with, and the model whose page it is.
MOST = {
    "film": (Film, "reviews"),
    "person": (Person, "credits"),
    "critic": (Critic, "reviews"),
    "publication": (Publication, "reviews"),
    "department": (Department, "reviews"),
    "tag": (Tag, "reviews"),
    "series": (Series, "reviews"),
    "genre": (Genre, "films"),
}
PLAIN = {
    "front page": "home",
    "reviews": "reviews:list",
    "films": "films:list",
    "people": "films:people",
    "genres": "films:genres",
    "critics": "reviews:critics",
    "publications": "reviews:publications",
    "tags": "reviews:tags",
    "all series": "reviews:series_list",
    "archive": "reviews:archive",
    "articles": "reviews:articles",
    "corrections": "reviews:corrections",
    "special reports": "pages:packages",
    "what is on": "screenings:index",
    "feed": "reviews:feed",
    "feed of comments": "comments:latest_feed",
    "rules for comments": "comments:rules",
    "your data": "comments:my_data",
    "sign in": "account_login",
    "about": "about",
    "my critic": "my_critic",
    "verdicts": "reviews:verdicts",
}
SEARCHES = {"search": "the", "search, three words": "the a it", "search, nothing": "xylophone qq"}


def find_addresses(client):
    """Addresses by the name of the page; a page that this site does not have is left out."""
    rows = _rows_with_most() | {
        "film with 5 reviews": _nearest(Film, "reviews", 5),
        "person with 2 credits": _nearest(Person, "credits", 2),
        "critic": _nearest(Critic, "reviews", 5),
        "publication": _nearest(Publication, "reviews", 5),
        "tag": _nearest(Tag, "reviews", 5),
        "genre": _nearest(Genre, "films", 5),
        "series": _nearest(Series, "reviews", 5),
        "special report": Package.objects.public().first(),
        "what is on in a town": Town.objects.first(),
        "review with 4 comments": _with_comments(4),
        "review with 500 comments": _with_comments(500),
    }
    found = {name: reverse(page) for name, page in PLAIN.items()}
    found |= {name: row.get_absolute_url() for name, row in rows.items() if row}
    found |= _of_rows(rows) | _months() | _filtered() | _missing() | _sitemaps(client)
    found |= {
        name: f"{reverse('search')}?{urlencode({'q': words})}" for name, words in SEARCHES.items()
    }
    return found | {
        f"{name}{DEEP}": _last_full_page(client, reverse(page)) for name, page in LISTS.items()
    }


def _rows_with_most():
    counted = {name: _counted(model, rows) for name, (model, rows) in MOST.items()}
    return {
        f"{name} with most {MOST[name][1]}": rows.order_by("-many", "pk").first()
        for name, rows in counted.items()
    }


def _of_rows(rows):
    """Feeds and pages of their own that belong to the pages of rows."""
    feeds = ("film", "critic", "publication", "tag", "series")
    slugs = {name: rows[f"{name} with most {MOST[name][1]}"] for name in feeds}
    found = {
        f"feed of the {name} with most reviews": reverse(f"reviews:{name}_feed", args=[row.slug])
        for name, row in slugs.items()
        if row
    }
    if programme := Series.objects.reviewed().filter(kind=Series.Kind.PROGRAMME).first():
        found["podcast"] = reverse("audio:podcast", args=[programme.slug])
    if film := slugs["film"]:
        found["title card"] = reverse("films:card", args=[film.slug])
        found["reviews of the film with most reviews"] = reverse(
            "reviews:of_film", args=[film.slug]
        )
    if review := rows["review with 4 comments"]:
        found["feed of 4 comments"] = reverse("comments:feed", args=[review.slug])
        found["permalink of a comment"] = reverse("comments:permalink", args=[review.slug, 1])
    return found


def _months():
    newest = Review.objects.published().newest_first().first()
    if not newest:
        return {}
    when = newest.published_at
    return {
        "archive of a year": reverse("reviews:year", args=[when.year]),
        "archive of a month": reverse("reviews:month", args=[when.year, when.month]),
    }


def _filtered():
    """Lists narrowed by each of their filters: to many rows, and by year to few."""
    genre, critic = (
        _counted(model, rows).order_by("-many", "pk").first()
        for model, rows in (MOST["genre"], MOST["critic"])
    )
    publication = Publication.objects.reviewed().first()
    oldest = Film.objects.reviewed().exclude(year=None).order_by("year").first()
    if not (genre and critic and oldest):
        return {}
    queries = {
        "reviews": {"genre": genre.slug, "critic": critic.slug, "publication": publication.slug,
                    "verdict": "must_see", "year": oldest.year},
        "films": {"genre": genre.slug, "letter": "M", "year": oldest.year, "reviewed": "yes"},
        "people": {"letter": "M"},
    }  # fmt: skip
    return {
        f"{page} by {name}": f"{reverse(LISTS[page])}?{name}={value}"
        for page, filters in queries.items()
        for name, value in filters.items()
    } | {"films not reviewed": f"{reverse(LISTS['films'])}?reviewed=no"}


def _missing():
    return {
        f"no such {name}": f"/{folder}/there-is-none/"
        for name, folder in {
            "page": "nowhere", "review": "reviews", "film": "films", "person": "people",
            "critic": "critics", "tag": "tags",
        }.items()
    }  # fmt: skip


def _sitemaps(client):
    """The index, and the first file of each section."""
    index = client.get("/sitemap.xml", headers={"accept-encoding": "identity"})
    files = re.findall(r"<loc>[^<]+?(/sitemap-(\w+)\.xml)</loc>", index.content.decode())
    return {"sitemap": "/sitemap.xml"} | {f"sitemap of {name}": path for path, name in files}


def _counted(model, rows):
    return model.objects.annotate(many=Count(rows, distinct=True)).filter(many__gt=0)


def _nearest(model, rows, number):
    """The row that has nearest to `number` of them, so that both sites show as much."""
    return _counted(model, rows).order_by(Abs(F("many") - number), "pk").first()


def _with_comments(number):
    talk = Discussion.objects.filter(review__in=Review.objects.published())
    nearest = talk.order_by(Abs(F("visible_count") - number), "pk").select_related("review").first()
    return nearest and nearest.review


def _last_full_page(client, address):
    """The last page but one, which is as full as the first; the first where there is no other."""
    known, unknown = 1, 2
    while client.get(f"{address}?page={unknown}").status_code == 200:
        known, unknown = unknown, unknown * 2
    while unknown - known > 1:
        middle = (known + unknown) // 2
        if client.get(f"{address}?page={middle}").status_code == 200:
            known = middle
        else:
            unknown = middle
    return f"{address}?page={max(1, known - 1)}"
