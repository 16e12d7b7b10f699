"""The podcast of a programme: RSS 2.0 as Apple Podcasts and Podcasting 2.0 want it."""

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from django.utils.feedgenerator import Enclosure, Rss201rev2Feed
from django.utils.html import escape

from core.slugs import get_by_slug
from core.text import strip_control_chars
from reviews.feeds import ReviewFeed, SteadyFeed
from reviews.models import Series
from site_settings.current import current

from .cover import has_cover
from .models import Recording

FEED_LENGTH = 100


def true_or_false(value):
    return "true" if value else "false"


class PodcastRss(SteadyFeed, Rss201rev2Feed):
    """RSS with the tags of both, and no character that XML cannot hold."""

    content_type = "application/rss+xml; charset=utf-8"

    def __init__(self, title, link, description, **kwargs):
        super().__init__(strip_control_chars(str(title)), link, description, **kwargs)

    def rss_attributes(self):
        return super().rss_attributes() | {
            "xmlns:itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
            "xmlns:podcast": "https://podcastindex.org/namespace/1.0",
        }

    def add_root_elements(self, handler):
        super().add_root_elements(handler)
        explicit = any(item["recording"].is_explicit for item in self.items)
        handler.addQuickElement("itunes:author", self.feed["author"])
        handler.addQuickElement("itunes:explicit", true_or_false(explicit))
        handler.addQuickElement("itunes:type", "episodic")
        handler.startElement("itunes:category", {"text": "TV & Film"})
        handler.addQuickElement("itunes:category", None, {"text": "Film Reviews"})
        handler.endElement("itunes:category")
        if self.feed["cover"]:
            handler.addQuickElement("itunes:image", None, {"href": self.feed["cover"]})
        handler.addQuickElement("podcast:guid", self.feed["podcast_guid"])
        handler.addQuickElement("podcast:locked", "yes")

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        recording = item["recording"]
        handler.addQuickElement("itunes:author", item["byline"])
        handler.addQuickElement("itunes:duration", str(recording.duration))
        handler.addQuickElement("itunes:explicit", true_or_false(recording.is_explicit))
        for name, number in (("season", recording.season), ("episode", recording.episode)):
            if number:
                handler.addQuickElement(f"itunes:{name}", str(number))
        if recording.has_transcript:
            attributes = {"url": settings.SITE_URL + recording.transcript_url, "type": "text/plain"}
            language = {"language": item["language"]} if item["language"] else {}
            handler.addQuickElement("podcast:transcript", None, attributes | language)
        if recording.chapter_list:
            attributes = {
                "url": settings.SITE_URL + recording.chapters_url,
                "type": "application/json+chapters",
            }
            handler.addQuickElement("podcast:chapters", None, attributes)


class PodcastFeed(ReviewFeed):
    """The newest episodes of a programme that can be heard."""

    feed_type = PodcastRss
    language = settings.LANGUAGE_CODE

    def get_object(self, request, slug):
        rows = Series.objects.reviewed().select_related("picture", "critic")
        series = get_by_slug(rows, slug)
        if series.kind != Series.Kind.PROGRAMME:
            raise Http404(slug)
        return series

    def title(self, series):
        return series.name

    def description(self, series):
        return strip_control_chars(str(series.about or current().tagline or series.name))

    def link(self, series):
        return settings.SITE_URL + series.get_absolute_url()

    def feed_url(self, series):
        return settings.SITE_URL + reverse("audio:podcast", args=[series.slug])

    def feed_guid(self, series):
        return None

    def feed_extra_kwargs(self, series):
        cover = reverse("audio:cover", args=[series.slug, series.picture_id or 0])
        return {
            "author": strip_control_chars(str(series.critic or current().name)),
            "cover": settings.SITE_URL + cover if has_cover(series) else "",
            "podcast_guid": str(series.uid),  # whatever its name and the site's address become
        }

    def items(self, series):
        rows = Recording.objects.published().filter(review__series=series)
        return rows.for_feed()[:FEED_LENGTH]

    def item_title(self, recording):
        return strip_control_chars(recording.review.headline)

    def item_description(self, recording):
        return escape(strip_control_chars(recording.review.summary))

    def item_link(self, recording):
        return super().item_link(recording.review)

    def item_guid(self, recording):
        return super().item_guid(recording.review)

    item_guid_is_permalink = False
    item_author_name = None

    def item_pubdate(self, recording):
        return recording.review.published_at

    def item_updateddate(self, recording):
        return None

    def item_categories(self, recording):
        return ()

    def item_enclosures(self, recording):
        address = settings.SITE_URL + recording.url
        return [Enclosure(address, str(recording.size), recording.mime_type)]

    def item_extra_kwargs(self, recording):
        review = recording.review
        byline = review.byline_text or review.publication.name
        return {
            "recording": recording,
            "byline": strip_control_chars(str(byline)),
            "language": review.language,
        }
