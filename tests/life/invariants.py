"""What is true of a thread after every step, and what its page and its feed say to a stranger."""

import re

from django.db.models import Count
from django.test import Client
from django.urls import reverse

from comments import thread
from comments.models import Ban, Comment, Discussion, ModerationLog, Report
from comments.models.comment_queryset import DIGITS
from tests.comments.builders import walk


def agree(machine):
    """The site says of this thread what the model says."""
    discussion, life = Discussion.objects.get(pk=machine.discussion.pk), machine.life
    assert (discussion.state == "open") == life.is_open
    the_tree_agrees(discussion, life)
    the_texts_agree(discussion, life)
    the_pages_agree(discussion, life, next(machine.turns))  # one order after each step
    reports = Report.objects.actionable().filter(comment__discussion=discussion)
    assert set(reports.values_list("comment__seq", "reporter_key")) == {
        (one.seq, who) for one in life.placed if one.is_approved for who in one.open_reports()
    }
    bans = Ban.objects.in_force().filter(comment__discussion=discussion)
    assert sorted(bans.values_list("comment", flat=True)) == sorted(
        ban.text.key for ban in life.bans
    )
    log = ModerationLog.objects.filter(discussion=discussion).order_by("pk")
    assert list(log.values_list("action", "comment")) == [
        (action, text and text.key) for action, text in life.log
    ]


def the_tree_agrees(discussion, life):
    """Numbers, order, depths, paths, places on the page, likes and counts."""
    facts = ["seq", "parent__seq", "depth", "is_shown", "member_likes", "guest_likes"]
    placed = Comment.objects.filter(discussion=discussion, seq__isnull=False)
    rows = list(placed.order_by("path").values_list(*facts, "path"))
    in_order = [one for root in life.placed if not root.parent for one in root.walk()]
    assert [row[:-1] for row in rows] == [
        (one.seq, one.parent and one.parent.seq, one.depth, one.is_shown, *likes_of(one))
        for one in in_order
    ]
    assert all(len(path) == (depth + 1) * DIGITS for _seq, _parent, depth, *_others, path in rows)
    assert discussion.last_seq == len(life.placed)
    assert discussion.visible_count == sum(one.is_approved for one in life.placed)


def likes_of(text):
    """(of members, of guests)"""
    by_members = sum(who.startswith("member") for who in text.likers)
    return by_members, len(text.likers) - by_members


def the_texts_agree(discussion, life):
    """What became of each text, what it says now, and how many earlier words of it are kept."""
    rows = Comment.objects.filter(discussion=discussion).annotate(kept=Count("revisions"))
    assert list(rows.order_by("pk").values_list("pk", "status", "body", "version", "kept")) == [
        (text.key, text.status, text.words, text.version, 0 if text.is_erased else text.version - 1)
        for text in life.texts
    ]


def the_pages_agree(discussion, life, order):
    """In this order, and no comment more or less."""
    roots = [one for one in life.placed if one.is_shown and not one.parent]
    page = thread.get_page(discussion, thread.Cursor(order))
    expected = [one.seq for one in sorted(roots, key=ORDERS[order])]
    assert [root.seq for root in page.roots] == expected[: thread.ROOTS]
    if len(roots) <= thread.ROOTS:
        shown = sorted(row.seq for root in page.roots for row in walk(root))
        assert shown == [one.seq for one in life.placed if one.is_shown]


ORDERS = {
    "oldest": lambda one: one.seq,
    "newest": lambda one: -one.seq,
    # Guests order what members leave equal; nine of them count, and no more.
    "best": lambda one: (-likes_of(one)[0], -min(likes_of(one)[1], 9), one.seq),
}


def a_stranger_sees_what_is_shown(machine):
    """On the review's page and in the thread's feed: what is approved, and no word of anything
    else.
    """
    life, review = machine.life, machine.review
    page = Client().get(review.get_absolute_url()).content.decode()
    feed = Client().get(reverse("comments:feed", args=[review.slug])).content.decode()
    shown = [one.words for one in life.placed if one.is_approved]
    roots = [one for one in life.placed if one.is_shown and not one.parent]
    if len(roots) <= thread.ROOTS:
        assert sorted(map(int, re.findall(r' id="comment-(\d+)"', page))) == [
            one.seq for one in life.placed if one.is_shown
        ]
        assert set(WORDS.findall(page)) == set(WORDS.findall(" ".join(shown)))
    assert set(WORDS.findall(feed)) <= set(WORDS.findall(" ".join(shown)))


WORDS = re.compile(r"thought-\d+")


def nothing_out_of_sync():
    """Kept counts are those of a recount, and the log of decisions is whole."""
    assert Discussion.objects.out_of_sync() == []
