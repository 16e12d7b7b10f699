"""A page has hundreds of comments, so functions render them, which cost a sixth of a template.

Every value passes `format_html`, which escapes; a reader's text passes the list of what may stand.
"""

import re
from functools import lru_cache

from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.html import escape, format_html, format_html_join
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from core.caches import LRU
from films.cards import colour_index
from reviews.markup import add_links, clean_safe, with_own
from reviews.spoilers import summary

from . import rendering
from .names import initials
from .titles import spans_of

AVATAR = '<span class="avatar avatar-{}" aria-hidden="true">{}</span>'
COMMENT = """<article class="comment{{critic}}" id="comment-{{seq}}">
<header>{{avatar}}<h3 class="name" dir="auto">{{signed}}</h3>{{badges}}\
<a class="permalink" href="{address}{{seq}}/">\
<time datetime="{{stamp}}"><bdi>{{shown}}</bdi></time></a>{{notes}}</header>
<div class="body"{{language}}>{{body}}</div>
<footer>{{likes}}%s</footer>
</article>"""
LINKS = {
    "reply": '<a class="reply" href="{address}?reply={{seq}}" rel="nofollow"'
    ' aria-label="{reply}: {{name}}">{reply}</a>',
    "quote": '<a class="quote" href="{address}?reply={{seq}}&amp;quote=1" rel="nofollow"'
    ' aria-label="{quote}: {{name}}">{quote}</a>',
    "like": '<button class="act" form="acts" formaction="{address}{{seq}}/like/"'
    ' aria-label="{like}: {{name}}">{like}</button>',
    "unlike": '<button class="act" form="acts" formaction="{address}{{seq}}/unlike/"'
    ' aria-label="{unlike}: {{name}}">{unlike}</button>',
    "report": '<a href="{address}{{seq}}/report/" rel="nofollow"'
    ' aria-label="{report}: {{name}}">{report}</a>',
    "edit": '<a href="{address}{{seq}}/edit/">{edit}</a>',
    "delete": '<a href="{address}{{seq}}/delete/">{delete}</a>',
    "moderate": '<a href="{queue}?comment={{pk}}" aria-label="{moderate}: {{name}}">{moderate}</a>',
}
MORE_REPLIES = '<p class="more"><a href="{}{}#comment-{}" aria-label="{}: {}">{}</a></p>'
TOMBSTONE = '<div class="comment tombstone" id="comment-{}"><p>{}</p></div>'
# All that the HTML of a comment is made of, beside its frame: the same facts give the same HTML.
FACTS = (
    "pk", "seq", "critic_id", "name", "safe_website", "verified", "featured_at", "posted_at",
    "edited_at", "answers", "html", "is_spoiler", "imported_likes", "member_likes", "guest_likes",
    "links", "films_told",
)  # fmt: skip
RENDERED = LRU(4 * 1024 * 1024)
CLOSED = '<details class="spoiler">{}{}</details>'
_OPENING = re.compile('<details class="spoiler">')
_PRINTED_SUMMARY = re.compile("<summary>[^<]*</summary>")


@lru_cache(maxsize=1024)
def _avatar(name):
    return format_html(AVATAR, colour_index(name), initials(name))


@lru_cache(maxsize=1024)
def _day(day, language):
    return date_format(day, "j F Y")


def likes_phrase(comment):
    """Who likes it, in words, guests apart from members; empty for nobody."""
    parts = []
    if number := comment.imported_likes + comment.member_likes:
        parts.append(
            ngettext("Liked by %(number)d person", "Liked by %(number)d people", number)
            % {"number": number}
        )
    if number := comment.guest_likes:
        parts.append(
            ngettext("Liked by %(number)d guest", "Liked by %(number)d guests", number)
            % {"number": number}
        )
    return " · ".join(parts)


class ThreadRenderer:
    """Renders a page of the thread of a review: `visitor` is one person or None."""

    def __init__(self, review, page, *, is_open, visitor=None):
        self.page, self.address = page, review.get_absolute_url()
        self.is_open, self.visitor = is_open, visitor
        self.frames, self.language = {}, get_language()
        self.time_zone = timezone.get_current_timezone_name()
        words = {
            "address": reverse("comments:write", args=[review.slug]),
            "queue": reverse("admin:comments_queue"),
            "reply": _("Reply"),
            "quote": _("Quote"),
            "like": _("Like"),
            "unlike": _("Unlike"),
            "edit": _("Edit"),
            "delete": _("Delete"),
            "report": _("Report"),
            "moderate": _("Moderate"),
        }
        self.words = {
            name: escape(word).replace("{", "{{").replace("}", "}}") for name, word in words.items()
        }

    def thread(self):
        """The roots with all under them; empty where there are none."""
        return self._branch(self.page.roots) if self.page.roots else ""

    def _branch(self, comments):
        kind = "replies" if comments[0].depth else "thread"
        rows = format_html_join(
            "", "<li>{}{}</li>\n", ((self.one(row), self._under(row)) for row in comments)
        )
        return format_html('<ol class="{} depth-{}">\n{}</ol>', kind, comments[0].depth, rows)

    def _under(self, comment):
        replies = self._branch(comment.children) if comment.children else ""
        rest = self.page.more_replies.get(comment.seq)
        return replies + self._more_replies(comment, rest) if rest else replies

    def _more_replies(self, comment, rest):
        label, whose = _("More replies"), comment.name
        if rest.number:
            label = _("More replies (%(number)d)") % {"number": rest.number}
        if comment.is_tombstone:
            whose = _("comment %(number)d") % {"number": comment.seq}
        return format_html(MORE_REPLIES, self.address, rest.query, comment.seq, label, whose, label)

    def one(self, comment):
        """A comment, or the tombstone in its place."""
        if comment.is_tombstone:
            return format_html(TOMBSTONE, comment.seq, tombstone_text(comment))
        frame = self._frame(self._links(comment))
        facts = (
            frame,
            self.language,
            self.time_zone,
            *(getattr(comment, name, None) for name in FACTS),
        )
        html = RENDERED.get(facts)
        if html is None:
            html = self._render(comment, frame)
            RENDERED.put(facts, html)
        return html

    def _render(self, comment, frame):
        posted = timezone.localtime(comment.posted_at)
        return format_html(
            frame,
            pk=comment.pk,
            seq=comment.seq,
            critic=" critic" if comment.critic_id else "",
            name=comment.name,
            avatar=_avatar(comment.name),
            signed=_signed(comment),
            badges=_badges(comment),
            stamp=f"{posted:%Y-%m-%dT%H:%M:%S%z}",
            shown=f"{_day(posted.date(), self.language)}, {posted:%H:%M}",
            notes=_notes(comment),
            language=comment.language_attributes,
            body=_telling_of(comment.films_told, wrap_spoiler(_body(comment), comment.is_spoiler)),
            likes=_likes(comment),
        )

    def _links(self, comment):
        """Which links stand under a comment: what the reader may do with it."""
        answers = ("reply", "quote") if self.is_open else ()
        more = ("moderate",) if comment.is_to_moderate else ()
        if self.visitor is None or not self.visitor.wrote(comment):
            return (*answers, "unlike" if comment.is_liked else "like", "report", *more)
        return (*answers, *(["edit"] if comment.is_editable else []), "delete", *more)

    def _frame(self, links):
        """The form of a comment with these links, its fixed words set in once."""
        if links not in self.frames:
            frame = COMMENT % "".join(LINKS[name] for name in links)
            self.frames[links] = frame.format(**self.words)
        return self.frames[links]


def tombstone_text(comment):
    """When and why a comment went; nothing of who wrote it."""
    date = _day(timezone.localtime(comment.unpublished_at).date(), get_language())
    if comment.is_withdrawn:
        return _("Deleted by its author on %(date)s.") % {"date": date}
    if not comment.reason:
        return _("This comment was removed on %(date)s.") % {"date": date}
    said = _("A moderator removed this comment on %(date)s.") % {"date": date}
    return f"{said} " + _("Reason: %(reason)s") % {"reason": comment.reason}


def _body(comment):
    html, links = clean_safe(comment.html, rendering.cleaner), dict(comment.links)
    if links:
        spans = [(start, end, links[key]) for start, end, key in spans_of(html, links)]
        html = add_links(html, spans)
    return with_summaries(html)


def with_summaries(html):
    """Words on closed passages that say what a press does, also once they are open."""
    return with_own(html, _PRINTED_SUMMARY, lambda _found: summary(_("Spoiler.")))


def _telling_of(films, html):
    """Closed passages with the films that they name, beside those of the review."""
    if not films:
        return html
    opening = format_html('<details class="spoiler" data-named="{}">', " ".join(map(str, films)))
    return with_own(html, _OPENING, lambda _found: opening)


def _signed(comment):
    if not comment.safe_website:
        return comment.name
    return format_html(
        '<a href="{}" rel="nofollow ugc noopener">{}</a>', comment.safe_website, comment.name
    )


def _badges(comment):
    said = [("badge", _("Author"))] if comment.critic_id else []
    said += [("badge", _("name verified"))] if comment.verified else []
    said += [("badge", _("Editors’ pick"))] if comment.featured_at else []
    return _spans(said)


def _notes(comment):
    said = [("edited", _("edited"))] if comment.edited_at else []
    answered = getattr(comment, "answers", "")
    said += [("answers", _("in reply to %(name)s") % {"name": answered})] if answered else []
    return _spans(said)


def _likes(comment):
    phrase = likes_phrase(comment)
    return _spans([("likes", phrase)] if phrase else [])


def _spans(said):
    return format_html_join("", '<span class="{}">{}</span>', said) if said else ""


def wrap_spoiler(html, is_spoiler):
    """A printed text, closed until opened where it tells the ending."""
    words = summary(_("Spoiler."), _("Show comment"), _("Hide comment"))
    return format_html(CLOSED, words, html) if is_spoiler else html
