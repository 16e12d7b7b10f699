"""What pages ask of comments: the thread under a review, the latest ones, a count."""

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments import rendering, thread
from comments.forms import CommentForm
from comments.models import Comment, Discussion, Submission
from comments.names import initials
from comments.structured import thread_data
from films.cards import pair_number
from reviews.audience import is_personal, reader_of
from reviews.markup import cleaned, json_script

register = template.Library()


@register.inclusion_tag("comments/_thread.html", takes_context=True)
def comments_of(context, review):
    """The thread under a review with its form; two queries for everybody, some more for one person."""
    request = context["request"]
    discussion = Discussion.objects.of(review)
    reader = reader_of(request)
    user = reader if reader and reader.is_authenticated else None
    start, after = (thread.number_from(request.GET.get(name)) for name in ("from", "after"))
    page = thread.read(discussion, start, after)
    return {
        "review": review,
        "discussion": discussion,
        "address": reverse("comments:write", args=[review.slug]),
        "refusal": discussion.refusal_to(user),
        "thread": page,
        "data": json_script(thread_data(review, page.roots)) if page.roots else "",
        "held": _held(request, discussion, user),
        "form": None if discussion.is_closed_to(user) else CommentForm(discussion=discussion, user=user),
        "members_only": not discussion.is_closed,
    }


def _held(request, discussion, user):
    """What this one reader wrote here and a moderator has not seen; nobody else gets it."""
    if not is_personal(request) or discussion.pk is None:
        return []
    waiting = Submission.objects.waiting_for(user=user, keys=request.session.get("held", []))
    return waiting.filter(discussion=discussion)


@register.inclusion_tag("comments/_latest.html")
def latest_comments(number):
    """The latest comments on published reviews, with their first words; one query."""
    return {"comments": Comment.objects.latest()[:number]}


@register.simple_tag
def comment_count(review):
    """“4 comments”; no query where the review came with `select_related("discussion")`."""
    return count_phrase(Discussion.objects.of(review))


@register.filter
def count_phrase(discussion):
    """How many comments a discussion shows, in words."""
    number = discussion.visible_count
    if not number:
        return _("No comments yet")
    return ngettext("%(number)d comment", "%(number)d comments", number) % {"number": number}


@register.filter
def printed(html):
    """A reader's text for the page: cleaned on each reading, however it came into the database."""
    return cleaned(html, rendering.cleaner)


@register.filter
def as_printed(body):
    """A text that is not on the page yet, as it will print."""
    return cleaned(rendering.render(body), rendering.cleaner)


register.filter("initials", initials)
register.filter("pair", pair_number)  # which of sixteen pairs of colours a name's mark wears
