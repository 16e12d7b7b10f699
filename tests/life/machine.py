"""The site and the plain model, led through the same life of one thread, in any order."""

from datetime import timedelta
from functools import partial
from itertools import count, cycle

import pytest
from comments.queue.acts import Order
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from comments.actions import ban as bans
from comments.actions import edit as edits
from comments.actions import like as likes
from comments.actions import moderate
from comments.letters import links
from comments.models import Address, AlreadyDecided, Ban, Comment, Discussion, Report
from comments.queue import undoing
from tests.builders import a_user
from tests.comments.builders import a_moderator, a_pending_comment, a_review_with, words
from tests.letters.builders import path_of

from . import invariants
from .model import Refused, Thread
from .rows import Text

pick = st.sampled_from(
    [0, 0, 0, 0, 1, 1, 1, 2, 3, 5, 8, 13]
)  # mostly the newest, so that much happens to few
MEMBER, KNOWN, STRANGER = HANDS = ("Remy Adler", "Tom Grump", "Nina Rost")
LIKERS = ("member 0", "member 1", "member 2", "guest 3", "guest 4", "guest 5")
REPORTERS = ("reader 0", "reader 1", "reader 2")
has_texts = precondition(lambda self: self.life.texts)
has_comments = precondition(lambda self: self.life.comments)
_number = count(1)


def newest(rows, number):
    """The row so many places before the newest, which simple examples take first."""
    return rows[-1 - number % len(rows)]


class ThreadLife(RuleBasedStateMachine):
    """Three hands write: a member, a guest whose browser is known, and a guest who confirms each
    text.
    """

    @initialize()
    def begin(self):
        self.life, self.acts, self.turns = Thread(), [], cycle(invariants.ORDERS)
        self.review = a_review_with(confirm_guests=True)
        self.discussion = Discussion.objects.get_or_create_for(self.review)
        key = self.review.pk
        self.mona = a_moderator(f"mona-{key}")
        self.members = {who: a_user(f"{who}-{key}") for who in LIKERS[:3]}
        self.emails = {hand: f"{hand.split()[0].lower()}-{key}@readers.example" for hand in HANDS}
        self.browsers = {hand: Client() for hand in HANDS}
        self.browsers[MEMBER].force_login(
            a_user(f"remy-{key}", first_name="Remy", last_name="Adler")
        )
        self.browsers[KNOWN].post(path_of(links.confirm(Address.objects.at(self.emails[KNOWN]))))

    @invariant()
    def the_site_agrees_with_the_model(self):
        invariants.agree(self)

    def both(self, plain, real):
        """Do it in the model and in the site; where the model refuses, the site must too. Gives
        what both gave.
        """
        try:
            expected = plain()
        except Refused:
            with pytest.raises(AlreadyDecided):
                real()
            return None, None
        return expected, real()

    def text(self, at):
        text = newest(self.life.texts, at)
        return text, Comment.objects.select_related("discussion").get(pk=text.key)

    def comment(self, at):
        comment = newest(self.life.comments, at)
        return comment, self.row_of(comment)

    def row_of(self, comment):
        return Comment.objects.select_related("discussion").get(
            discussion=self.discussion, seq=comment.seq
        )

    def some_words(self, has_links):
        return f"thought-{next(_number)}" + " https://a.example" * 3 * has_links

    # Its writers

    @rule(hand=st.sampled_from(HANDS), at=pick, is_reply=st.booleans(), has_links=st.booleans())
    def send(self, hand, at, is_reply, has_links):
        parent = newest(self.life.comments, at) if is_reply and self.life.comments else None
        self.post(hand, parent, has_links)

    def post(self, hand, parent, has_links=False):
        """Send the form as a browser does; gives what the model made of the text, or None where it
        was refused.
        """
        body = self.some_words(has_links)
        fields = words(body, hand, self.emails[hand], parent=parent.seq if parent else "")
        answer = self.browsers[hand].post(
            reverse("comments:write", args=[self.review.slug]), fields
        )
        if not self.life.is_open:
            assert answer.status_code == 403
            return None
        if parent and not parent.approved:
            assert answer.status_code == 422
            return None
        sent = Comment.objects.filter(discussion=self.discussion).latest("pk")
        text = Text(sent.pk, hand, body, has_links, parent)
        self.life.send(text, sure=hand != STRANGER)
        assert answer.status_code == (403 if text.status == "rejected" else 303)
        return text

    @rule(at=pick)
    def send_a_chain(self, at):
        """Each answers the one before; put there by the verbs, as an import does."""
        parent = newest(self.life.comments, at) if self.life.comments else None
        for _ in range(6):
            body = self.some_words(has_links=False)
            row = a_pending_comment(
                self.review,
                STRANGER,
                body,
                parent and self.row_of(parent),
                email=self.emails[STRANGER],
            )
            text = Text(row.pk, STRANGER, body, parent=parent, status="pending")
            self.life.send(text, sure=False)
            self.both(partial(self.life.accept, text), row.accept)
            parent = text.comment

    @has_texts
    @rule(at=pick)
    def confirm(self, at):
        text, row = self.text(at)
        self.both(lambda: self.life.confirm(text), row.confirmed)

    @has_texts
    @rule(at=pick, has_links=st.booleans())
    def edit(self, at, has_links):
        text, row = self.text(at)
        body, on_page = self.some_words(has_links), text.is_shown
        if text.comment and not on_page:
            with pytest.raises(AlreadyDecided):
                edits.edit(self.row_of(text.comment), body)
        real = self.row_of(text.comment).edit if on_page else row.edit
        self.both(lambda: self.life.edit(text, body, has_links=has_links), lambda: real(body))

    @has_texts
    @rule(at=pick)
    def delete_ones_own(self, at):
        text, row = self.text(at)
        real = self.row_of(text.comment).withdraw if text.is_shown else row.withdraw
        self.both(lambda: edits.withdraw(self.life, text), real)

    # Readers

    @rule()
    def read(self):
        invariants.a_stranger_sees_what_is_shown(self)
        invariants.nothing_out_of_sync()

    @has_comments
    @rule(at=pick, who=st.sampled_from(LIKERS))
    def like(self, at, who):
        comment, row = self.comment(at)
        is_new = who not in comment.hands
        _done, said = self.both(
            lambda: self.life.like(comment, who),
            lambda: likes.like(row, self.members.get(who, who)),
        )
        assert said is None or said == is_new

    @has_comments
    @rule(at=pick, who=st.sampled_from(LIKERS))
    def unlike(self, at, who):
        comment, row = self.comment(at)
        assert likes.unlike(row, self.members.get(who, who)) == (who in comment.hands)
        comment.hands.discard(who)

    @has_comments
    @rule(at=pick, who=st.sampled_from(REPORTERS))
    def report(self, at, who):
        comment, row = self.comment(at)
        if comment.approved:
            self.life.report(comment, who)
            Report.objects.get_or_create(comment=row, hand=who, defaults={"why": "insult"})

    # Moderators in the queue

    def act(self, name, at, on_page=False):
        """What the queue's buttons do, decided on the version that the model knows."""
        text, row = self.text(at)
        on_page = on_page and text.comment is not None
        row = self.row_of(text.comment) if on_page else row
        until = timezone.now() + timedelta(days=1)
        order = Order(self.mona, "Rude.", until, seen=text.version)
        done, made = self.both(
            lambda: self.life.act(name, text, on_page), lambda: undoing.do(name, row, order)
        )
        if done:
            self.acts.append((done, row, *made))

    @has_texts
    @rule(at=pick, on_page=st.booleans())
    def accept_or_keep(self, at, on_page):
        self.act("accept", at, on_page)

    @has_texts
    @rule(at=pick, on_page=st.booleans())
    def reject_or_remove(self, at, on_page):
        self.act("reject", at, on_page)

    @has_texts
    @rule(at=pick, on_page=st.booleans())
    def mark_spam(self, at, on_page):
        self.act("spam", at, on_page)

    @has_texts
    @rule(at=pick, on_page=st.booleans())
    def erase(self, at, on_page):
        self.act("erase", at, on_page)

    @has_texts
    @rule(at=pick, on_page=st.booleans())
    def ban(self, at, on_page):
        self.act("ban", at, on_page)

    @has_texts
    @rule(at=pick)
    def trust(self, at):
        self.act("trust", at)

    @has_texts
    @rule(at=pick)
    def close(self, at):
        self.act("close", at)

    @precondition(lambda self: self.life.texts and not self.life.is_open)
    @rule(at=pick)
    def open(self, at):
        self.act("open", at)

    @has_comments
    @rule(at=pick)
    def feature(self, at):
        comment = newest(self.life.comments, at)
        self.act(
            "feature", len(self.life.texts) - 1 - self.life.texts.index(comment.text), on_page=True
        )

    @precondition(lambda self: self.acts)
    @rule(places=st.permutations(range(3)))
    def undo(self, places):
        """The last acts, in any order: what a later decision overtook stays."""
        for place in places:
            done, row, note, made = newest(self.acts, place)
            row = type(row).objects.select_related("discussion").get(pk=row.pk)
            if done.name != "erase":
                real = partial(undoing.take_back, done.name, row, self.mona, note, made)
                self.both(partial(self.life.take_back, done), real)

    @has_texts
    @rule(at=pick)
    def decide_on_words_of_before(self, at):
        text, row = self.text(at)
        with pytest.raises(AlreadyDecided):
            undoing.do("accept", row, Order(self.mona, seen=text.version + 1))

    # Moderators in the lists

    @has_texts
    @rule(at=pick)
    def put_back(self, at):
        text, row = self.text(at)
        self.both(
            lambda: self.life.put_back(text), lambda: moderate.return_to_queue(row, self.mona)
        )

    @has_comments
    @rule(at=pick)
    def restore(self, at):
        comment, row = self.comment(at)
        self.both(
            lambda: moderate.restore(self.life, comment.text),
            lambda: moderate.restore(row, self.mona),
        )

    @has_comments
    @rule(at=pick)
    def remove_with_all_above(self, at):
        comment = newest(self.life.comments, at)
        while comment:
            text, row = comment.text, self.row_of(comment)
            self.both(
                lambda text=text: self.life.remove(text),
                lambda row=row: moderate.remove(row, self.mona, "Rude."),
            )
            comment = comment.parent

    @precondition(lambda self: self.life.bans)
    @rule(at=pick)
    def lift_the_bans(self, at):
        text, row = self.text(at)
        self.both(lambda: bans.lift(self.life, text), lambda: Ban.objects.lift_for(row, self.mona))
