"""A letter is a function here and two templates in `emails/`: what is told, or nothing where it is
told too late.
"""

import unicodedata
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.models import Address, Comment, ModerationLog
from comments.notify.recipients import wanted_by
from core.text import truncate

from . import links

MAX_SUBJECT = 120
MAX_IN_DIGEST = 50
# It answers what was done in the name of an account, so it comes to who ended all letters as well.
ANYWAY = {
    "account",
    "confirm",
    "data",
}  # what somebody asks for comes also to who ended all letters


@dataclass
class Words:
    """What a letter says: its subject, the list that its reader can leave, and what its templates
    need.
    """

    subject: str
    leave: str
    context: dict = field(default_factory=dict)


def compose(letter):
    """The mail to hand to a server, or None where nobody is to get it any more."""
    address = Address.objects.at(letter.to)
    wanted = (
        letter.kind not in address.refuses if letter.kind in ANYWAY else address.wants(letter.kind)
    )
    words = KINDS[letter.kind](letter, address) if wanted else None
    if words is None:
        return None
    leave = links.unsubscribe(address, words.leave)
    context = words.context | {
        "subject": one_line(words.subject),
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "language_code": settings.LANGUAGE_CODE,
        "leave": leave,
        "preferences": links.preferences(address) if address.confirmed_at else "",
    }
    mail = EmailMultiAlternatives(
        context["subject"],
        render_to_string(f"emails/{letter.kind}.txt", context),
        to=[letter.to],
        headers={
            "Message-ID": letter.message_id,
            "List-Unsubscribe": f"<{leave}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",  # RFC 8058
            "Auto-Submitted": "auto-generated",  # RFC 3834: no holiday note answers it
        },
    )
    mail.attach_alternative(render_to_string(f"emails/{letter.kind}.html", context), "text/html")
    return mail


def one_line(text):
    """Words for a header: one line without anything that cannot be seen."""
    shown = (
        " " if sign.isspace() or unicodedata.category(sign)[0] in "CZ" else sign
        for sign in str(text)
    )
    return truncate(" ".join("".join(shown).split()), MAX_SUBJECT)


def confirm(letter, address):
    """To an address that somebody typed, which need not be theirs: what it would publish or follow.

    What they typed is quoted without its links, so that nobody can advertise to strangers through
    the form.
    """
    texts = list(Comment.objects.unconfirmed_from(address.email))
    wishes = list(address.subscriptions.waiting().select_related("discussion__review"))
    if address.confirmed_at and not texts and not wishes:
        return None
    subject = _("Confirm your e-mail address for %(site)s") % {"site": settings.SITE_NAME}
    if texts:
        subject = _("Publish your comment on “%(headline)s”") % {
            "headline": texts[0].discussion.review.headline
        }
    elif wishes and wishes[0].discussion:
        subject = _("Confirm that you follow “%(headline)s”") % {
            "headline": wishes[0].discussion.review.headline
        }
    context = {
        "texts": texts,
        "wishes": wishes,
        "confirm": links.confirm(address),
        "days": links.CONFIRM_WITHIN.days,
    }
    return Words(subject, "confirm", context)


def reply(letter, address):
    """To who wrote a comment: somebody answered it."""
    return _of_comment(letter, address, _("%(name)s replied to you on “%(headline)s”"), "replies")


def comment(letter, address):
    """To who follows a thread: somebody wrote in it."""
    leave = f"thread-{letter.comment.discussion_id}"
    return _of_comment(letter, address, _("%(name)s commented on “%(headline)s”"), leave)


def _of_comment(letter, address, subject, leave):
    if not wanted_by(address, [letter.comment]):
        return None
    told = letter.comment
    headline = told.discussion.review.headline
    subject = subject % {"name": truncate(told.name, 30), "headline": headline}
    return Words(subject, leave, {"comment": told, "headline": headline})


def digest(letter, address):
    """To who wants one letter a day: what was written since the last."""
    keys = letter.context.get("comments", [])
    news = Comment.objects.filter(pk__in=keys).select_related("discussion__review", "parent")
    told = wanted_by(address, news.order_by("discussion", "pk"))
    if not told:
        return None
    shown = told[:MAX_IN_DIGEST]
    threads = [
        (review, list(rows))
        for review, rows in groupby(shown, key=lambda row: row.discussion.review)
    ]
    subject = ngettext(
        "%(site)s: %(number)d new comment", "%(site)s: %(number)d new comments", len(told)
    )
    subject = subject % {"site": settings.SITE_NAME, "number": len(told)}
    return Words(subject, "digest", {"threads": threads, "more": len(told) - len(shown)})


def decision(letter, address):
    """To a writer: what a moderator decided about their text, why, and how to appeal; unless it no
    longer stands.
    """
    known = ModerationLog.objects.filter(discussion__review__isnull=False).select_related(
        "discussion__review"
    )
    taken = known.filter(pk=letter.context.get("decision")).first()
    if (
        taken is None
        or taken.is_superseded
        or not Address.objects.welcomes(address.email, "decision")
    ):
        return None
    review = taken.discussion.review
    subject = _("Your comment on “%(headline)s”") % {"headline": review.headline}
    return Words(
        subject,
        "decision",
        {"decision": taken, "review": review, "appeal": letter.context.get("appeal")},
    )


def queue(letter, address):
    """To a moderator: how many texts wait."""
    waiting = Comment.objects.pending().count()
    if not waiting:
        return None
    subject = ngettext(
        "%(site)s: %(number)d comment awaiting moderation",
        "%(site)s: %(number)d comments awaiting moderation",
        waiting,
    )
    subject = subject % {"site": settings.SITE_NAME, "number": waiting}
    return Words(subject, "queue", {"waiting": waiting, "queue": reverse("admin:comments_queue")})


def data(letter, address):
    """To who asked what was written under this address: the link to it."""
    from comments.privacy import links as privacy  # which asks the links of this package

    subject = _("Your data on %(site)s") % {"site": settings.SITE_NAME}
    return Words(subject, "data", {"data": privacy.link_to(address), "days": privacy.WITHIN.days})


def account(letter, address):
    """To who has or makes an account: a code, or what changed. A code that comes too late is not
    sent.
    """
    until = letter.context["until"]
    if until and datetime.fromisoformat(until) < timezone.now():
        return None
    return Words(letter.context["subject"], "all", {"text": letter.context["text"]})


KINDS = {
    function.__name__: function
    for function in (confirm, reply, comment, digest, decision, queue, data, account)
}
