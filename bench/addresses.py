"""The public pages of a site to measure: one of each kind, alike on small and large sites."""

from django.db.models import Count, F
from django.db.models.functions import Abs
from django.urls import reverse
from sites import DEEP

from comments.models import Discussion
from films.models import Film, Genre, Person
from reviews.models import Critic, Publication, Review, Series, Tag

LISTS = {"reviews": "reviews:list", "films": "films:list", "people": "films:people"}


def find_addresses(client):
    """Addresses by the name of the page; a page that this site does not have is left out."""
    published = Review.objects.published()
    newest = published.newest_first().first()
    rows = {
        "film with 5 reviews": _nearest(Film, "reviews", 5),
        "person with 2 credits": _nearest(Person, "credits", 2),
        "critic": _nearest(Critic, "reviews", 5),
        "publication": _nearest(Publication, "reviews", 5),
        "tag": _nearest(Tag, "reviews", 5),
        "genre": _nearest(Genre, "films", 5),
        "series": _nearest(Series, "reviews", 5),
        "review with 4 comments": _with_comments(4),
        "review with 500 comments": _with_comments(500),
    }
    plain = {
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
        "feed": "reviews:feed",
        "about": "about",
    }
    when = newest.published_at
    month = {
        "archive of a year": reverse("reviews:year", args=[when.year]),
        "archive of a month": reverse("reviews:month", args=[when.year, when.month]),
        "sitemap": "/sitemap.xml",
        "no such page": "/reviews/there-is-none/",
    }
    found = {name: reverse(page) for name, page in plain.items()} | month
    found |= {name: row.get_absolute_url() for name, row in rows.items() if row}
    return found | {
        f"{name}{DEEP}": _last_full_page(client, reverse(page)) for name, page in LISTS.items()
    }


def _nearest(model, rows, number):
    """The row that has nearest to `number` of them, so that both sites show as much."""
    counted = model.objects.annotate(many=Count(rows, distinct=True)).filter(many__gt=0)
    return counted.order_by(Abs(F("many") - number), "pk").first()


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
