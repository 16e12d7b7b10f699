"""How a thread prints. A page has hundreds of comments, so functions make them, which cost a sixth of a template.

Every value passes `format_html`, which escapes; a reader's text passes the list of what may stand.
"""

from functools import lru_cache

from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from films.cards import pair_number
from reviews.markup import cleaned

from . import rendering
from .names import initials

MARK = '<span class="mark mark-pair-{}" aria-hidden="true">{}</span>'
COMMENT = """<article class="comment{critic}" id="comment-{seq}">
<header>{mark}<h3 class="name">{name}</h3>{badge}<a class="permalink" href="{address}{seq}/">{time}</a>{notes}</header>
{body}
<footer>{likes}{links}</footer>
</article>"""
TOMBSTONE = '<div class="comment tombstone" id="comment-{}"><p>{}</p></div>'
BODY = '<div class="body" dir="auto">{}</div>'
CLOSED = '<details class="spoiler"><summary>{}</summary>{}</details>'
ACT = '<button class="act" form="acts" formaction="{}{}/{}/" aria-label="{}: {}">{}</button>'
LINK = '<a class="{}" href="{}{}" rel="nofollow" aria-label="{}: {}">{}</a>'


@lru_cache(maxsize=1024)
def _mark(name):
    return format_html(MARK, pair_number(name), initials(name))


@lru_cache(maxsize=1024)
def _day(day, language):
    return date_format(day, "j F Y")


def time_html(moment):
    """A moment as the site prints it, with its machine form."""
    local = timezone.localtime(moment)
    shown = f"{_day(local.date(), get_language())}, {local:%H:%M}"
    return format_html('<time datetime="{}">{}</time>', f"{local:%Y-%m-%dT%H:%M:%S%z}", shown)


def likes_phrase(comment):
    """Who likes it, in words, guests apart from members; empty for nobody."""
    parts = []
    if number := comment.likes + comment.member_likes:
        parts.append(ngettext("Liked by %(number)d person", "Liked by %(number)d people", number) % {"number": number})
    if number := comment.guest_likes:
        parts.append(ngettext("%(number)d guest likes it", "%(number)d guests like it", number) % {"number": number})
    return " · ".join(parts)


class Printer:
    """Prints the comments of one page: `address` is that of the review's comments, `reader` one person or None."""

    def __init__(self, address, *, is_open, reader=None):
        self.address, self.is_open, self.reader = address, is_open, reader
        self.reply, self.quote, self.like, self.unlike = _("Reply"), _("Quote"), _("Like"), _("Unlike")
        self.edit, self.delete = _("Edit"), _("Delete")

    def branch(self, comments):
        """Comments of one depth with all under them, as a list."""
        kind = "replies" if comments[0].depth else "thread"
        rows = format_html_join("", "<li>{}{}</li>\n", ((self.one(row), self._under(row)) for row in comments))
        return format_html('<ol class="{} depth-{}">\n{}</ol>', kind, comments[0].depth, rows)

    def _under(self, comment):
        return self.branch(comment.children) if comment.children else ""

    def one(self, comment):
        """A comment, or the tombstone in its place."""
        if comment.is_tombstone:
            return format_html(TOMBSTONE, comment.seq, tombstone_words(comment))
        return format_html(
            COMMENT,
            critic=" critic" if comment.critic_id else "",
            seq=comment.seq,
            mark=_mark(comment.name),
            name=_signed(comment),
            badge=_badges(comment),
            address=self.address,
            time=time_html(comment.posted_at),
            notes=_notes(comment),
            body=_body(comment),
            likes=format_html('<span class="likes">{}</span>', likes_phrase(comment)),
            links=self._links(comment),
        )

    def _links(self, comment):
        is_own = self.reader is not None and self.reader.wrote(comment)
        links = self._answers(comment) if self.is_open else []
        if not is_own:
            verb, label = ("unlike", self.unlike) if comment.is_liked else ("like", self.like)
            links.append(format_html(ACT, self.address, comment.seq, verb, label, comment.name, label))
        elif comment.is_editable:
            links.append(self._link("edit", f"{comment.seq}/edit/", self.edit, comment))
        if is_own:
            links.append(self._link("delete", f"{comment.seq}/delete/", self.delete, comment))
        return format_html_join("", "{}", ((link,) for link in links))

    def _answers(self, comment):
        return [
            self._link("reply", f"?reply={comment.seq}", self.reply, comment),
            self._link("quote", f"?reply={comment.seq}&quote=1", self.quote, comment),
        ]

    def _link(self, kind, path, label, comment):
        return format_html(LINK, kind, self.address, path, label, comment.name, label)


def tombstone_words(comment):
    """When and why a comment went; nothing of who wrote it."""
    date = _day(timezone.localtime(comment.removed_at).date(), get_language())
    if comment.is_withdrawn:
        return _("Its writer deleted this comment on %(date)s.") % {"date": date}
    if not comment.removal_reason:
        return _("This comment was taken off the page on %(date)s.") % {"date": date}
    said = _("A moderator removed this comment on %(date)s.") % {"date": date}
    return f"{said} " + _("Reason: %(reason)s") % {"reason": comment.removal_reason}


def _signed(comment):
    if not comment.safe_website:
        return comment.name
    return format_html('<a href="{}" rel="nofollow ugc noopener">{}</a>', comment.safe_website, comment.name)


def _badges(comment):
    said = [_("wrote this review")] if comment.critic_id else []
    said += [_("name verified")] if comment.verified else []
    return format_html_join("", '<span class="badge">{}</span>', ((words,) for words in said))


def _notes(comment):
    notes = []
    if comment.edited_at:
        notes.append(("edited", _("edited")))
    if getattr(comment, "answers", ""):
        notes.append(("answers", _("in answer to %(name)s") % {"name": comment.answers}))
    return format_html_join("", '<span class="{}">{}</span>', notes)


def _body(comment):
    return format_html(BODY, closed(cleaned(comment.html, rendering.cleaner), comment.tells_ending))


def closed(html, tells_ending):
    """A printed text, closed until opened where it tells the ending."""
    return format_html(CLOSED, _("This comment tells the ending. Show it"), html) if tells_ending else html
