"""What e-mails about comments say: a function here and two templates in `emails/` for each kind."""

from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.models import Comment, ModerationLog, Subscription
from comments.notify import wanted_by
from comments.privacy import links as data_links
from core.text import truncate
from mail import builders, links
from mail.builders import Content
from mail.models import Recipient
from site_settings.current import current

MAX_IN_DIGEST = 50


@builders.register("confirm", transactional=True)
def build_confirm(email, recipient):
    """To an address that somebody typed, which need not be theirs: what it would publish or follow.

    What they typed is quoted without its links, so that nobody can advertise to strangers through
    the form.
    """
    comments = list(Comment.objects.unconfirmed_from(recipient.email))
    subscriptions = list(recipient.subscriptions.waiting().select_related("discussion__review"))
    if recipient.confirmed_at and not comments and not subscriptions:
        return None
    context = {
        "comments": comments,
        "subscriptions": subscriptions,
        "confirm": links.confirm_url(recipient),
        "days": links.CONFIRM_WITHIN.days,
    }
    return Content(_confirm_subject(comments, subscriptions), "confirm", context)


def _confirm_subject(comments, subscriptions):
    if comments:
        headline = comments[0].discussion.review.headline
        return _("Publish your comment on “%(headline)s”") % {"headline": headline}
    if subscriptions and subscriptions[0].discussion:
        headline = subscriptions[0].discussion.review.headline
        return _("Confirm that you follow “%(headline)s”") % {"headline": headline}
    return _("Confirm your e-mail address for %(site)s") % {"site": current().name}


@builders.register("reply")
@builders.register("comment")
def build_comment(email, recipient):
    """To the author of a comment that got a reply, or to who follows a discussion."""
    rows = Comment.objects.filter(pk=email.context["comment"])
    wanted = wanted_by(recipient, rows.select_related("discussion__review", "parent"))
    if not wanted:
        return None
    (comment,) = wanted
    subject, followed = _("%(name)s replied to you on “%(headline)s”"), None
    if email.kind == "comment":
        subject, followed = _("%(name)s commented on “%(headline)s”"), comment.discussion
    review = comment.discussion.review
    subject = subject % {"name": truncate(comment.name, 30), "headline": review.headline}
    list_name = Subscription(discussion=followed).list_name
    return Content(subject, list_name, {"comment": comment, "review": review})


@builders.register("digest")
def build_digest(email, recipient):
    """To who wants one e-mail a day: what was written since the last."""
    keys = email.context.get("comments", [])
    rows = Comment.objects.filter(pk__in=keys).select_related("discussion__review", "parent")
    told = wanted_by(recipient, rows.order_by("discussion", "pk"))
    if not told:
        return None
    shown = told[:MAX_IN_DIGEST]
    threads = [
        (review, list(rows))
        for review, rows in groupby(shown, key=lambda row: row.discussion.review)
    ]
    subject = ngettext(
        "%(site)s: %(number)d new comment", "%(site)s: %(number)d new comments", len(told)
    ) % {"site": current().name, "number": len(told)}
    return Content(subject, "digest", {"threads": threads, "more": len(told) - len(shown)})


@builders.register("decision")
def build_decision(email, recipient):
    """To an author: what a moderator decided, why, and how to appeal, while it stands."""
    rows = ModerationLog.objects.filter(discussion__review__isnull=False)
    rows = rows.select_related("discussion__review")
    decision = rows.filter(pk=email.context.get("decision")).first()
    accepts = Recipient.objects.accepts(recipient.email, "decision")
    if decision is None or decision.is_superseded or not accepts:
        return None
    review = decision.discussion.review
    subject = _("Your comment on “%(headline)s”") % {"headline": review.headline}
    context = {"decision": decision, "review": review, "appeal": email.context.get("appeal")}
    return Content(subject, "decision", context)


@builders.register("queue")
def build_queue(email, recipient):
    """To a moderator: how many comments wait."""
    waiting = Comment.objects.pending().count()
    if not waiting:
        return None
    subject = ngettext(
        "%(site)s: %(number)d comment awaiting moderation",
        "%(site)s: %(number)d comments awaiting moderation",
        waiting,
    ) % {"site": current().name, "number": waiting}
    return Content(subject, "queue", {"waiting": waiting, "queue": reverse("admin:comments_queue")})


@builders.register("data", transactional=True)
def build_data(email, recipient):
    """To who asked what was written under this address: the link to it."""
    subject = _("Your data on %(site)s") % {"site": current().name}
    context = {"data": data_links.link_to(recipient), "days": data_links.WITHIN.days}
    return Content(subject, "data", context)


@builders.register_list("thread")
def unfollow_thread(recipient, discussion):
    recipient.subscriptions.filter(discussion=discussion).delete()


@builders.register_list("replies")
def unfollow_replies(recipient, _which):
    recipient.subscriptions.to_replies().delete()


@builders.register_list("digest")
def end_digest(recipient, _which):
    recipient.subscriptions.daily().delete()
