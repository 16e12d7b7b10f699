"""What the buttons of the queue do, and how it is undone."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from comments.actions import ban as bans
from comments.actions import edit as edits
from comments.actions import moderate
from comments.models import Ban, Comment, ModerationLog, RejectionReason, Report, TrustedAuthor
from mail import links
from tests.comments.builders import a_comment, a_pending_comment, a_review_with, page, post
from tests.mail.builders import an_address, path_of

from .builders import QUEUE, a_report, act, actions, item, queue, undo

pytestmark = pytest.mark.django_db


def test_a_reported_comment_is_kept(client, mona):
    comment = a_comment(a_review_with())
    report = a_report(comment)
    act(client, "approve", comment)
    report.refresh_from_db()
    assert (
        report.state == "dismissed"
        and Comment.objects.get().status == "approved"
        and actions()[-1] == "dismiss"
    )


def test_a_reported_comment_is_hidden_with_a_reason(client, mona):
    comment = a_comment(a_review_with())
    report = a_report(comment)
    act(client, "reject", comment, words="Insults a reader.")
    comment.refresh_from_db(), report.refresh_from_db()
    assert (comment.status, comment.reason, report.state) == (
        "removed",
        "Insults a reader.",
        "upheld",
    )


def test_a_reported_comment_is_spam(client, mona):
    comment = a_comment(a_review_with())
    a_report(comment)
    act(client, "spam", comment)
    assert Comment.objects.get().status == "spam"
    assert not Report.objects.open().exists()


def test_a_rejection_needs_a_reason(client, mona):
    sent = a_pending_comment(a_review_with())
    assert "Choose a reason from the list" in act(client, "reject", sent).content.decode()
    assert Comment.objects.get().status == "pending"


def test_a_rejection_takes_its_reason_from_the_publications_list(client, mona):
    review = a_review_with()
    ours = RejectionReason.objects.create(
        publication=review.publication, text="It tells nothing of the film."
    )
    RejectionReason.objects.create(
        publication=a_review_with().publication, text="Of another house."
    )
    RejectionReason.objects.create(text="Of all houses.")
    sent = a_pending_comment(review)
    html = queue(client)
    assert (
        "It tells nothing of the film." in html
        and "Of all houses." in html
        and "Of another house." not in html
    )
    act(client, "reject", sent, reason=ours.pk)
    assert Comment.objects.get().reason == "It tells nothing of the film."


def test_own_words_come_before_the_list(client, mona):
    reason = RejectionReason.objects.create(text="From the list.")
    act(client, "reject", a_pending_comment(a_review_with()), reason=reason.pk, words="My own.")
    assert Comment.objects.get().reason == "My own."


def test_erasing_asks_first_and_leaves_no_words(client, mona):
    sent = a_pending_comment(a_review_with(), body="A secret address.")
    asked = client.post(
        QUEUE + "act/", {"action": "erase", "item": item(sent), "words": "Personal data."}
    )
    assert "This cannot be undone." in asked.content.decode() and Comment.objects.get().body
    act(client, "erase", sent, words="Personal data.")
    sent.refresh_from_db()
    assert (sent.body, sent.status, sent.reason) == ("", "rejected", "Personal data.")


def test_erasing_a_comment_takes_it_and_its_earlier_texts_off(client, mona):
    comment = a_comment(a_review_with(), body="A secret address.")
    edits.edit(comment, "Another secret address.")
    act(client, "erase", comment, words="Personal data.")
    comment.refresh_from_db()
    assert (comment.body, comment.status) == ("", "removed") and "secret" not in comment.html
    assert not comment.revisions.exists()
    assert "secret" not in Comment.objects.get().body


def test_what_was_erased_never_comes_back(mona):
    sent = a_pending_comment(a_review_with())
    comment = sent
    moderate.approve(comment, None)
    moderate.erase(comment, mona, "Personal data.")
    sent.refresh_from_db()
    for verb in (moderate.return_to_queue, moderate.restore):
        with pytest.raises(ValueError, match="erased"):
            verb(sent, mona)


def test_many_are_counted_before_they_are_decided(client, mona):
    review = a_review_with()
    rows = [
        a_pending_comment(review),
        a_pending_comment(review, "Tom Grump"),
        a_pending_comment(a_review_with()),
    ]
    data = {"action": "spam", "item": [item(row) for row in rows]}
    html = client.post(QUEUE + "act/", data).content.decode()
    assert "3 comments," in html and "by 2 authors," in html and "on 2 reviews." in html
    assert set(Comment.objects.values_list("status", flat=True)) == {"pending"}
    act(client, "spam", *rows)
    assert set(Comment.objects.values_list("status", flat=True)) == {"spam"}


def test_many_are_undone_at_once(client, mona):
    rows = [a_pending_comment(a_review_with()) for _ in range(3)]
    act(client, "approve", *rows)
    assert "3 undone" in undo(client).content.decode()
    assert set(Comment.objects.values_list("status", flat=True)) == {"pending"}
    assert not Comment.objects.approved().exists()


@pytest.mark.parametrize("name", ["approve", "reject", "spam"])
def test_what_was_done_to_a_report_is_undone(client, mona, name):
    comment = a_comment(a_review_with())
    a_report(comment)
    act(client, name, comment, words="Rude.")
    assert not Report.objects.open().exists()
    undo(client)
    comment.refresh_from_db()
    assert comment.status == "approved" and Report.objects.open().count() == 1


def test_the_time_to_undo_ends(client, mona, monkeypatch):
    act(client, "approve", a_pending_comment(a_review_with()))
    token = client.get(QUEUE).context["undo"]["token"]
    later = timezone.now().timestamp() + 31
    monkeypatch.setattr("time.time", lambda: later)
    assert client.get(QUEUE).context["undo"] is None
    client.post(QUEUE + "undo/", {"token": token})
    assert Comment.objects.get().status == "approved"


def test_an_author_is_banned_and_what_they_send_is_refused(client, mona):
    review = a_review_with()
    until = (timezone.localdate() + timezone.timedelta(days=7)).isoformat()
    act(client, "ban", a_pending_comment(review), words="Insults everybody.", until=until)
    client.logout()
    client.post(path_of(links.confirm_url(an_address())))
    post(client, review, "I am back.")
    sent = Comment.objects.get(body="I am back.")
    assert (
        sent.status == "rejected"
        and "Insults everybody." in sent.reason
        and not Comment.objects.approved().exists()
    )


def test_a_banned_network_is_held_and_not_refused(client, mona):
    review = a_review_with()
    client.logout()
    post(client, review, "From the same house.")
    first = Comment.objects.get()
    until = (timezone.localdate() + timezone.timedelta(days=7)).isoformat()
    client.force_login(mona)
    act(client, "ban", first, words="Insults everybody.", until=until, network="on")
    client.logout()
    post(client, review, "A neighbour’s words.", name="Nina Rost", email="nina@readers.example")
    sent = Comment.objects.get(name="Nina Rost")
    assert (sent.status, sent.rule) == ("pending", "banned")


@pytest.mark.parametrize(
    ("until", "said"),
    [
        ("", "Enter the date on which the ban ends"),
        ("2020-01-01", "Enter a future date"),
        ("9999-12-31", "A ban can last ten years at most"),
    ],
)
def test_a_ban_needs_a_day_to_come(client, mona, until, said, settings):
    settings.TIME_ZONE = (
        "America/New_York"  # where the end of the last year there is lies behind the last date
    )
    html = act(
        client, "ban", a_pending_comment(a_review_with()), words="Rude.", until=until
    ).content.decode()
    assert said in html and not Ban.objects.exists()


def test_a_trusted_author_is_printed_at_once(client, mona):
    review = a_review_with("real_names")
    act(client, "trust", a_pending_comment(review))
    client.logout()
    client.post(path_of(links.confirm_url(an_address())))
    post(client, review, "My second.")
    assert Comment.objects.approved().get().body == "My second."


def test_trust_is_for_one_name(client, mona):
    review = a_review_with("real_names")
    act(client, "trust", a_pending_comment(review))
    client.logout()
    post(client, review, "Under another name.", name="Tom Grump")
    assert not Comment.objects.approved().exists()


@pytest.mark.parametrize("name", ["ban", "trust", "close", "slow", "feature"])
def test_every_other_act_is_undone(client, mona, name):
    comment = a_comment(a_review_with())
    a_report(comment)
    until = (timezone.localdate() + timezone.timedelta(days=7)).isoformat()
    act(client, name, comment, words="Rude.", until=until, seconds=60)
    undo(client)
    comment.refresh_from_db(), comment.discussion.refresh_from_db()
    assert (
        not Ban.objects.in_force().exists()
        and not TrustedAuthor.objects.exists()
        and comment.featured_at is None
    )
    assert (comment.discussion.state, comment.discussion.slow_seconds) == ("open", 0)
    assert len(actions()) == 3


def test_only_a_critics_comment_is_pinned(client, mona):
    comment = a_comment(a_review_with())
    html = act(client, "pin", comment).content.decode()
    assert "Only a comment by a critic of this review" in html and "pin" not in actions()


def test_a_decision_on_a_text_that_changed_shows_the_difference(client, mona):
    comment = a_comment(a_review_with(), body="The film is long.")
    a_report(comment)
    seen = item(comment)
    edits.edit(comment, "The film is far too long.")
    response = act(client, "reject", seen, words="Rude.", follow=False)
    html = response.content.decode()
    assert response.status_code == 409
    assert "<ins>far</ins>" in html or "<ins>far " in html
    assert Comment.objects.get().status == "approved" and item(comment) in html


def test_a_text_decided_meanwhile_is_left_and_said(client, mona):
    sent = a_pending_comment(a_review_with())
    seen = item(sent)
    moderate.approve(sent, None)
    assert "1 not changed" in act(client, "reject", seen, words="Rude.").content.decode()


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"action": "approve"},
        {"action": "nonsense", "item": "1:1:pending"},
        {"action": "approve", "item": "x9"},
    ],
)
def test_nonsense_decides_nothing(client, mona, data):
    a_pending_comment(a_review_with())
    assert client.post(QUEUE + "act/", data).status_code == 303
    assert not ModerationLog.objects.exists()


def test_a_pinned_comment_is_a_critics(client, mona):
    from tests.builders import a_critic, a_publication, a_review, a_user

    iris = a_user("iris", first_name="Iris", last_name="Vale")
    review = a_review(
        critic=a_critic("Iris Vale", user=iris), publication=a_publication(confirm_guests=False)
    )
    comment = a_comment(review, "Iris Vale", "What do you think of the end?", user=iris)
    act(client, "pin", comment)
    comment.discussion.refresh_from_db()
    assert comment.discussion.pinned == comment and "What do you think" in page(client, review)
    other = a_comment(review, "Iris Vale", "Or of the beginning?", user=iris)
    act(client, "pin", other)
    undo(client)
    comment.discussion.refresh_from_db()
    assert comment.discussion.pinned == comment


@pytest.mark.parametrize(("model", "action"), [("ban", "lift"), ("trustedauthor", "revoke")])
def test_bans_and_trust_are_ended_at_the_desk_at_any_time(client, mona, model, action):
    sent = a_pending_comment(a_review_with())
    bans.ban(sent, mona, until=timezone.now() + timezone.timedelta(days=7), reason="Rude.")
    bans.trust(sent, mona)
    mona.user_permissions.add(
        *Permission.objects.filter(codename__in=["view_ban", "view_trustedauthor"])
    )
    row = {"ban": Ban, "trustedauthor": TrustedAuthor}[model].objects.get()
    client.post(
        reverse(f"admin:comments_{model}_changelist"),
        {"action": action, "_selected_action": row.pk},
    )
    assert {"ban": Ban.objects.in_force(), "trustedauthor": TrustedAuthor.objects.all()}[
        model
    ].count() == 0
    assert actions()[-1] in {"unban", "distrust"}
