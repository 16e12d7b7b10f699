from django.conf import settings
from django.urls import reverse

from reviews.feeds import NarrowFeed


class PackageFeed(NarrowFeed):
    """The newest reviews of a special report."""

    def feed_url(self, package):
        return settings.SITE_URL + reverse("pages:package_feed", args=[package.slug])
