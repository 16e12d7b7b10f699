"""The life of a thread in any order, against a plain model: counts, paths and visibility always agree."""

import os

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from comments import thread
from comments.models import AlreadyDecided, Comment, Decision, Discussion
from comments.models.comment import DIGITS, MAX_DEPTH
from tests.builders import a_user

from .builders import a_review_with, a_submission

pytestmark = pytest.mark.django_db

pick = st.integers(min_value=0, max_value=30)

EXAMPLES = 40 if os.environ.get("CI") else 12  # a minute more is well spent where nobody waits


def newest(rows, number):
    """The row so many places before the newest, which simple examples take first."""
    return rows[-1 - number % len(rows)]


class PlainComment:
    """A comment as the model knows it: its number, whom it answers, whether it was taken off."""

    def __init__(self, seq, parent):
        self.seq, self.parent, self.replies, self.approved = seq, parent, [], True
        self.withdrawn, self.hands, self.versions = False, set(), 0
        self.depth = min(parent.depth + 1, MAX_DEPTH) if parent else 0
        if parent:
            parent.replies.append(self)

    @property
    def shown(self):
        return self.approved or any(reply.shown for reply in self.replies)

    @property
    def state(self):
        return "approved" if self.approved else "tombstone" if self.shown else "removed"

    def walk(self):
        """Reading order; what is too deep stands beside what it answers, by number."""
        yield self
        nested = self.replies if self.depth < MAX_DEPTH - 1 else sorted(self.all_below(), key=lambda one: one.seq)
        for reply in nested:
            yield from reply.walk() if self.depth < MAX_DEPTH - 1 else [reply]

    def all_below(self):
        for reply in self.replies:
            yield reply
            yield from reply.all_below()


class ThreadLife(RuleBasedStateMachine):
    """Everything that may happen to a thread."""

    @initialize()
    def begin(self):
        self.review = a_review_with()
        self.discussion = Discussion.objects.begin(self.review)
        self.comments, self.texts, self.decisions, self.is_open = [], [], 0, True
        self.members = [a_user(f"member{number}-{self.review.pk}") for number in range(3)]

    def row(self, comment):
        return Comment.objects.get(discussion=self.discussion, seq=comment.seq)

    def attempt(self, allowed, act):
        """Do it where the model allows it; elsewhere it must be refused."""
        if allowed:
            act()
            self.decisions += 1
        else:
            with pytest.raises(AlreadyDecided):
                act()
        return allowed

    @rule(at=pick, reply=st.booleans())
    def send(self, at, reply):
        parent = newest(self.comments, at) if reply and self.comments else None
        sent = a_submission(self.review, parent=parent and self.row(parent))
        self.texts.append({"row": sent, "status": "pending", "parent": parent, "comment": None})

    @rule(at=pick)
    def send_a_chain(self, at):
        parent = newest(self.comments, at) if self.comments else None
        for _ in range(5):
            sent = a_submission(self.review, parent=parent and self.row(parent))
            self.texts.append({"row": sent, "status": "pending", "parent": parent, "comment": None})
            self.accept(0)
            parent = self.comments[-1]

    @precondition(lambda self: self.texts)
    @rule(at=pick)
    def accept(self, at):
        text = newest(self.texts, at)
        gone = text["comment"] and text["comment"].withdrawn
        if self.attempt(text["status"] == "pending" and not gone, text["row"].accept):
            text["status"] = "accepted"
            if text["comment"]:
                text["comment"].approved = True
            else:
                text["comment"] = PlainComment(len(self.comments) + 1, text["parent"])
                self.comments.append(text["comment"])

    @precondition(lambda self: self.texts)
    @rule(at=pick, spam=st.booleans())
    def refuse(self, at, spam):
        text = newest(self.texts, at)
        act = (lambda: text["row"].mark_spam(None)) if spam else (lambda: text["row"].reject(None, "Rude."))
        if self.attempt(text["status"] == "pending", act):
            text["status"] = "spam" if spam else "rejected"

    @precondition(lambda self: self.texts)
    @rule(at=pick)
    def undo(self, at):
        text = newest(self.texts, at)
        if self.attempt(text["status"] != "pending", lambda: text["row"].undo(None)):
            if text["status"] == "accepted":
                text["comment"].approved = False
            text["status"] = "pending"

    @precondition(lambda self: self.comments)
    @rule(at=pick)
    def remove(self, at):
        comment = newest(self.comments, at)
        row = self.row(comment)
        if self.attempt(comment.approved, lambda: row.remove(None, "Rude.")):
            comment.approved = False

    @precondition(lambda self: self.comments)
    @rule(at=pick)
    def remove_with_all_above(self, at):
        line, comment = [], newest(self.comments, at)
        while comment:
            line.append(comment.seq)
            comment = comment.parent
        for seq in reversed(line):
            self.remove(len(self.comments) - seq)

    @precondition(lambda self: self.comments)
    @rule(at=pick)
    def restore(self, at):
        comment = newest(self.comments, at)
        text = next(text for text in self.texts if text["comment"] is comment)
        row, gone = self.row(comment), comment.approved or comment.withdrawn
        if self.attempt(not gone and text["status"] == "accepted", lambda: row.restore(None)):
            comment.approved = True

    @precondition(lambda self: self.comments)
    @rule(at=pick, links=st.booleans())
    def edit(self, at, links):
        comment = newest(self.comments, at)
        text = next(text for text in self.texts if text["comment"] is comment)
        words = f"Other words, {comment.versions}, of {comment.seq}." + " https://a.example" * 3 * links
        if not comment.approved:
            with pytest.raises(AlreadyDecided):
                self.row(comment).edit(words)
            return
        held = self.row(comment).edit(words)
        assert held or not links
        comment.versions += 1
        if held:
            text["status"], comment.approved = "pending", False
            self.decisions += 1

    @precondition(lambda self: self.comments)
    @rule(at=pick)
    def delete_ones_own(self, at):
        comment = newest(self.comments, at)
        if comment.approved:
            self.row(comment).withdraw()
            comment.approved, comment.withdrawn = False, True
        else:
            with pytest.raises(AlreadyDecided):
                self.row(comment).withdraw()

    @precondition(lambda self: self.comments)
    @rule(at=pick, who=st.integers(min_value=0, max_value=5))
    def like(self, at, who):
        comment = newest(self.comments, at)
        by = self.members[who] if who < 3 else f"guest {who}"
        if not comment.approved:
            with pytest.raises(AlreadyDecided):
                self.row(comment).like(by)
            return
        assert self.row(comment).like(by) == (who not in comment.hands)
        comment.hands.add(who)

    @precondition(lambda self: self.comments)
    @rule(at=pick, who=st.integers(min_value=0, max_value=5))
    def unlike(self, at, who):
        comment = newest(self.comments, at)
        by = self.members[who] if who < 3 else f"guest {who}"
        assert self.row(comment).unlike(by) == (who in comment.hands)
        comment.hands.discard(who)

    @rule(close=st.booleans())
    def close_or_open(self, close):
        row = Discussion.objects.get(pk=self.discussion.pk)
        if self.attempt(self.is_open == close, lambda: (row.close if close else row.open)(None)):
            self.is_open = not close

    @invariant()
    def the_thread_is_as_the_model_says(self):
        rows = list(Comment.objects.filter(discussion=self.discussion).order_by("path"))
        in_order = [comment for root in self.comments if not root.parent for comment in root.walk()]
        assert [row.seq for row in rows] == [comment.seq for comment in in_order]
        assert [row.state for row in rows] == [comment.state for comment in in_order]
        assert [row.depth for row in rows] == [comment.depth for comment in in_order]
        assert all(len(row.path) == (row.depth + 1) * DIGITS for row in rows)
        keys = {row.seq: row.pk for row in rows}
        assert [row.parent_id for row in rows] == [one.parent and keys[one.parent.seq] for one in in_order]

    @invariant()
    def the_likes_are_as_the_model_says(self):
        rows = Comment.objects.filter(discussion=self.discussion).order_by("seq")
        assert [(row.member_likes, row.guest_likes) for row in rows] == [
            (sum(who < 3 for who in one.hands), sum(who >= 3 for who in one.hands)) for one in self.comments
        ]
        assert [row.submission.versions.count() for row in rows] == [one.versions for one in self.comments]
        assert Discussion.objects.drifted() == []

    @invariant()
    def the_pages_are_as_the_model_says(self):
        roots = [one for one in self.comments if one.shown and not one.parent]
        by_likes = sorted(roots, key=lambda one: (-sum(who < 3 for who in one.hands), one.seq))
        for order, expected in (("oldest", roots), ("newest", roots[::-1]), ("best", by_likes)):
            page = thread.read(self.discussion, thread.Place(order))
            assert [root.seq for root in page.roots] == [one.seq for one in expected][: thread.ROOTS]
            if len(roots) <= thread.ROOTS:
                shown = sorted(row.seq for root in page.roots for row in thread.walk(root))
                assert shown == [one.seq for one in self.comments if one.shown]

    @invariant()
    def the_counts_are_as_the_model_says(self):
        discussion = Discussion.objects.get(pk=self.discussion.pk)
        assert discussion.last_seq == len(self.comments)
        assert discussion.visible_count == sum(comment.approved for comment in self.comments)

    @invariant()
    def the_texts_and_decisions_are_as_the_model_says(self):
        assert [text["row"].__class__.objects.get(pk=text["row"].pk).status for text in self.texts] == [
            text["status"] for text in self.texts
        ]
        assert Decision.objects.filter(discussion=self.discussion).count() == self.decisions


def test_a_thread_agrees_with_a_plain_model():
    run_state_machine_as_test(
        ThreadLife,
        settings=settings(
            max_examples=EXAMPLES, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
