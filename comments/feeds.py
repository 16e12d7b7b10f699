"""Atom feeds of comments (RFC 4287): of one thread, and of the whole site."""

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.translation import gettext as _

from core.models import SiteIdentity
from core.slugs import get_by_slug
from reviews.feeds import AtomFeed, permanent_id
from reviews.models import Review
from site_settings.current import current

from . import rendering
from .models import Comment, Discussion

LENGTH = 50


class CommentFeed(Feed):
    """The newest comments on published reviews, without what the page keeps closed."""

    feed_type = AtomFeed
    feed_url = f"{settings.SITE_URL}/comments/feed/"
    link = f"{settings.SITE_URL}/"  # Django would take the request's Host

    def __call__(self, request, *args, **kwargs):
        response = super().__call__(request, *args, **kwargs)
        # A removal makes the newest date an older one; the ETag alone tells what changed.
        del response.headers["Last-Modified"]
        return response

    def feed_guid(self):
        return permanent_id(SiteIdentity.of_site(), "comments")

    def title(self):
        return _("%(site)s: comments") % {"site": current().name}

    def items(self):
        return Comment.objects.newest()[:LENGTH]

    def item_title(self, comment):
        return _("%(name)s on “%(headline)s”") % {
            "name": comment.name,
            "headline": comment.discussion.review.headline,
        }

    def item_description(self, comment):
        return None

    def item_link(self, comment):
        return settings.SITE_URL + comment.get_absolute_url()

    def item_guid(self, comment):
        return permanent_id(comment.discussion.review.uid, f"comment {comment.seq}")

    def item_author_name(self, comment):
        return comment.name

    def item_pubdate(self, comment):
        return comment.posted_at

    def item_updateddate(self, comment):
        return comment.edited_at or comment.posted_at

    def item_extra_kwargs(self, comment):
        return {"content": rendering.cleaner.clean(comment.html_without_spoilers)}


class ThreadFeed(CommentFeed):
    """The newest comments on one published review, by its present address or a past one."""

    def get_object(self, request, slug):
        reviews = Review.objects.published().select_related("discussion")
        return Discussion.objects.for_review(get_by_slug(reviews, slug))

    def title(self, discussion):
        return _("Comments on “%(headline)s”") % {"headline": discussion.review.headline}

    def link(self, discussion):
        return settings.SITE_URL + discussion.review.get_absolute_url()

    def feed_url(self, discussion):
        return settings.SITE_URL + reverse("comments:feed", args=[discussion.review.slug])

    def feed_guid(self, discussion):
        return permanent_id(discussion.review.uid, "comments")

    def items(self, discussion):
        if discussion.pk is None:
            return []
        newest = list(
            Comment.objects.approved().filter(discussion=discussion).order_by("-seq")[:LENGTH]
        )
        for comment in newest:
            comment.discussion = discussion
        return newest
