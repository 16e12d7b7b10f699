"""What stands in an e-mail's head, whatever strangers call themselves and editors call a review."""

import re

import pytest
from django.core import mail
from django.test import override_settings
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comments.actions import moderate
from comments.models import Comment, ModerationLog
from error_reports.models import ErrorReport
from mail import sending
from mail.builders import BUILDERS
from mail.models import OutgoingEmail
from mail.sending import one_line
from reviews.models import Review
from tests.comments.builders import a_comment, a_moderator, a_pending_comment, a_review_with

from .builders import a_follower, an_address, parsed

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
HEADERS = {
    "Content-Type", "MIME-Version", "Subject", "From", "To", "Date", "Message-ID",
    "List-Unsubscribe", "List-Unsubscribe-Post", "Auto-Submitted",
}  # fmt: skip
names = st.text(
    st.characters(codec="utf-8") | st.sampled_from('\r\n\u2028\u2029\x85\x00\u202e:<>@"'),
    max_size=60,
)


@pytest.fixture
def told():
    review = a_review_with()
    first = a_comment(review, "Remy Adler")
    a_follower(first.discussion, "ada@readers.example")
    return a_comment(review, "Tom Grump")


@given(name=names, headline=names)
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_names_and_headlines_stay_in_their_place(told, name, headline):
    name, headline = name.replace("\x00", ""), headline.replace("\x00", "") or "x"
    Comment.objects.filter(pk=told.pk).update(name=name)
    Review.objects.filter(pk=told.discussion.review_id).update(headline=headline)
    OutgoingEmail.objects.update(
        status="waiting",
        attempts=0,
        next_attempt_at=told.posted_at,
        sent_at=None,
        context={"comment": told.pk},
    )
    mail.outbox.clear()
    with override_settings(DEFAULT_FROM_EMAIL="desk@films.example"):
        assert sending.send_due() == {"sent": 1}
    message = parsed(mail.outbox[0])
    assert set(message.keys()) == HEADERS and len(message.keys()) == len(HEADERS)
    assert (message["From"], message["To"]) == ("desk@films.example", "ada@readers.example")
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e]", message["Subject"])
    assert message["Subject"].endswith("”")


@given(names)
@settings(max_examples=300)
def test_one_line_is_one_line(text):
    line = one_line(text)
    assert len(line.splitlines()) <= 1 and line == one_line(line) and line.isprintable()


def an_answered_report():
    return ErrorReport.objects.create(
        review=a_review_with(),
        words="It has seventeen rungs.",
        state="answered",
        answer="You are right.",
        decided_at=timezone.now(),
    )


def test_every_kind_of_email_has_both_parts_and_a_way_out(told, client):
    OutgoingEmail.objects.all().delete()
    moderator = a_moderator()
    waiting = a_pending_comment(told.discussion.review, "Ada Byron")
    moderate.reject(waiting, moderator, "Off the subject.")
    a_pending_comment(told.discussion.review, "Bo Carver")
    Comment.objects.filter(name="Bo Carver").update(status="pending")
    a_follower(None, "remy@readers.example")
    a_follower(told.discussion, "bo@readers.example", cadence="daily")
    an_address("tom@readers.example", confirmed_at=None)
    first = Comment.objects.get(seq=1)
    answer = a_comment(first.discussion.review, "Tom Grump", parent=first)
    OutgoingEmail.objects.all().delete()
    queued = {
        "confirm": ("tom@readers.example", {}),
        "reply": ("remy@readers.example", {"context": {"comment": answer.pk}}),
        "comment": ("ada@readers.example", {"context": {"comment": answer.pk}}),
        "digest": ("bo@readers.example", {"context": {"comments": [told.pk, answer.pk]}}),
        "decision": (
            "ada@readers.example",
            {"context": {"decision": ModerationLog.objects.get(action="reject").pk}},
        ),
        "queue": (moderator.email, {}),
        "data": ("ada@readers.example", {}),
        "error_answer": ("ada@readers.example", {"context": {"report": an_answered_report().pk}}),
        "account": (
            "remy@films.example",
            {"context": {"subject": "Your sign-in code", "text": "A1", "until": None}},
        ),
    }
    assert set(queued) == set(BUILDERS)
    for kind, (to, fields) in queued.items():
        mail.outbox.clear()
        OutgoingEmail.objects.create(kind=kind, to=to, **fields)
        assert sending.send_due() == {"sent": 1}, kind
        message = parsed(mail.outbox[0])
        assert [part.get_content_type() for part in message.iter_parts()] == [
            "text/plain",
            "text/html",
        ]
        assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        head = message["List-Unsubscribe"].strip()
        link = re.fullmatch(r"<http://127\.0\.0\.1:8000(/comments/unsubscribe/[^/>]+/)>", head)[1]
        for part in message.iter_parts():
            assert link in part.get_content()
            assert not re.search(r"\{[{%]|None", part.get_content())
        assert client.post(link, {"List-Unsubscribe": "One-Click"}).status_code == 200
        again = OutgoingEmail.objects.create(kind=kind, to=to, context=fields.get("context", {}))
        assert (sending.build_message(again) is None) == (kind != "account"), kind
        again.delete()
