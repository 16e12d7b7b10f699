from functools import wraps
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps import views as django_views
from django.db.models import Max
from django.urls import reverse

from core.replica import from_replica
from films.models import Film, Person
from reviews.models import Critic, Publication, Review, Series, Tag


class SiteSitemap(Sitemap):
    """A sitemap on the site's public address, whatever Host was asked for."""

    limit = 5000
    protocol = urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site=None):
        return urlsplit(settings.SITE_URL).netloc


class ChangedSitemap(SiteSitemap):
    def __init__(self, rows):
        self.rows = rows

    def items(self):
        return self.rows().order_by("pk").only("slug", "updated_at")

    def lastmod(self, row):
        return row.updated_at

    def get_latest_lastmod(self):
        return self.rows().aggregate(latest=Max("updated_at"))["latest"]


class ReviewedSitemap(SiteSitemap):
    def __init__(self, model):
        self.model = model

    def items(self):
        return (
            self.model.objects.reviewed().annotate(newest=Max("reviews__updated_at")).order_by("pk")
        )

    def lastmod(self, row):
        return row.newest

    def get_latest_lastmod(self):
        return Review.objects.published().aggregate(latest=Max("updated_at"))["latest"]


class PageSitemap(SiteSitemap):
    names = (
        "home", "about", "reviews:list", "films:list", "films:people", "films:genres",
        "reviews:critics",
        "reviews:publications", "reviews:tags", "reviews:series_list", "reviews:archive",
    )  # fmt: skip

    def items(self):
        return self.names

    def location(self, name):
        return reverse(name)


SITEMAPS = {
    "pages": PageSitemap(),
    "reviews": ChangedSitemap(Review.objects.published),
    "films": ChangedSitemap(Film.objects.public),
    "people": ChangedSitemap(Person.objects.public),
    "critics": ReviewedSitemap(Critic),
    "publications": ReviewedSitemap(Publication),
    "series": ReviewedSitemap(Series),
    "tags": ReviewedSitemap(Tag),
}


def _without_date(view):
    """A schedule that comes true and a retraction change a sitemap at no date in it.

    Its ETag alone tells.
    """

    @wraps(view)
    def dateless(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        del response.headers["Last-Modified"]
        return response

    return dateless


sitemap = from_replica(_without_date(django_views.sitemap))


@from_replica
@_without_date
def index(request):
    """The list of sitemaps at the site's public address; Django's would take the request's Host."""
    response = django_views.index(request, SITEMAPS, sitemap_url_name="sitemap")
    for row in response.context_data["sitemaps"]:
        row.location = (
            settings.SITE_URL + urlsplit(row.location)._replace(scheme="", netloc="").geturl()
        )
    return response
