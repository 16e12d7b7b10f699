"""The log of decisions: only added to, by the site and by whoever reaches its database."""

from dataclasses import replace

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from comments.actions import edit as edits
from comments.actions import moderate
from comments.append_only import add_triggers, drop_triggers
from comments.models import ModerationLog, TextChanged
from comments.models.moderation import AppendOnly
from comments.queue.actions import ActionInput, perform
from tests.builders import a_user
from tests.comments.builders import a_comment, a_moderator, a_pending_comment, a_review_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def log():
    """Five decisions, the last a rejection."""
    mona, review = a_moderator(), a_review_with()
    for _thrice in range(3):
        a_comment(review)
    sent = a_pending_comment(
        review, signals=[{"rule": "links", "message": "Links.", "weight": 0.5}]
    )
    moderate.approve(sent, mona), moderate.return_to_queue(sent, mona)
    return ModerationLog.objects.order_by("pk")


def execute(sql, *values):
    """What somebody with the database's password may do."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


def test_it_works(log):
    last = log.last()
    assert (last.rule, last.version, last.actor.username) == ("links", 1, "mona")
    assert [row.action for row in log] == ["approve"] * 4 + ["undo"]


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE comments_moderationlog SET reason = 'Another.'",
        "UPDATE comments_moderationlog SET actor_id = NULL WHERE actor_id IS NOT NULL",
        "DELETE FROM comments_moderationlog",
    ],
)
def test_the_database_refuses_changes(log, sql):
    before = list(log.values())
    with pytest.raises(DatabaseError, match="append-only"):
        execute(sql)
    assert list(log.values()) == before


def test_it_takes_a_dump_and_the_same_dump_again(log, tmp_path):
    dump = tmp_path / "log.json"
    call_command("dumpdata", "comments.moderationlog", output=str(dump))
    before = list(log.values())
    call_command("loaddata", str(dump), verbosity=0)
    assert list(log.values()) == before


def test_a_dump_is_loaded_into_an_empty_log(log, tmp_path):
    dump = tmp_path / "log.json"
    call_command("dumpdata", "comments.moderationlog", output=str(dump))
    before = list(log.values())
    drop_triggers(connection)
    execute("DELETE FROM comments_moderationlog")
    add_triggers(connection)
    call_command("loaddata", str(dump), verbosity=0)
    assert list(log.values()) == before


def test_triggers_are_made_again_after_migrating(log):
    drop_triggers(connection)
    call_command("migrate", verbosity=0)
    with pytest.raises(DatabaseError, match="append-only"):
        execute("DELETE FROM comments_moderationlog")


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
        lambda rows: rows.bulk_create([ModerationLog(action="undo")]),
        lambda rows: rows.bulk_update(list(rows), ["reason"]),
        lambda rows: rows.update_or_create(pk=rows.first().pk, defaults={"reason": "x"}),
    ],
)
def test_the_queryset_refuses_changes(log, act):
    with pytest.raises(AppendOnly):
        act(ModerationLog.objects.all())


def test_it_outlives_review_and_moderator(log):
    last = log.last()
    last.actor.delete()
    last.discussion.review.delete()
    assert log.count() == 5


@pytest.mark.parametrize("name", ["approve", "reject", "spam", "erase"])
def test_a_decision_on_an_older_version_is_refused(name):
    sent = a_pending_comment(a_review_with())
    edits.edit(sent, "Other words.")
    asked = ActionInput(a_moderator(), "Rude.", expected_version=1, expected_status="pending")
    with pytest.raises(TextChanged):
        perform(name, sent, asked)
    perform(name, sent, replace(asked, expected_version=2))
    assert ModerationLog.objects.get().version == 2


def test_the_log_is_read_at_the_desk_and_never_edited(client, log):
    user = a_user("edith", is_staff=True, is_superuser=True)
    client.force_login(user)
    assert client.get("/admin/comments/moderationlog/").status_code == 200
    one = f"/admin/comments/moderationlog/{log.first().pk}/"
    assert client.get(one + "change/").status_code == 200
    assert client.post(one + "change/", {"reason": "x"}).status_code == 403
    assert client.post(one + "delete/").status_code == 403
