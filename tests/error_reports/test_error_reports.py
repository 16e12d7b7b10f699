"""Readers report errors; editors answer or dismiss them, and forget who they were."""

import json
from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from comments.privacy.data_subject import export
from comments.privacy.erasure import erase
from error_reports.models import ErrorReport
from mail import sending
from mail.models import OutgoingEmail, Recipient
from tests.admin.people import an_editor
from tests.builders import a_review, change_slug
from tests.comments.privacy.builders import dump, purge_all
from tests.site_settings.builders import a_site

pytestmark = pytest.mark.django_db
EMAIL = "ada@readers.example"
ODD = ["<script>alert(1)</script>", "\x00\x07a", "x" * 2000, "سبع عشرة درجة", "\u202eback \"'&"]


@pytest.fixture
def review():
    return a_review("What the light costs")


@pytest.fixture
def editor(db):
    browser = Client()
    browser.force_login(an_editor())
    return browser


def address(review):
    return reverse("error_reports:report", args=[review.slug])


def send(client, review, words="It has seventeen rungs.", network=1, headers=None, **fields):
    sent = {"passage": "nineteen rungs", "words": words, "email": EMAIL} | fields
    return client.post(
        address(review), sent, REMOTE_ADDR=f"198.51.{network}.1", headers=headers or {}
    )


def admin_page(name, *args):
    return reverse(f"admin:error_reports_errorreport_{name}", args=args)


def answer(editor, report, text="You are right."):
    return editor.post(admin_page("answer", report.pk), {"answer": text}, follow=True)


def test_it_works(client, editor, review):
    assert f'href="{address(review)}"' in client.get(review.get_absolute_url()).content.decode()
    assert "What is wrong" in client.get(address(review)).content.decode()
    assert "The editors have your report." in send(client, review).content.decode()
    report = ErrorReport.objects.get()
    assert (report.passage, report.words) == ("nineteen rungs", "It has seventeen rungs.")
    assert "1 report is open" in editor.get("/admin/").content.decode()
    assert "It has seventeen rungs." in editor.get(admin_page("changelist")).content.decode()
    page = editor.get(admin_page("change", report.pk)).content.decode()
    assert admin_page("answer", report.pk) in page and EMAIL in page
    assert reverse("admin:reviews_review_change", args=[review.pk]) in page
    assert "What the light costs" in editor.get(admin_page("answer", report.pk)).content.decode()
    assert "Your answer will be sent." in answer(editor, report).content.decode()
    sending.send_due()
    message = mail.outbox[0]
    assert message.to == [EMAIL] and "You are right." in message.body
    assert "What the light costs" in message.subject and "rungs" not in message.body
    report.refresh_from_db()
    assert (report.state, report.answer) == ("answered", "You are right.")
    assert report.decided_by.username == "edith"


def test_what_was_marked_in_the_text_is_filled_in(client, review):
    page = client.get(address(review), {"passage": "nineteen <b>rungs\x00"}).content.decode()
    assert "nineteen &lt;b&gt;rungs</textarea>" in page


def test_a_very_long_passage_is_cut(client, review):
    page = client.get(address(review), {"passage": "x" * 3000}).content.decode()
    assert "x" * 500 in page and "x" * 501 not in page


@pytest.mark.parametrize(
    "fields", [{"words": ""}, {"words": "\u200b"}, {"email": "no"}, {"fax": "1"},
               {"email": f"{'n' * 60}@{'.'.join(['r' * 60] * 4)}.example"},
               {"passage": "x" * 501}, {"words": "x" * 2001}],
)  # fmt: skip
def test_what_is_refused(client, review, fields):
    assert send(client, review, **fields).status_code == 422 and not ErrorReport.objects.exists()


@pytest.mark.parametrize("words", ODD)
def test_odd_words_leave_the_admin_whole(client, editor, review, words):
    send(client, review, words, passage=words[:500])
    for report in ErrorReport.objects.all():
        for page in ("change", "answer"):
            found = editor.get(admin_page(page, report.pk))
            assert found.status_code == 200 and "<script>alert" not in found.content.decode()
    assert editor.get(admin_page("changelist")).status_code == 200


def test_a_network_sends_ten_in_ten_minutes(client, review):
    found = [send(client, review).status_code for _try in range(11)]
    assert found == [200] * 10 + [429] and ErrorReport.objects.count() == 10
    assert send(client, review, network=2).status_code == 200


def test_a_report_from_another_site_is_refused(client, review):
    found = send(client, review, headers={"Sec-Fetch-Site": "cross-site"})
    assert found.status_code == 403 and not ErrorReport.objects.exists()


def test_there_is_none_for_a_draft(client):
    draft = a_review(published=False)
    assert client.get(address(draft)).status_code == 404
    assert send(client, draft).status_code == 404


def test_a_retracted_review_can_be_wrong_as_well(client, review):
    review.retract("A mistake.")
    assert send(client, review).status_code == 200


def test_an_old_address_leads_on(client, review):
    before = address(review)
    change_slug(review, "light")
    found = client.get(before)
    assert (found.status_code, found.url) == (301, "/reviews/light/report-an-error/")


def test_the_form_sets_no_cookie_and_is_in_no_index(client, review):
    found = client.get(address(review))
    assert not found.cookies and "no-store" in found.headers["Cache-Control"]
    assert 'name="robots" content="noindex"' in found.content.decode()


def test_without_an_address_nothing_is_sent(client, editor, review):
    send(client, review, email="")
    found = answer(editor, ErrorReport.objects.get()).content.decode()
    assert "Its reader left no e-mail." in found and not OutgoingEmail.objects.exists()


def test_a_report_is_answered_once(client, editor, review):
    send(client, review)
    report = ErrorReport.objects.get()
    answer(editor, report)
    assert "settled before" in answer(editor, report, "Again.").content.decode()
    assert OutgoingEmail.objects.count() == 1
    report.refresh_from_db()
    assert report.answer == "You are right."


def test_editors_dismiss_what_is_none(client, editor, review):
    send(client, review)
    report = ErrorReport.objects.get()
    chosen = {"action": "dismiss", "_selected_action": [report.pk]}
    assert editor.post(admin_page("changelist"), chosen).status_code == 302
    report.refresh_from_db()
    assert report.state == "dismissed" and not OutgoingEmail.objects.exists()
    answer(editor, report)
    assert not OutgoingEmail.objects.exists()


def test_who_wants_no_more_e_mails_of_this_kind_gets_none(client, editor, review):
    Recipient.objects.get_or_create_at(EMAIL).opt_out("error_answer")
    send(client, review)
    answer(editor, ErrorReport.objects.get())
    sending.send_due()
    assert not mail.outbox


# What is kept of the reader


def test_the_address_is_forgotten_a_month_after_the_answer(client, editor, review, time_machine):
    send(client, review)
    answer(editor, ErrorReport.objects.get())
    sending.send_due()
    time_machine.move_to(timezone.now() + timedelta(days=29))
    purge_all()
    assert ErrorReport.objects.get().email == EMAIL
    time_machine.move_to(timezone.now() + timedelta(days=2))
    purge_all()
    assert EMAIL not in dump()


def test_an_old_report_goes(client, review, settings, time_machine):
    send(client, review)
    time_machine.move_to(timezone.now() + timedelta(days=settings.RETENTION_DAYS + 1))
    purge_all()
    assert not ErrorReport.objects.exists()


def test_it_belongs_to_ones_data(client, review):
    send(client, review)
    found = json.dumps(export(EMAIL)["error_reports"], default=str)
    assert "It has seventeen rungs." in found


def test_an_erasure_takes_it_along(client, editor, review):
    send(client, review, f"Write to {EMAIL}.")
    report = ErrorReport.objects.get()
    answer(editor, report)
    sending.send_due()
    assert LogEntry.objects.filter(object_id=str(report.pk)).exists()
    erase(EMAIL)
    assert not ErrorReport.objects.exists() and EMAIL not in dump()


@pytest.mark.parametrize("words", ["a line\r\n" * 285, "a line\n" * 285])
def test_a_text_of_many_lines_is_as_long_as_its_browser_counts(client, review, words):
    assert len(words.replace("\r", "")) == 1995
    send(client, review, words)
    assert ErrorReport.objects.get().words == ("a line\n" * 285).strip()


def test_the_usual_answer_has_the_name_of_the_site(client, editor, review):
    a_site(name="The Lamplighter")
    send(client, review)
    page = editor.get(admin_page("answer", ErrorReport.objects.get().pk)).content.decode()
    assert "The editors of The Lamplighter" in page and "corrected the review" not in page
