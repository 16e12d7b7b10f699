"""What readers find of special reports and pages (`search/sources.py`)."""

from reviews.markup import plain
from search.sources import Source, register

from .models import Package, Page


class PackageSource(Source):
    kind, number, model = "package", 14, Package

    def visible(self):
        return Package.objects.public()

    def rows(self):
        return Package.objects.exclude(starts_at=None)

    def document(self, package):
        return self.make(package, package.starts_at, title=package.title, summary=package.blurb)


class PageSource(Source):
    kind, number, model = "page", 15, Page

    def visible(self):
        return Page.objects.published()

    def rows(self):
        return Page.objects.filter(is_published=True)

    def document(self, page):
        return self.make(page, title=page.title, summary=page.description, body=plain(page.body))


register(PackageSource(), PageSource())
