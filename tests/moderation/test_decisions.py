"""The log of decisions: only added to, and every tampering is found."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from comments.models import Decision, DecisionChain, TextChanged
from comments.models.decision import AppendOnly
from tests.builders import a_user
from tests.comments.builders import a_comment, a_moderator, a_review_with, a_submission

pytestmark = pytest.mark.django_db


@pytest.fixture
def log():
    """Five decisions, the last a rejection."""
    mona, review = a_moderator(), a_review_with()
    for _thrice in range(3):
        a_comment(review)
    sent = a_submission(review, signals=[{"rule": "links", "sentence": "Links.", "weight": 0.5}])
    sent.accept(mona), sent.undo(mona)
    return Decision.objects.order_by("number")


def tamper(sql, *values):
    """What somebody with the database's password may do."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def test_it_works(log, capsys):
    call_command("verify_decisions")
    assert "The chain of 5 decisions is whole." in capsys.readouterr().out
    last = log.last()
    assert (last.number, last.rule, last.version, last.actor.username) == (5, "links", 1, "mona")


def test_an_empty_log_is_whole(capsys):
    call_command("verify_decisions")
    assert "0 decisions" in capsys.readouterr().out


@pytest.mark.parametrize("column", ["reason", "action", "rule"])
def test_a_changed_fact_is_found(log, column):
    tamper(f"UPDATE comments_decision SET {column} = 'undo' WHERE number = 3")  # noqa: S608
    with pytest.raises(CommandError, match="breaks at number 3"):
        call_command("verify_decisions")


@pytest.mark.parametrize("column", ["actor_id", "submission_id", "version"])
def test_a_changed_number_is_found(log, column):
    tamper(f"UPDATE comments_decision SET {column} = 99 WHERE number = 2")  # noqa: S608
    with pytest.raises(CommandError, match="breaks at number 2"):
        call_command("verify_decisions")


def test_a_changed_time_is_found(log):
    row = log[3]
    tamper("UPDATE comments_decision SET at = %s WHERE number = 1", row.at)
    with pytest.raises(CommandError, match="breaks at number 1"):
        call_command("verify_decisions")


def test_a_row_taken_out_is_found(log):
    tamper("DELETE FROM comments_decision WHERE number = 3")
    with pytest.raises(CommandError, match="breaks at number 3: it is missing"):
        call_command("verify_decisions")


def test_rows_cut_off_the_end_are_found(log):
    tamper("DELETE FROM comments_decision WHERE number >= 4")
    with pytest.raises(CommandError, match="breaks at number 4: rows at the end are missing"):
        call_command("verify_decisions")


def test_a_row_taken_out_and_numbers_closed_up_is_found(log):
    tamper("DELETE FROM comments_decision WHERE number = 3")
    tamper("UPDATE comments_decision SET number = number - 1 WHERE number > 3")
    with pytest.raises(CommandError, match="breaks at number 3"):
        call_command("verify_decisions")


def test_a_row_slipped_in_is_found(log):
    row = Decision(number=6, action="accept", previous=log.last().digest, discussion_id=log.last().discussion_id)
    row.digest = row.computed_digest()
    super(Decision, row).save(force_insert=True)
    with pytest.raises(CommandError, match="breaks at number"):
        call_command("verify_decisions")


def test_the_model_refuses_changes(log):
    row = log.first()
    row.reason = "Another."
    with pytest.raises(AppendOnly):
        row.save()
    with pytest.raises(AppendOnly):
        row.delete()


@pytest.mark.parametrize(
    "act",
    [
        lambda rows: rows.update(reason="x"),
        lambda rows: rows.delete(),
        lambda rows: rows.bulk_create([Decision(action="undo")]),
        lambda rows: rows.bulk_update(list(rows), ["reason"]),
        lambda rows: rows.update_or_create(number=1, defaults={"reason": "x"}),
    ],
)
def test_the_queryset_refuses_changes(log, act):
    with pytest.raises(AppendOnly):
        act(Decision.objects.all())
    assert Decision.objects.first_broken() is None


def test_it_outlives_review_and_moderator(log):
    last = log.last()
    last.actor.delete()
    last.discussion.review.delete()
    assert log.count() == 5 and Decision.objects.first_broken() is None
    assert DecisionChain.objects.get().number == 5


def test_a_decision_on_an_older_version_is_refused():
    sent = a_submission(a_review_with())
    sent.rewrite("Other words.")
    for verb in (
        lambda: sent.accept(None, seen=1),
        lambda: sent.reject(None, "Rude.", seen=1),
        lambda: sent.mark_spam(None, seen=1),
        lambda: sent.erase(None, "Rude.", seen=1),
    ):
        with pytest.raises(TextChanged):
            verb()
    sent.accept(None, seen=2)
    assert Decision.objects.get().version == 2


def test_the_log_is_read_at_the_desk_and_never_edited(client, log):
    user = a_user("edith", is_staff=True, is_superuser=True)
    client.force_login(user)
    assert client.get("/admin/comments/decision/").status_code == 200
    one = f"/admin/comments/decision/{log.first().pk}/"
    assert client.get(one + "change/").status_code == 200
    assert client.post(one + "change/", {"reason": "x"}).status_code == 403
    assert client.post(one + "delete/").status_code == 403
