"""The Atom feed of the newest reviews and articles (RFC 4287)."""

from datetime import UTC, datetime
from uuid import uuid5

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.feedgenerator import Atom1Feed, SyndicationFeed
from django.utils.html import escape
from django.utils.translation import gettext as _

from core.kept import keep
from core.models import SiteIdentity
from core.slugs import get_by_slug
from core.text import strip_control_chars
from site_settings.current import current

from . import markup
from .models import Correction, Review

FEED_LENGTH = 20


def permanent_id(uid, name):
    """A lasting name for what belongs to a row (RFC 4287, 4.2.6; RFC 9562, version 5)."""
    return uuid5(uid, name).urn


class SteadyFeed(SyndicationFeed):
    """One that stays the same to the byte while nothing in it changes, also where it is empty."""

    def latest_post_date(self):
        return super().latest_post_date() if self.items else datetime(1970, 1, 1, tzinfo=UTC)


class AtomFeed(SteadyFeed, Atom1Feed):
    """Atom with each entry's text beside its summary, and no character that XML cannot hold."""

    def __init__(self, title, *args, **kwargs):
        super().__init__(strip_control_chars(str(title)), *args, **kwargs)

    def add_item(self, **item):
        item["categories"] = [strip_control_chars(name) for name in item.get("categories") or ()]
        super().add_item(
            **{
                name: strip_control_chars(value) if isinstance(value, str) else value
                for name, value in item.items()
            }
        )

    def item_attributes(self, item):
        language = item.get("language")
        return {"xml:lang": language} if language else {}

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html"})


class ReviewFeed(Feed):
    feed_type = AtomFeed
    link = f"{settings.SITE_URL}/"  # Django would take the request's Host
    feed_url = f"{settings.SITE_URL}/feed/"

    def __call__(self, request, *args, **kwargs):
        # A schedule that comes true and a retraction change it at no date in it; the ETag alone
        # tells.
        content = keep(
            "feed",
            lambda: super(ReviewFeed, self).__call__(request, *args, **kwargs).content,
            request.path,
        )
        return HttpResponse(content, content_type=self.feed_type.content_type)

    def feed_guid(self):
        return permanent_id(SiteIdentity.of_site(), "reviews")

    def title(self):
        return current().name

    def subtitle(self):
        return current().tagline

    def items(self):
        return Review.objects.published().newest_first().for_feed()[:FEED_LENGTH]

    def item_title(self, review):
        return review.headline

    def item_description(self, review):
        return _in_its_language(review, escape(review.summary)) or None  # Django declares it HTML

    def item_link(self, review):
        return settings.SITE_URL + review.get_absolute_url()

    def item_guid(self, review):
        return review.uid.urn

    def item_author_name(self, review):
        return review.byline_text or review.publication.name

    def item_pubdate(self, review):
        return review.published_at

    def item_updateddate(self, review):
        return review.modified_at

    def item_categories(self, review):
        return [
            *([str(review.kind_name)] if review.is_article else []),
            *map(str, review.main_films),
        ]

    def item_extra_kwargs(self, review):
        ranked = [entry.film for _place, entry in review.ranking]
        content = keep("feed-content", lambda: _content(review), review, *ranked)
        return {"content": content, "language": review.language}


def _content(review):
    text = markup.for_feed(review.body, review.sections.all(), review.spoiler)
    text = _in_its_language(review, text)
    if not review.ranking:
        return text
    return text + render_to_string("reviews/_ranked_feed.html", {"ranking": review.ranking})


def _in_its_language(review, html):
    """With its direction as well: of a feed’s own `xml:lang` few readers derive one."""
    return f"<div{review.language_attributes}>{html}</div>" if review.language and html else html


class NarrowFeed(ReviewFeed):
    """The reviews and articles of one film, critic, publication, tag or series."""

    def __init__(self, rows):
        """`rows` gives those that readers may see."""
        self.rows = rows

    def get_object(self, request, slug):
        return get_by_slug(self.rows(), slug)

    def feed_guid(self, row):
        return permanent_id(SiteIdentity.of_site(), f"reviews of {row._meta.model_name} {row.pk}")

    def title(self, row):
        return _("%(site)s: %(name)s") % {"site": current().name, "name": row}

    def subtitle(self, row):
        return None

    def link(self, row):
        return settings.SITE_URL + row.get_absolute_url()

    def feed_url(self, row):
        return f"{settings.SITE_URL}{row.get_absolute_url()}feed/"

    def items(self, row):
        return row.reviews.published().distinct().newest_first().for_feed()[:FEED_LENGTH]


class DepartmentFeed(NarrowFeed):
    """Whatever publication its address names; a department knows its own."""

    def get_object(self, request, publication, slug):
        return super().get_object(request, slug)


class CorrectionFeed(ReviewFeed):
    """The newest corrections, each with the review that it is about."""

    link = f"{settings.SITE_URL}/corrections/"
    feed_url = f"{settings.SITE_URL}/corrections/feed/"

    def feed_guid(self):
        return permanent_id(SiteIdentity.of_site(), "corrections")

    def title(self):
        return _("%(site)s: corrections") % {"site": current().name}

    def subtitle(self):
        return None

    def items(self):
        return Correction.objects.published().newest_first().for_list()[:FEED_LENGTH]

    def item_title(self, correction):
        return correction.review.headline

    def item_description(self, correction):
        return escape(correction.in_words)

    def item_link(self, correction):
        return f"{settings.SITE_URL}{correction.review.get_absolute_url()}#corrections"

    def item_guid(self, correction):
        return permanent_id(correction.review.uid, f"correction {correction.pk}")

    def item_author_name(self, correction):
        return correction.review.publication.name

    def item_pubdate(self, correction):
        return correction.noted_at

    item_updateddate = item_pubdate

    def item_categories(self, correction):
        return []

    def item_extra_kwargs(self, correction):
        return {"content": escape(correction.text)}
