from functools import cached_property, wraps
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps import views as django_views
from django.core.paginator import EmptyPage, Page
from django.urls import reverse

from core.replica import from_replica
from films.models import Film, Person
from pages.models import Package
from pages.models import Page as PlainPage
from reviews.models import Critic, Department, Publication, Review, Series, Tag
from site_settings.current import current


class KeyPaginator:
    """Splits rows by their keys, a thousand to a file.

    So a file costs the same wherever it lies, a row stays in its file, and nothing is counted. A
    file is shorter where rows are not public.
    """

    def __init__(self, rows, size):
        self.rows, self.size = rows, size

    @cached_property
    def num_pages(self):
        newest = self.rows.model.objects.order_by("-pk").values_list("pk", flat=True).first()
        return 1 + (newest or 0) // self.size

    def page(self, number):
        known = {str(known): known for known in range(1, self.num_pages + 1)}
        if str(number) not in known:
            raise EmptyPage
        first = (known[str(number)] - 1) * self.size
        rows = self.rows.filter(pk__gte=first, pk__lt=first + self.size)
        return Page(rows.order_by("pk"), known[str(number)], self)


class SiteSitemap(Sitemap):
    """A sitemap on the site's public address, whatever Host was asked for."""

    limit = 1000
    protocol = urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site=None):
        return urlsplit(settings.SITE_URL).netloc

    def get_latest_lastmod(self):
        """None for the index: the newest date of a section would stand at each of its files."""


class ChangedSitemap(SiteSitemap):
    fields: tuple[str, ...] = ("slug", "updated_at")

    def __init__(self, rows):
        self.rows = rows

    @property
    def paginator(self):
        return KeyPaginator(self.rows().only(*self.fields), self.limit)

    def lastmod(self, row):
        return row.updated_at


class ReviewSitemap(ChangedSitemap):
    """A review changes when its text does, and not before readers have it."""

    fields = ("slug", "kind", "updated_at", "published_at")

    def lastmod(self, row):
        return row.modified_at


class ReviewedSitemap(SiteSitemap):
    """Pages of lists. When their newest review changed, that review's own entry tells."""

    def __init__(self, model):
        self.model = model

    def items(self):
        return self.model.objects.reviewed().order_by("pk").only("slug")


class DepartmentSitemap(ReviewedSitemap):
    """Beneath the addresses of their publications."""

    def items(self):
        fields = ("slug", "publication__slug")
        return super().items().select_related("publication").only(*fields)


class PageSitemap(SiteSitemap):
    names = (
        "home", "about", "my_critic", "reviews:list", "films:list", "films:people", "films:genres",
        "reviews:articles", "reviews:critics",
        "reviews:publications", "reviews:tags", "reviews:series_list", "reviews:archive",
        "site_settings:privacy", "site_settings:accessibility",
        "pages:packages", "screenings:index",
        "reviews:corrections",
    )  # fmt: skip

    def items(self):
        principles = ("site_settings:principles",) if current().principles else ()
        return self.names + principles

    def location(self, name):
        return reverse(name)


SITEMAPS = {
    "pages": PageSitemap(),
    "reviews": ReviewSitemap(Review.objects.published),
    "films": ChangedSitemap(Film.objects.public),
    "people": ChangedSitemap(Person.objects.public),
    "packages": ChangedSitemap(Package.objects.public),
    "plain-pages": ChangedSitemap(PlainPage.objects.published),
    "critics": ReviewedSitemap(Critic),
    "publications": ReviewedSitemap(Publication),
    "departments": DepartmentSitemap(Department),
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
