"""What readers, members and moderators leave behind on a site, beside its fixtures."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import FilmMark, MemberProfile
from comments.actions.appeal import uphold
from comments.actions.edit import edit, withdraw
from comments.actions.like import like
from comments.models import (
    Appeal,
    Comment,
    DigestItem,
    ModerationLog,
    RejectionReason,
    Report,
    SpamWord,
    Subscription,
)
from comments.queue.actions import ActionInput, perform
from films.models import Film, Person
from mail.models import Recipient
from reviews.models import Review

PASSWORD = "the lamp in the last reel"


def live():
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    mona, mark = (somebody(name, Group.objects.get(name="moderator")) for name in ("mona", "mark"))
    remy = somebody("remy", email="remy@readers.example")
    review = Review.objects.published().exclude(discussion=None).first()
    SpamWord.objects.create(word="roulette", note="Too many of these.")
    RejectionReason.objects.create(text="This is about another film.")
    guest, member = Client(), Client()
    member.force_login(remy)
    first = post(guest, review, "The last shot undoes the film, and nobody in the hall spoke.")
    second = post(guest, review, "Roulette, roulette: come to my table and win.", "Cy Dow")
    third = post(member, review, "I saw it twice, and the second time I saw the river.")
    moderate(mona, first)
    moderate(mona, second)
    discuss(review, remy, mona)
    appeal_against(ModerationLog.objects.filter(action="reject").last(), mark)
    settle_in(remy)
    edit(third, "I saw it three times, and the third time I saw the river.")


def somebody(username, *groups, email=""):
    user = User.objects.create_user(username, email, PASSWORD, is_staff=bool(groups))
    user.groups.set(groups)
    if email:
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def post(client, review, body, name="Ada Lark"):
    """A comment sent with the form."""
    known = set(Comment.objects.values_list("pk", flat=True))
    sent = {"name": name, "email": "ada@readers.example", "body": body, "follow": "thread"}
    response = client.post(reverse("comments:write", args=[review.slug]), sent | {"post": "1"})
    assert response.status_code in {303, 403}, response.content.decode()
    return Comment.objects.exclude(pk__in=known).get()


def moderate(by, comment):
    """The first is approved, what is held or refused is rejected with its author banned."""
    comment.refresh_from_db()
    if comment.status == "unconfirmed":
        Comment.objects.filter(pk=comment.pk).update(status="pending")
        comment.refresh_from_db()
    asked = ActionInput(
        by,
        "This is about another film.",
        timezone.now() + timedelta(days=365),
        expected_version=comment.version,
        expected_status=comment.status,
    )
    names = ["approve", "feature", "trust"] if comment.name == "Ada Lark" else ["reject", "ban"]
    for name in names:
        if comment.status != "approved" or name != "approve":
            perform(name, comment, asked)


def discuss(review, member, by):
    shown = list(Comment.objects.approved().filter(discussion__review=review))
    like(shown[0], member), like(shown[0], "a" * 64)
    Report.objects.create(comment=shown[0], why="spoiler", reporter_key=f"member:{member.pk}")
    recipient = Recipient.objects.confirm("ada@readers.example")
    following = {"recipient": recipient, "discussion": review.discussion}
    Subscription.objects.update_or_create(**following, defaults={"cadence": "daily"})
    DigestItem.objects.create(recipient=recipient, comment=shown[-1])
    perform("slow", shown[0], ActionInput(by, seconds=60))
    withdraw(shown[-1])


def appeal_against(decision, by):
    appeal = Appeal.objects.create(decision=decision, words="It is about this very film.")
    uphold(appeal, by, "It is not.")


def settle_in(member):
    MemberProfile.objects.get_or_create_for(member).request_verification()
    FilmMark.objects.mark(member, Film.objects.public().first(), "for")
    SocialAccount.objects.create(user=member, provider="github", uid="4711")
    Authenticator.objects.create(user=member, type="recovery_codes", data={"seed": "s"})
    UserSession.objects.create(
        user=member, session_key="k" * 32, ip="fd00::1", user_agent="Firefox"
    )
    person = Person.objects.first()
    person.slug = f"{person.slug}-again"
    person.save()
