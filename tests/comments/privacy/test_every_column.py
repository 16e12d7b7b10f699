"""After an erasure no column of any row holds the address, the name or the network."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from comments.actions import like as likes
from comments.models import Ban, Comment, Discussion, Report
from comments.privacy.erasure import erase
from comments.privacy.retention import purge_expired
from core.limiter import Policy
from core.models import CachedValue, RateLimitCount
from mail import sending
from mail.models import OutgoingEmail, Recipient
from tests.comments.builders import a_comment, a_moderator, a_review_with, post

from .builders import a_member, dump, prove, purge_all

pytestmark = pytest.mark.django_db
NAME, EMAIL, TYPED = "Zora Quillfeather", "zora@quill.example", "Zora@Quill.Example"


def everything():
    """Every value of every table in lower case, sessions decoded."""
    sessions = [str(session.get_decoded()) for session in Session.objects.all()]
    return "\n".join([dump(), *sessions]).lower()


def assert_gone(*traces):
    """No row holds one of these; the rows that do are named."""
    rows = everything().splitlines()
    assert not [row[:200] for row in rows for trace in traces if trace and trace.lower() in row]


def code_mailed():
    sending.send_due()
    return re.search(r"^ {4}(\S+)$", mail.outbox[-1].body, re.MULTILINE)[1]


def log(row, words, by):
    """What the admin notes of a change."""
    kind = ContentType.objects.get_for_model(row)
    LogEntry.objects.create(
        user=by, content_type=kind, object_id=str(row.pk), object_repr=words[:200],
        change_message=f"Was {words}.", action_flag=CHANGE,
    )  # fmt: skip


def test_a_guest_leaves_no_trace(client):
    review, mona = a_review_with(), a_moderator()
    post(client, review, "On the dance.", name=NAME, email=TYPED)
    discussion = Discussion.objects.get()
    a_comment(review, "Remy Adler", "An answer.", parent=Comment.objects.first())
    client.post(
        reverse("comments:follow", args=[review.slug]),
        {"email": TYPED, "cadence": "daily", "replies": "on"},
    )
    client.post(reverse("comments:my_data"), {"email": TYPED})
    Client().post("/account/login/code/", {"email": TYPED})
    Client().post("/account/password/reset/", {"email": TYPED})
    network = Comment.objects.first().network
    address = Recipient.objects.get_or_create_at(EMAIL)
    log(address, EMAIL, mona)
    log(discussion, f"{TYPED} wrote", mona)
    assert EMAIL in everything() and network in everything()
    erase(EMAIL)
    assert_gone(EMAIL, NAME, "quillfeather", network)


def test_a_member_leaves_no_trace(client):
    review, mona, zora = a_review_with(), a_moderator(), a_member()
    User.objects.filter(pk=zora.pk).update(email="Zora@Quill.Example")
    EmailAddress.objects.filter(user=zora).update(email=EMAIL)
    EmailAddress.objects.create(user=zora, email="second@quill.example", verified=False)
    SocialAccount.objects.create(
        user=zora, provider="google", uid="1", extra_data={"email": TYPED, "name": NAME}
    )
    zora.refresh_from_db()
    telephone = Client()
    telephone.post("/account/login/code/", {"email": EMAIL})
    telephone.post("/account/login/code/confirm/", {"code": code_mailed()})
    Client().post("/account/login/code/", {"email": TYPED})  # a session that never got further
    client.post(reverse("account_login"), {"login": EMAIL, "password": "a good password"})
    post(client, review, "On the dance.")
    network = Comment.objects.first().network
    liked = a_comment(review)
    likes.like(liked, zora)
    Report.objects.create(
        comment=liked, user=zora, words=f"Says {NAME}", reporter_key=f"user:{zora.pk}"
    )
    log(zora, f"{NAME} <{TYPED}>", mona)
    log(zora.profile, NAME, mona)
    OutgoingEmail.objects.create(
        kind="account", to="old@quill.example", context={"text": f"Your new address is {TYPED}."}
    )
    OutgoingEmail.objects.create(
        kind="account", to="second@quill.example", context={"text": "Is it yours?"}
    )
    prove(client)
    assert client.post(reverse("comments:erase"), {"sure": "on"}).status_code == 200
    assert not User.objects.filter(pk=zora.pk).exists()
    assert_gone(EMAIL, NAME, "quillfeather", "quill.example", network)


def test_an_address_typed_by_others_is_a_hash_in_every_count(client):
    for _try in range(3):
        client.post(reverse("account_login"), {"login": TYPED, "password": "guess"})
    assert CachedValue.objects.exists()
    assert_gone(EMAIL)


def test_others_keep_their_sessions(client):
    remy = a_member("remy", "Remy", "Adler")
    client.force_login(remy)
    zora = a_member()
    Client().force_login(zora)
    erase(zora)
    assert client.get("/me/").status_code == 200


def test_others_keep_what_the_admin_noted_of_them():
    mona = a_moderator()
    log(mona, "Mona <mona@quill.example.org>", mona)
    erase("a@quill.example.org")
    assert LogEntry.objects.get().object_repr


def test_what_has_expired_is_deleted(client, time_machine):
    Policy("likes", 60, timedelta(minutes=10)).add("dora")
    client.post(reverse("account_login"), {"login": TYPED, "password": "guess"})
    client.post("/account/login/code/", {"email": TYPED})
    assert (
        Session.objects.exists()
        and RateLimitCount.objects.exists()
        and CachedValue.objects.exists()
    )
    time_machine.move_to(timezone.now() + timedelta(days=15))
    purge_expired()
    assert (
        not Session.objects.exists()
        and not RateLimitCount.objects.exists()
        and not CachedValue.objects.exists()
    )


def test_a_session_that_lasts_is_kept(client, time_machine):
    client.force_login(a_member())
    time_machine.move_to(timezone.now() + timedelta(days=13))
    purge_expired()
    assert Session.objects.exists()


def test_the_list_of_sessions_ends_with_them(client, time_machine):
    zora = a_member()
    client.post(reverse("account_login"), {"login": zora.email, "password": "a good password"})
    assert UserSession.objects.exists()
    time_machine.move_to(timezone.now() + timedelta(days=15))
    purge_expired()
    assert not UserSession.objects.exists()


def test_an_account_that_was_never_confirmed_goes(client, time_machine):
    client.post(
        "/account/signup/",
        {"email": TYPED, "name": NAME, "password1": "correct horse battery staple"},
    )
    assert User.objects.filter(email__iexact=EMAIL).exists()
    sending.send_due()
    time_machine.move_to(timezone.now() + timedelta(days=31))
    purge_all()
    assert_gone(EMAIL)


def test_an_account_with_comments_stays(time_machine):
    zora = a_member()
    zora.emailaddress_set.update(verified=False)
    post(_logged_in(zora), a_review_with(), "On the dance.")
    time_machine.move_to(timezone.now() + timedelta(days=31))
    purge_all()
    assert User.objects.filter(pk=zora.pk).exists()


def _logged_in(user):
    client = Client()
    client.force_login(user)
    return client


def test_a_ban_that_ended_long_ago_goes(time_machine):
    text = Comment.objects.create(
        discussion=a_comment(a_review_with()).discussion,
        name=NAME,
        email=EMAIL,
        body="On the dance.",
    )
    Ban.objects.create(
        email=EMAIL, reason="Rude.", until=timezone.now() + timedelta(days=1), comment=text
    )
    time_machine.move_to(timezone.now() + timedelta(days=400))
    purge_all()
    assert not Ban.objects.exists()
