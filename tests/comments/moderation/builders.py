"""What moderators' tests need: the people, and how they act in the queue."""

from django.contrib.auth.models import Permission
from django.urls import reverse

from comments.models import Comment, ModerationLog, Report
from mail.models import Recipient
from tests.builders import a_user
from tests.comments.builders import a_moderator

QUEUE = reverse("admin:comments_queue")


def an_editor(username="edith"):
    """Somebody who publishes and moderates."""
    user = a_moderator(username)
    codenames = ["view_review", "change_review", "publish_review"]
    user.user_permissions.add(*Permission.objects.filter(codename__in=codenames))
    return user


def a_critic_user(username="iris"):
    """One of the staff who writes and does not moderate."""
    user = a_user(username, is_staff=True)
    user.user_permissions.set(
        Permission.objects.filter(codename__in=["view_review", "change_review"])
    )
    return user


def item(row):
    """How the queue names a comment at the version of now."""
    row = Comment.objects.get(pk=row.pk)
    return f"{row.pk}:{row.version}:{row.status}"


def act(client, name, *rows, follow=True, **fields):
    """Press a button of the queue for these rows, with the question before it answered."""
    data = {
        "action": name,
        "item": [row if isinstance(row, str) else item(row) for row in rows],
    } | fields
    return client.post(
        reverse("admin:comments_queue_act"), data | {"confirmed": "1"}, follow=follow
    )


def undo(client):
    """Press the button that undoes the last act, if it is there."""
    last = client.get(QUEUE).context["undo"]
    return client.post(
        reverse("admin:comments_queue_undo"), {"token": last["token"] if last else ""}, follow=True
    )


def confirm(email):
    """Let e-mails go to this address."""
    return Recipient.objects.confirm(email)


def actions():
    """All decisions in their order."""
    return list(ModerationLog.objects.order_by("pk").values_list("action", flat=True))


def queue(client, **query):
    """The queue's page as text."""
    response = client.get(QUEUE, query)
    assert response.status_code == 200
    return response.content.decode()


def a_report(comment, why="insult", weight=0.5, reporter_key="network:one"):
    return Report.objects.create(comment=comment, why=why, weight=weight, reporter_key=reporter_key)
