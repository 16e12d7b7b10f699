"""The site and the plain model, led through the same life of one thread, in any order."""

from datetime import timedelta
from functools import partial
from itertools import count, cycle

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from comments.actions import ban, edit, like, moderate, submit
from comments.models import AlreadyDecided, Comment, Discussion, Report
from comments.queue import actions
from mail import links
from mail.models import Recipient
from tests.builders import a_user
from tests.comments.builders import a_moderator, a_pending_comment, a_review_with, words
from tests.mail.builders import path_of

from . import invariants
from .model import Refused, Thread
from .rows import Text

# Mostly the newest, so that much happens to few.
pick = st.sampled_from([0, 0, 0, 0, 1, 1, 1, 2, 3, 5, 8, 13])
MEMBER, KNOWN, STRANGER = AUTHORS = ("Remy Adler", "Tom Grump", "Nina Rost")
LIKERS = ("member 0", "member 1", "member 2", "guest 3", "guest 4", "guest 5")
REPORTERS = ("reader 0", "reader 1", "reader 2")
has_texts = precondition(lambda self: self.life.texts)
has_placed = precondition(lambda self: self.life.placed)
_number = count(1)


def newest(rows, number):
    """The row so many places before the newest, which simple examples take first."""
    return rows[-1 - number % len(rows)]


class ThreadLife(RuleBasedStateMachine):
    """Three people write: a member, a guest whose browser is known, and a guest who confirms each
    comment.
    """

    @initialize()
    def begin(self):
        self.life, self.done, self.turns = Thread(), [], cycle(invariants.ORDERS)
        self.review = a_review_with(confirm_guests=True)
        self.discussion = Discussion.objects.get_or_create_for(self.review)
        key = self.review.pk
        self.mona = a_moderator(f"mona-{key}")
        self.members = {who: a_user(f"{who}-{key}") for who in LIKERS[:3]}
        self.emails = {name: f"{name.split()[0].lower()}-{key}@readers.example" for name in AUTHORS}
        self.browsers = {name: Client() for name in AUTHORS}
        remy = a_user(f"remy-{key}", first_name="Remy", last_name="Adler")
        self.browsers[MEMBER].force_login(remy)
        known = Recipient.objects.get_or_create_at(self.emails[KNOWN])
        self.browsers[KNOWN].post(path_of(links.confirm_url(known)))

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
        return text, self.row_of(text)

    def placed(self, at):
        text = newest(self.life.placed, at)
        return text, self.row_of(text)

    def row_of(self, text):
        return Comment.objects.select_related("discussion").get(pk=text.key)

    def some_words(self, has_links):
        return f"thought-{next(_number)}" + " https://a.example" * 3 * has_links

    # Its authors

    @rule(author=st.sampled_from(AUTHORS), at=pick, is_reply=st.booleans(), has_links=st.booleans())
    def send(self, author, at, is_reply, has_links):
        """Send the form as a browser does."""
        parent = newest(self.life.placed, at) if is_reply and self.life.placed else None
        body = self.some_words(has_links)
        fields = words(body, author, self.emails[author], parent=parent.seq if parent else "")
        address = reverse("comments:write", args=[self.review.slug])
        answer = self.browsers[author].post(address, fields)
        if not self.life.is_open:
            assert answer.status_code == 403
        elif parent and not parent.is_approved:
            assert answer.status_code == 422
        else:
            sent = Comment.objects.filter(discussion=self.discussion).latest("pk")
            text = Text(sent.pk, author, body, has_links, parent)
            self.life.send(text, is_known=author != STRANGER)
            assert answer.status_code == (403 if text.status == "rejected" else 303)

    @rule(at=pick)
    def send_a_chain(self, at):
        """Each answers the one before, as an import puts them there."""
        parent = newest(self.life.placed, at) if self.life.placed else None
        for _ in range(6):
            body = self.some_words(has_links=False)
            above = parent and self.row_of(parent)
            email = self.emails[STRANGER]
            row = a_pending_comment(self.review, STRANGER, body, above, email=email)
            text = Text(row.pk, STRANGER, body, parent=parent, status="pending")
            self.life.send(text, is_known=False)
            self.both(partial(self.life.approve, text), partial(moderate.approve, row, None))
            parent = text

    @has_texts
    @rule(at=pick)
    def confirm(self, at):
        text, row = self.text(at)
        self.both(lambda: self.life.confirm(text), lambda: submit.confirm(row))

    @has_texts
    @rule(at=pick, has_links=st.booleans())
    def edit(self, at, has_links):
        text, row = self.text(at)
        body = self.some_words(has_links)
        self.both(
            lambda: self.life.edit(text, body, has_links=has_links), lambda: edit.edit(row, body)
        )

    @has_texts
    @rule(at=pick)
    def delete_ones_own(self, at):
        text, row = self.text(at)
        self.both(lambda: self.life.withdraw(text), lambda: edit.withdraw(row))

    # Readers

    @rule()
    def read(self):
        invariants.a_stranger_sees_what_is_shown(self)
        invariants.nothing_out_of_sync()

    @has_placed
    @rule(at=pick, who=st.sampled_from(LIKERS))
    def like(self, at, who):
        text, row = self.placed(at)
        is_new = who not in text.likers
        by = self.members.get(who, who)
        _done, said = self.both(lambda: self.life.like(text, who), lambda: like.like(row, by))
        assert said is None or said == is_new

    @has_placed
    @rule(at=pick, who=st.sampled_from(LIKERS))
    def unlike(self, at, who):
        text, row = self.placed(at)
        assert like.unlike(row, self.members.get(who, who)) == (who in text.likers)
        text.likers.discard(who)

    @has_placed
    @rule(at=pick, who=st.sampled_from(REPORTERS))
    def report(self, at, who):
        text, row = self.placed(at)
        if text.is_approved:
            self.life.report(text, who)
            defaults = {"why": "insult"}
            Report.objects.get_or_create(comment=row, reporter_key=who, defaults=defaults)

    # Moderators in the queue

    def act(self, name, at):
        """What the queue's buttons do, decided on what the model knows."""
        text, row = self.text(at)
        until = timezone.now() + timedelta(days=1)
        asked = self.asked(text, reason="Rude.", until=until)
        done, made = self.both(
            lambda: self.life.act(name, text), lambda: actions.perform(name, row, asked)
        )
        if done:
            self.done.append((done, row.pk, *made))

    def asked(self, text, version=None, **more):
        version = text.version if version is None else version
        return actions.ActionInput(
            self.mona, **more, expected_version=version, expected_status=text.status
        )

    @has_texts
    @rule(at=pick, name=st.sampled_from(["approve", "reject", "spam", "erase", "ban"]))
    def decide(self, at, name):
        self.act(name, at)

    @has_texts
    @rule(at=pick, name=st.sampled_from(["trust", "close", "feature"]))
    def do_more(self, at, name):
        self.act(name, at)

    @precondition(lambda self: self.life.texts and not self.life.is_open)
    @rule(at=pick)
    def open(self, at):
        self.act("open", at)

    @precondition(lambda self: self.done)
    @rule(places=st.permutations(range(3)))
    def undo(self, places):
        """The last actions, in any order: what a later decision superseded stays."""
        for place in places:
            done, pk, decision, note = newest(self.done, place)
            row = Comment.objects.select_related("discussion").get(pk=pk)
            if done.name != "erase":
                real = partial(actions.undo, done.name, row, self.mona, decision, note)
                self.both(partial(self.life.undo, done), real)

    @has_texts
    @rule(at=pick)
    def decide_on_words_of_before(self, at):
        text, row = self.text(at)
        with pytest.raises(AlreadyDecided):
            actions.perform("approve", row, self.asked(text, text.version + 1))

    @has_texts
    @rule(at=pick, name=st.sampled_from(["approve", "reject", "spam"]))
    def decide_on_where_it_was_before(self, at, name):
        text, row = self.text(at)
        before = "approved" if text.status == "pending" else "pending"
        asked = actions.ActionInput(
            self.mona, "Rude.", expected_version=text.version, expected_status=before
        )
        with pytest.raises(AlreadyDecided):
            actions.perform(name, row, asked)

    @has_texts
    @rule(at=pick)
    def return_to_queue(self, at):
        text, row = self.text(at)
        self.both(
            lambda: self.life.return_to_queue(text),
            lambda: moderate.return_to_queue(row, self.mona),
        )

    @has_placed
    @rule(at=pick)
    def restore(self, at):
        text, row = self.placed(at)
        self.both(lambda: self.life.restore(text), lambda: moderate.restore(row, self.mona))

    @has_placed
    @rule(at=pick)
    def remove_with_all_above(self, at):
        text = newest(self.life.placed, at)
        while text:
            row = self.row_of(text)
            self.both(
                partial(self.life.remove, text), partial(moderate.remove, row, self.mona, "Rude.")
            )
            text = text.parent

    @precondition(lambda self: self.life.bans)
    @rule(at=pick)
    def lift_the_bans(self, at):
        text, row = self.text(at)
        self.both(lambda: self.life.unban(text), lambda: ban.unban(row, self.mona))
