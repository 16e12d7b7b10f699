"""What pages ask of comments: the thread under a review, the latest ones, a count."""

import re

from django import template
from django.db.models import Q
from django.template.defaultfilters import stringfilter
from django.template.loader import get_template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from comments import rendering, thread
from comments.films_named import add_film_links, latest_naming
from comments.forms import CommentForm
from comments.models import Comment, Discussion
from comments.names import initials
from comments.structured import thread_data
from comments.thread_renderer import ThreadRenderer, with_summaries, wrap_spoiler
from comments.visitor import get_visitor, read_status, session_comment_ids
from core.kept import keep
from core.page_tags import Loaded
from core.pagination import paginate
from core.sessions import has_session
from films.cards import colour_index
from mail.verified_browser import verified_email
from reviews.markup import clean_safe, json_script

register = template.Library()
LINK = re.compile(r"\b(https?|ftp)(://)(\S+)|\b(www)\.(\S+)", re.IGNORECASE)


@register.simple_tag(takes_context=True)
def comments_of(context, slug):
    """The thread under the page's `review` with its form.

    A few queries for everybody, one more for one person.
    """
    cursor, load_review = thread.Cursor.asked(context["request"].GET), context["review"]

    def render():
        return get_template("comments/_thread.html").render(_thread(context, load_review(), cursor))

    return keep("thread", render, slug, str(cursor))


def _thread(context, review, cursor):
    request = context["request"]
    discussion, visitor = Discussion.objects.for_review(review), get_visitor(request)
    user = visitor and visitor.user
    page = thread.get_page(discussion, cursor, visitor)
    named = add_film_links(discussion, page.comments)
    is_open = not discussion.is_closed_to(user)
    return {
        "request": request,
        "review": review,
        "discussion": discussion,
        "refusal": discussion.closed_message(user),
        "thread": page,
        "pinned": discussion.shown_pin if page.earlier is None else None,
        "orders": _orders(page) if discussion.visible_count > 1 else [],
        "comments": ThreadRenderer(review, page, is_open=is_open, visitor=visitor).thread(),
        "data": json_script(thread_data(review, page.roots)) if page.roots else "",
        "named": named,
        "waiting": _waiting(discussion, visitor),
        "received": read_status(request.GET.get("received")),
        "is_gone": "gone" in request.GET,
        "is_open": is_open,
        "form": Loaded(
            lambda: CommentForm(
                discussion=discussion, user=user, initial=_known_guest(request, user)
            )
        )
        if is_open
        else None,
        "member": user,
        "members_only": not discussion.is_closed,
        "is_over": discussion.is_closed
        and not discussion.visible_count,  # nothing to read, to write or to follow
        "csrf_token": context.get("csrf_token"),
    }


def _known_guest(request, user):
    """The name and e-mail of a guest whose browser is known; no other page knows of anybody.

    Others may have typed the address: of theirs, only what was published counts.
    """
    email = None if user or not has_session(request) else verified_email(request)
    if not email:
        return {}
    own = Q(status="approved") | Q(pk__in=session_comment_ids(request))
    last = Comment.objects.filter(own, email=email, user=None).order_by("-pk").first()
    return {"name": last.name, "email": email, "website": last.website} if last else {}


def _orders(page):
    """The orders of a thread: label, address, whether the page is in it."""
    labels = {"oldest": _("Oldest"), "newest": _("Newest"), "best": _("Best")}
    return [
        (labels[name], str(thread.Cursor(name)), name == page.cursor.order)
        for name in thread.ORDERS
    ]


def _waiting(discussion, visitor):
    """What this one visitor wrote here and a moderator has not seen; nobody else gets it."""
    if visitor is None or discussion.pk is None:
        return []
    return Comment.objects.waiting_for(visitor).filter(discussion=discussion)


@register.inclusion_tag("comments/_latest.html")
def latest_comments(number):
    """The latest comments on published reviews, with their first words; one query."""
    return {"comments": Comment.objects.newest()[:number]}


register.simple_tag(latest_naming)


@register.inclusion_tag("comments/_by_member.html", takes_context=True)
def comments_by(context, user):
    """All that a member wrote, whatever became of it, newest first."""
    rows = Comment.objects.filter(user=user).select_related("discussion__review")
    rows = rows.defer("discussion__review__body").order_by("-posted_at", "-pk")
    return {"page": paginate(rows, context["request"], 20)}


@register.simple_tag
def comment_count(review):
    """“4 comments”; no query where the review came with `select_related("discussion")`."""
    return count_phrase(Discussion.objects.for_review(review))


@register.filter
def count_phrase(discussion):
    number = discussion.visible_count
    return number_of_comments(number) if number else _("No comments yet")


@register.filter
def number_of_comments(number):
    return ngettext("%(number)d comment", "%(number)d comments", number) % {"number": number}


@register.filter
def film_in_full(film):
    """Told apart from others of its title: “Tess (Roman Polański, 1979)”."""
    facts = [credit.display_name for credit in film.directors] + [str(film.year or "")]
    facts = ", ".join(filter(None, facts))
    return f"{film.title} ({facts})" if facts else film.title


@register.filter
def rendered(html):
    """A reader's text for the page: cleaned on each reading, however it came into the database."""
    return with_summaries(clean_safe(html, rendering.cleaner))


@register.filter
def as_rendered(body):
    """A text that is not on the page yet, as it will appear."""
    return rendered(rendering.render(body))


@register.filter
def first_words(body, words):
    """The first words of a text that is not on the page, with no markup and no spoiler."""
    return rendering.plain(rendering.render(body), words)


# What became of a text, in words for its author.
STATUSES = {
    Comment.Status.UNCONFIRMED: gettext_lazy("Waiting for you to confirm your e-mail"),
    Comment.Status.PENDING: gettext_lazy("Waiting for a moderator"),
    Comment.Status.APPROVED: gettext_lazy("Published"),
    Comment.Status.REJECTED: gettext_lazy("Not published"),
    Comment.Status.SPAM: gettext_lazy("Not published"),
    Comment.Status.REMOVED: gettext_lazy("Removed"),
    Comment.Status.WITHDRAWN: gettext_lazy("Deleted by you"),
}


@register.filter
def status_for_author(comment):
    return STATUSES[comment.status]


@register.filter
def without_links(comment):
    """What a text says, for an e-mail that may reach a stranger."""
    return rendering.without_links(comment.body)


@register.filter
@stringfilter
def defanged(text):
    """The text with links that nobody follows by mistake: hxxps://films[.]example/page."""
    return LINK.sub(_defang, text)


def _defang(match):
    scheme, colon, rest, www, host = match.groups()
    if www:
        return f"{www}[.]{_without_dots(host)}"
    return f"{re.sub('t', 'x', scheme, flags=re.IGNORECASE)}{colon}{_without_dots(rest)}"


def _without_dots(address):
    host, slash, path = address.partition("/")
    return host.replace(".", "[.]") + slash + path


register.filter("spoiler_wrapped", wrap_spoiler)
register.filter("initials", initials)
register.filter("colour_index", colour_index)  # of a name: which of sixteen pairs of colours
