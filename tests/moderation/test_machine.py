"""What moderators do in any order, against a plain model: the page, the queue and the log always agree."""

from datetime import timedelta

import pytest
from django.utils import timezone
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

from comments.models import AlreadyDecided, Ban, Comment, Decision, Discussion, Report, Submission
from tests.comments.builders import a_moderator, a_review_with

pytestmark = pytest.mark.django_db

pick = st.integers(min_value=0, max_value=20)
HANDS = ("Remy Adler", "Tom Grump", "Nina Rost")
SECRET = "a secret word "


class Moderation(RuleBasedStateMachine):
    """Texts of three hands, one of whom may be banned; each text is `status`, with what became of it."""

    @initialize()
    def begin(self):
        self.review = a_review_with(confirm_guests=True)
        self.discussion, self.number = Discussion.objects.begin(self.review), 0
        self.mona = a_moderator(f"mona-{self.review.pk}")
        self.texts, self.banned = [], set()
        Ban.objects.all().delete()  # those of the example before

    def attempt(self, allowed, act):
        if allowed:
            act()
        else:
            with pytest.raises(AlreadyDecided):
                act()
        return allowed

    def text(self, at):
        text = self.texts[at % len(self.texts)]
        return text, Submission.objects.select_related("comment").get(pk=text["pk"])

    def settle(self, text):
        text["status"] = "rejected" if text["hand"] in self.banned else "accepted"

    @rule(hand=st.sampled_from(HANDS), known=st.booleans())
    def send(self, hand, known):
        self.number += 1
        sent = Submission.objects.create(
            discussion=self.discussion,
            name=hand,
            email=f"{hand.split()[0].lower()}@readers.example",
            body=f"{SECRET}{self.number}",
        )
        sent.receive(proved=known)
        text = dict.fromkeys(("shown", "erased", "reported", "led_to_ban"), False)
        text |= {"pk": sent.pk, "hand": hand, "status": "unconfirmed"}
        if known:
            self.settle(text)
        text["shown"] = text["status"] == "accepted"
        self.texts.append(text)

    @precondition(lambda self: self.texts)
    @rule(at=pick)
    def confirm(self, at):
        text, row = self.text(at)
        if self.attempt(text["status"] == "unconfirmed", row.confirmed):
            self.settle(text)
            text["shown"] = text["status"] == "accepted"

    @precondition(lambda self: self.texts)
    @rule(at=pick)
    def accept(self, at):
        text, row = self.text(at)
        if self.attempt(text["status"] == "pending", lambda: row.accept(self.mona)):
            text["status"], text["shown"] = "accepted", True

    @precondition(lambda self: self.texts)
    @rule(at=pick)
    def reject(self, at):
        text, row = self.text(at)
        if self.attempt(text["status"] == "pending", lambda: row.reject(self.mona, "Rude.")):
            text["status"] = "rejected"

    @precondition(lambda self: self.texts)
    @rule(at=pick)
    def put_back(self, at):
        text, row = self.text(at)
        decided = text["status"] in {"accepted", "rejected", "spam"} and not text["erased"]
        if self.attempt(decided, lambda: row.undo(self.mona)):
            text["status"], text["shown"] = "pending", False

    @precondition(lambda self: self.texts)
    @rule(at=pick)
    def erase(self, at):
        text, row = self.text(at)
        if self.attempt(not text["erased"], lambda: row.erase(self.mona, "Personal data.")):
            text |= {"status": "rejected", "shown": False, "erased": True}
            text["reported"] = text["reported"] and not row.comment

    @precondition(lambda self: self.texts)
    @rule(at=pick)
    def change(self, at):
        text, row = self.text(at)
        if row.comment and text["status"] in {"accepted", "pending"}:
            row.rewrite(f"{SECRET}changed")
            row.hold_again([])
            text["status"], text["shown"] = "pending", False

    @precondition(lambda self: any(text["shown"] for text in self.texts))
    @rule(at=pick)
    def report(self, at):
        shown = [text for text in self.texts if text["shown"]]
        text = shown[at % len(shown)]
        comment = Submission.objects.get(pk=text["pk"]).comment
        Report.objects.update_or_create(comment=comment, hand="one", defaults={"why": "insult", "state": "open"})
        text["reported"] = True

    @precondition(lambda self: any(text["shown"] for text in self.texts))
    @rule(at=pick, verb=st.sampled_from(["remove", "spam", "keep"]))
    def hear_a_report(self, at, verb):
        shown = [text for text in self.texts if text["shown"]]
        text = shown[at % len(shown)]
        comment = Submission.objects.get(pk=text["pk"]).comment
        if verb == "keep":
            self.attempt(text["reported"], lambda: comment.keep(self.mona))
        elif verb == "remove":
            comment.remove(self.mona, "Rude.")
        else:
            comment.mark_spam(self.mona)
            text["status"] = "spam"
        text["shown"], text["reported"] = verb == "keep", False

    @precondition(lambda self: self.texts)
    @rule(at=pick)
    def restore(self, at):
        text, row = self.text(at)
        if row.comment:
            allowed = text["status"] == "accepted" and not text["shown"]
            if self.attempt(allowed, lambda: row.comment.restore(self.mona)):
                text["shown"] = True

    @precondition(lambda self: self.texts)
    @rule(at=pick)
    def ban(self, at):
        text, row = self.text(at)
        until = timezone.now() + timedelta(days=1)
        Ban.objects.impose(row, until=until, reason="Insults.", by=self.mona)
        self.banned.add(text["hand"])
        text["led_to_ban"] = True

    @precondition(lambda self: self.texts)
    @rule(at=pick)
    def lift_the_ban(self, at):
        text, row = self.text(at)
        if self.attempt(text["led_to_ban"], lambda: Ban.objects.lift_for(row, self.mona)):
            text["led_to_ban"] = False
            others = [other for other in self.texts if other["hand"] == text["hand"] and other["led_to_ban"]]
            self.banned -= set() if others else {text["hand"]}

    @invariant()
    def the_texts_are_as_the_model_says(self):
        rows = Submission.objects.filter(discussion=self.discussion).order_by("pk").values_list("pk", "status")
        assert list(rows) == [(text["pk"], text["status"]) for text in self.texts]

    @invariant()
    def the_page_shows_what_the_model_says(self):
        shown = Comment.objects.approved().filter(discussion=self.discussion)
        assert set(shown.values_list("submission", flat=True)) == {text["pk"] for text in self.texts if text["shown"]}
        assert Discussion.objects.get(pk=self.discussion.pk).visible_count == shown.count()

    @invariant()
    def what_was_erased_is_nowhere(self):
        erased = [text["pk"] for text in self.texts if text["erased"]]
        rows = Submission.objects.filter(pk__in=erased)
        assert not rows.exclude(body="").exists() and not rows.filter(comment__body_html__contains=SECRET).exists()

    @invariant()
    def reports_wait_only_where_the_model_says(self):
        heard = Report.objects.to_hear().filter(comment__discussion=self.discussion)
        waiting = {text["pk"] for text in self.texts if text["reported"] and text["shown"]}
        assert set(heard.values_list("comment__submission", flat=True)) == waiting

    @invariant()
    def the_log_is_whole(self):
        assert Decision.objects.first_broken() is None


@pytest.fixture
def no_spam_rules(monkeypatch):
    """The spam rules see copies in these texts; they have tests of their own."""
    monkeypatch.setattr("comments.spam.SIGNALS", ())


def test_moderation_in_any_order(no_spam_rules):
    run_state_machine_as_test(
        Moderation,
        settings=settings(
            max_examples=15, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
