"""After an erasure nothing in the database says who it was; threads, counts and decisions stand."""

import re

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.models import FilmMark
from comments.actions import edit as edits
from comments.actions import like as likes
from comments.actions import moderate
from comments.models import Comment, Discussion, ModerationLog
from comments.models.discussion import DiscussionQuerySet
from comments.notify import subscribe
from comments.privacy import links
from comments.privacy.erasure import erase
from mail import sending
from mail.models import Recipient
from tests.builders import a_film
from tests.comments.builders import (
    a_comment,
    a_moderator,
    a_pending_comment,
    a_review_with,
    page,
    post,
)

from .builders import a_member, dump, prove

pytestmark = pytest.mark.django_db

NAME, EMAIL, WORDS = "Zora Quillfeather", "zora@quill.example", "zyzzyva-in-the-dark"


def erase_by_link(email=EMAIL):
    token = links.token_of(Recipient.objects.get_or_create_at(email))
    return Client().post(reverse("comments:erase", args=[token]), {"sure": "on"})


@pytest.fixture
def traces(db):
    """A guest who said, edited, sent and asked for a good deal.

    Gives the review and her network's hash.
    """
    review, mona = a_review_with(), a_moderator()
    guest = Client()
    post(guest, review, WORDS + " one", name=NAME, email=EMAIL, website="https://quill.example/")
    first = Comment.objects.get()
    edits.edit(first, WORDS + " one, mended")
    a_comment(review, body="An answer.", parent=first)
    a_pending_comment(review, NAME, WORDS + " two", email=EMAIL, status="unconfirmed")
    a_pending_comment(review, NAME, WORDS + " three", email=EMAIL)
    refused = a_pending_comment(review, NAME, WORDS + " four", email=EMAIL)
    moderate.reject(refused, mona, "Not about the film.")
    moderate.remove(a_comment(review, NAME, WORDS + " five", email=EMAIL), mona, "Rude.")
    moderate.mark_spam(a_pending_comment(review, NAME, WORDS + " six", email=EMAIL), mona)
    subscribe(EMAIL, Discussion.objects.get(), owns_email=True)
    kind = ContentType.objects.get_for_model(Comment)
    LogEntry.objects.create(
        user=mona,
        content_type=kind,
        object_id=str(refused.pk),
        object_repr=str(refused),
        action_flag=2,
    )
    return review, Comment.objects.earliest("pk").network


def test_nothing_of_her_is_left(traces):
    _review, network = traces
    before = dump()
    for trace in (NAME, EMAIL, WORDS, network, "quill.example"):
        assert trace in before
    response = erase_by_link()
    assert response.status_code == 200 and "6 comments were deleted" in response.content.decode()
    after = dump()
    assert not [
        trace
        for trace in (NAME, EMAIL, WORDS, network, "quill.example", "Quillfeather")
        if trace in after
    ]


def test_the_thread_keeps_its_shape(traces, client):
    review, _network = traces
    numbers = list(Comment.objects.values_list("seq", "path"))
    erase_by_link()
    assert list(Comment.objects.values_list("seq", "path")) == numbers
    html = page(client, review)
    assert (
        "An answer." in html and WORDS not in html and NAME not in html and 'id="comment-1"' in html
    )
    assert not Discussion.objects.out_of_sync()
    assert Discussion.objects.get().visible_count == 1


def test_the_chain_of_decisions_stands(traces):
    before = ModerationLog.objects.count()
    erase_by_link()
    assert ModerationLog.objects.count() == before


def test_nothing_of_hers_waits_in_the_queue(traces):
    erase_by_link()
    assert not Comment.objects.pending().exists()
    assert not Comment.objects.filter(status="unconfirmed").exists()
    assert Comment.objects.filter(reason="Erased by its author.").count() == 2


def test_others_lose_nothing(traces):
    erase_by_link()
    answer = Comment.objects.get(body="An answer.")
    assert answer.name == "Remy Adler" and answer.email == "remy@readers.example"


def test_an_erased_text_is_never_printed_again(traces):
    erase_by_link()
    for comment in Comment.objects.exclude(body="An answer."):
        with pytest.raises(ValueError, match=r"erased|deleted"):
            moderate.restore(comment, None)


def test_a_second_erasure_finds_nothing(traces):
    erase_by_link()
    assert "0 comments were deleted" in erase_by_link().content.decode()


def test_a_member_and_the_account_are_erased(client):
    zora, review = a_member(), a_review_with()
    client.force_login(zora)
    post(client, review, WORDS)
    liked = a_comment(review)
    likes.like(liked, zora)
    a_pending_comment(review, NAME, WORDS + " as a guest", email=zora.email)
    prove(client)
    answer = client.post(reverse("comments:erase"), {"sure": "on"})
    assert answer.status_code == 200 and answer.headers["Clear-Site-Data"] == '"storage"'
    liked.refresh_from_db()
    assert (liked.member_likes, liked.like_rows.count()) == (0, 0)
    assert (
        not User.objects.filter(username="zora").exists() and "_auth_user_id" not in client.session
    )
    after = dump()
    assert not [trace for trace in ("Quillfeather", zora.email, WORDS, "zora") if trace in after]


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_member_gives_the_password_first(client, method):
    client.force_login(a_member())
    path = reverse("comments:erase")
    answer = getattr(client, method)(path, {"sure": "on"})
    assert answer["Location"].startswith("/account/reauthenticate/?next=")
    assert prove(client, word="a bad password").status_code == 200
    assert getattr(client, method)(path, {"sure": "on"})["Location"] and User.objects.exists()


def test_what_was_sent_before_the_password_is_done_after_it():
    client = Client(enforce_csrf_checks=True)
    client.force_login(a_member())
    path, again = reverse("comments:erase"), "/account/reauthenticate/"
    token = (
        client.get(again)
        .content.decode()
        .split('name="csrfmiddlewaretoken" value="')[1]
        .split('"')[0]
    )
    sent = client.post(path, {"sure": "on", "csrfmiddlewaretoken": token})
    client.post(
        sent["Location"],
        {"password": "a good password", "next": path, "csrfmiddlewaretoken": token},
    )
    assert not User.objects.exists()


def test_a_member_who_comes_by_codes_has_none_to_give(client):
    zora = a_member()
    zora.set_unusable_password()
    zora.save()
    client.post("/account/login/code/", {"email": zora.email})
    sending.send_due()
    code = re.search(r"^ {4}(\S+)$", mail.outbox[-1].body, re.MULTILINE)[1]
    client.post("/account/login/code/confirm/", {"code": code})
    assert client.post(reverse("comments:erase"), {"sure": "on"}).status_code == 200
    assert not User.objects.filter(pk=zora.pk).exists()


def test_the_sessions_of_the_member_end_everywhere(client):
    zora, telephone = a_member(), Client()
    for browser in (client, telephone):
        browser.post(reverse("account_login"), {"login": zora.email, "password": "a good password"})
        assert browser.get("/comments/my-data/export/").status_code == 200
    key = telephone.session.session_key
    prove(client)
    client.post(reverse("comments:erase"), {"sure": "on"})
    assert telephone.get("/comments/my-data/export/").status_code == 302
    assert not Session.objects.filter(session_key=key).exists()


def test_the_account_of_the_staff_stays(client):
    mona = a_moderator()
    review = a_review_with()
    client.force_login(mona)
    post(client, review, WORDS)
    prove(client)
    client.post(reverse("comments:erase"), {"sure": "on"})
    assert User.objects.filter(username="mona").exists() and WORDS not in dump()


def test_an_address_that_is_not_proved_opens_nobodys_texts(client):
    zora = a_member()
    zora.emailaddress_set.update(verified=False)
    a_comment(a_review_with(), NAME, WORDS, email=zora.email)
    erase(zora)
    assert WORDS in dump()


def test_a_ban_in_force_keeps_a_mark_alone(traces):
    from datetime import timedelta

    from django.utils import timezone

    from comments.models import Ban

    text = Comment.objects.filter(email=EMAIL).latest("pk")
    Ban.objects.create(
        email=EMAIL,
        name=NAME,
        network="net",
        until=timezone.now() + timedelta(days=3),
        reason="Rude.",
        comment=text,
    )
    erase_by_link()
    ban = Ban.objects.get()
    assert (ban.user, ban.email, ban.name, ban.network) == (None, "", "", "") and ban.email_hash
    assert not [trace for trace in (EMAIL, NAME) if trace in dump()]


def test_a_thread_of_many_is_erased_whole():
    review = a_review_with()
    for number in range(12):
        a_comment(review, NAME, f"{WORDS} {number}", email=EMAIL)
    assert erase(EMAIL) == 12
    assert Discussion.objects.get().visible_count == 0 and WORDS not in dump()


def as_it_waits(monkeypatch, act):
    """Have something done by others when the first thread is about to be locked."""
    lock, waiting = DiscussionQuerySet.lock, [act]

    def act_and_lock(rows, pk):
        while waiting:
            waiting.pop()()
        return lock(rows, pk)

    monkeypatch.setattr(DiscussionQuerySet, "lock", act_and_lock)


def test_what_a_guest_posts_while_an_erasure_waits_is_erased(monkeypatch):
    review = a_review_with()
    a_comment(review, NAME, f"{WORDS} one", email=EMAIL)
    as_it_waits(monkeypatch, lambda: a_comment(review, NAME, f"{WORDS} two", email=EMAIL))
    assert erase(EMAIL) == 2
    assert not [trace for trace in (NAME, EMAIL, WORDS) if trace in dump()]
    assert Discussion.objects.get().visible_count == 0


def test_what_a_member_does_elsewhere_while_an_erasure_waits_is_erased(client, monkeypatch):
    zora, review, other = a_member(), a_review_with(), a_review_with()
    liked = a_comment(other)
    client.force_login(zora)
    post(client, review, WORDS)

    def write_elsewhere():
        likes.like(liked, zora)
        assert post(client, other, f"{WORDS} elsewhere").status_code == 303

    as_it_waits(monkeypatch, write_elsewhere)
    assert erase(zora) == 2
    assert not [trace for trace in ("Quillfeather", zora.email, WORDS) if trace in dump()]
    liked.refresh_from_db()
    assert liked.member_likes == 0 and not Discussion.objects.out_of_sync()


def test_the_films_that_a_member_marked_are_forgotten():
    zora, mona, film = a_member(), a_moderator(), a_film("Heat", 1995)
    for user in (zora, mona):
        FilmMark.objects.mark(user, film, "for")
    erase(zora)
    assert FilmMark.objects.get().user == mona
    erase(mona)  # whose account stays
    assert not FilmMark.objects.exists() and User.objects.get() == mona
