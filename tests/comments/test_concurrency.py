"""Many writers at once on one thread: nothing lost, nothing twice, no lock refused."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import closing
from threading import Barrier, Semaphore

import pytest
from django.db import connection, connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from comments.actions import edit as edits
from comments.actions import like as likes
from comments.actions import moderate
from comments.models import AlreadyDecided, Comment, Discussion, Like, ModerationLog
from comments.privacy import erasure
from mail import links
from mail.models import OutgoingEmail, Recipient
from tests.builders import a_user
from tests.mail.builders import an_address, path_of

from .builders import a_comment, a_moderator, a_pending_comment, a_review_with, words

pytestmark = pytest.mark.slow
WRITERS = 8
LINKS = "https://a.example https://b.example https://c.example"
MOST_CONNECTIONS = 80  # a PostgreSQL server takes a hundred


@pytest.fixture(autouse=True)
def shared_database(transactional_db, tmp_path):
    """A database that threads share: PostgreSQL's, or a file copied from SQLite's memory."""
    if connection.vendor != "sqlite":
        yield
        return
    in_memory, facts = connections["default"], connections.settings["default"]
    name, facts["NAME"] = facts["NAME"], str(tmp_path / "shared.sqlite3")
    in_memory.ensure_connection()
    with closing(sqlite3.connect(facts["NAME"])) as file:
        in_memory.connection.backup(file)
    connections["default"] = connections.create_connection("default")
    connections["default"].ensure_connection()  # sets WAL, which threads at once cannot
    yield
    connections["default"].close()
    connections["default"], facts["NAME"] = in_memory, name


def at_once(acts):
    """Run all acts, each in a thread, begun together; their results, or the refusals they met."""
    barrier, doors = Barrier(len(acts)), Semaphore(MOST_CONNECTIONS)

    def run(act):
        barrier.wait()
        with doors:
            try:
                return act()
            except AlreadyDecided as refusal:
                return refusal
            finally:
                connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def assert_counts_agree(review):
    discussion = Discussion.objects.get(review=review)
    assert (
        discussion.visible_count == Comment.objects.approved().filter(discussion=discussion).count()
    )
    numbers = (
        Comment.objects.filter(discussion=discussion).order_by("seq").values_list("seq", flat=True)
    )
    assert list(numbers) == list(range(1, discussion.last_seq + 1))


def test_eight_writers_lose_nothing():
    review = a_review_with()
    a_comment(review)
    address = reverse("comments:write", args=[review.slug])

    def write(writer):
        for number in range(6):
            sent = words(
                f"Thought {number}.",
                name=f"Reader {writer}",
                email=f"r{writer}@readers.example",
                parent="1",
            )
            response = Client().post(address, sent, REMOTE_ADDR=f"198.51.{writer}.1")
            assert response.status_code == 303

    at_once([lambda writer=writer: write(writer) for writer in range(WRITERS)])
    assert Comment.objects.count() == 1 + WRITERS * 6
    assert len(set(Comment.objects.values_list("path", flat=True))) == 1 + WRITERS * 6
    assert_counts_agree(review)


def a_browser(known=False):
    """A browser without a session.

    A `known` one belongs to the owner of the address that `words` gives.
    """
    browser = Client()
    if known:
        browser.post(
            path_of(links.confirm_url(Recipient.objects.get_or_create_at("remy@readers.example")))
        )
    return browser


@pytest.mark.parametrize(("key", "known"), [("", True), ("", False), ("one-click", False)])
def test_fifty_equal_posts_are_one_comment(key, known):
    review = a_review_with()
    address = reverse("comments:write", args=[review.slug])
    browsers = [a_browser(known) for _number in range(50)]
    answers = at_once(
        [lambda browser=browser: browser.post(address, words(key=key)) for browser in browsers]
    )
    assert {(answer.status_code, answer["Location"]) for answer in answers} == {
        (303, f"{address}1/")
    }
    assert Comment.objects.count() == 1
    assert_counts_agree(review)


def test_one_text_is_decided_once():
    review = a_review_with()
    sent = a_pending_comment(review)
    mine = [Comment.objects.get(pk=sent.pk) for _ in range(WRITERS)]
    acts = [
        (lambda row=row: moderate.approve(row, None))
        if number % 2
        else lambda row=row: moderate.reject(row, None, "Rude.")
        for number, row in enumerate(mine)
    ]
    results = at_once(acts)
    assert sum(isinstance(result, AlreadyDecided) for result in results) == WRITERS - 1
    assert ModerationLog.objects.count() == 1
    sent.refresh_from_db()
    assert Comment.objects.approved().count() == (sent.status == "approved")


def test_removals_and_replies_at_once_keep_the_counts():
    review = a_review_with()
    first = a_comment(review)
    replies = [a_comment(review, parent=first) for _ in range(4)]
    waiting = [a_pending_comment(review, parent=first) for _ in range(4)]
    acts = [lambda row=row: moderate.remove(row, None, "Rude.") for row in (first, *replies)] + [
        lambda row=row: moderate.approve(row, None) for row in waiting
    ]
    at_once(acts)
    assert_counts_agree(review)
    first.refresh_from_db()
    assert first.is_tombstone
    at_once([lambda row=row: moderate.return_to_queue(row, None) for row in waiting])
    first.refresh_from_db()
    assert not first.is_shown
    assert_counts_agree(review)


def test_two_hundred_likes_at_once_are_all_kept():
    """Through the form: twenty members, and guests each from their own network."""
    comment = a_comment(a_review_with())
    browsers = [Client() for _number in range(200)]
    for number, browser in enumerate(browsers[:20]):
        browser.force_login(a_user(f"member{number}"))
    address = reverse("comments:like", args=[comment.discussion.review.slug, comment.seq])
    acts = [
        lambda browser=browser, number=number: browser.post(
            address, REMOTE_ADDR=f"198.51.{number}.1"
        )
        for number, browser in enumerate(browsers)
    ]
    assert {answer.status_code for answer in at_once(acts)} == {303}
    comment.refresh_from_db()
    assert (comment.member_likes, comment.guest_likes, Like.objects.count()) == (20, 180, 200)


def test_one_hand_at_once_counts_once():
    comment, member = a_comment(a_review_with()), a_user("remy")
    done = at_once([lambda: likes.like(Comment.objects.get(pk=comment.pk), member)] * 50)
    assert done.count(True) == 1
    comment.refresh_from_db()
    assert comment.member_likes == Like.objects.count() == 1


def test_likes_and_their_ends_at_once_keep_the_count():
    comment = a_comment(a_review_with())
    at_once(
        [
            lambda n=n: likes.like(Comment.objects.get(pk=comment.pk), f"guest {n}")
            for n in range(20)
        ]
    )
    acts = [
        lambda n=n: likes.unlike(Comment.objects.get(pk=comment.pk), f"guest {n}")
        for n in range(20)
    ]
    acts += [
        lambda n=n: likes.like(Comment.objects.get(pk=comment.pk), f"guest {n}")
        for n in range(20, 40)
    ]
    acts += [lambda: moderate.remove(Comment.objects.get(pk=comment.pk), None, "Rude.")]
    at_once(acts)
    comment.refresh_from_db()
    assert comment.guest_likes == Like.objects.count() and comment.status == "removed"


def test_an_edit_and_a_removal_at_once_leave_one_truth():
    review = a_review_with()
    comment = a_comment(review)
    acts = [
        lambda n=n: edits.edit(Comment.objects.get(pk=comment.pk), f"Words {n}.")
        for n in range(WRITERS)
    ]
    at_once([*acts, lambda: moderate.remove(Comment.objects.get(pk=comment.pk), None, "Rude.")])
    comment.refresh_from_db()
    sent = comment
    assert sent.revisions.count() + 1 == sent.version and comment.body == sent.body
    assert comment.status == "removed"
    assert_counts_agree(review)


def test_comments_to_moderate_at_once_are_one_email():
    an_address(a_moderator().email)

    def post(review, number):
        sent = words(f"Thought {number}. {LINKS}", email=f"r{number}@readers.example")
        address = reverse("comments:write", args=[review.slug])
        return Client().post(address, sent, REMOTE_ADDR=f"198.51.{number}.1").status_code

    for _hour in range(3):
        OutgoingEmail.objects.update(status="sent", sent_at=timezone.now())
        reviews = [a_review_with() for _number in range(WRITERS)]
        acts = [lambda row=row, n=n: post(row, n) for n, row in enumerate(reviews)]
        assert set(at_once(acts)) == {303}
        assert OutgoingEmail.objects.filter(status="waiting").count() == 1
    assert Comment.objects.pending().count() == 3 * WRITERS


def test_a_member_posts_nothing_while_the_account_is_erased(monkeypatch):
    zora = a_user("zora", first_name="Zora")
    review, browser = a_review_with(), Client(raise_request_exception=False)
    browser.force_login(zora)
    a_comment(a_review_with(), "Zora", user=zora)
    address, sent = reverse("comments:write", args=[review.slug]), words("Too late.")
    delete_account = erasure._delete_account

    def delete_while_they_post(user):
        post = pool.submit(at_once, [lambda: browser.post(address, sent)])
        wait([post], timeout=1)  # it goes on when the erasure is through
        delete_account(user)

    monkeypatch.setattr(erasure, "_delete_account", delete_while_they_post)
    with ThreadPoolExecutor(1) as pool:
        assert erasure.erase(zora) == 1
    assert not Comment.objects.exclude(name="").exists()
