"""What the lists of the admin may be asked: their own filters, and nothing that no column shows."""

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from tests.comments.builders import a_comment, a_pending_comment, a_review_with

pytestmark = pytest.mark.django_db

ASKED = [
    ("comments_comment", "status=approved&email__startswith=r"),
    ("comments_comment", "email__startswith=r"),
    ("comments_comment", "user__email__startswith=r"),
    ("comments_comment", "network=x"),
    ("comments_discussion", "comments__email__startswith=r"),
    ("comments_moderationlog", "actor__email__startswith=m"),
    ("comments_ban", "email__startswith=r"),
    ("comments_ban", "network__startswith=a"),
    ("comments_trustedauthor", "email__startswith=r"),
    ("accounts_memberprofile", "user__email__startswith=r"),
]
OWN = [
    ("comments_comment", "status__exact=approved"),
    ("comments_comment", "status__exact=spam&q=film&p=0&o=1"),
    ("comments_comment", "discussion__review__publication__id__exact={publication}"),
    ("comments_discussion", "state__exact=open&review__publication__id__exact={publication}"),
    ("comments_moderationlog", "action__exact=approve"),
    ("comments_ban", "q="),
    ("comments_trustedauthor", ""),
    ("accounts_memberprofile", "verification=asked"),
]


def ask(client, model, query):
    return client.get(f"{reverse(f'admin:{model}_changelist')}?{query}")


@pytest.fixture
def review(mona):
    mona.user_permissions.add(
        *Permission.objects.filter(
            codename__in=["view_ban", "view_trustedauthor", "view_moderationlog"]
        )
    )
    return a_comment(a_review_with()).discussion.review


@pytest.mark.parametrize(("model", "query"), ASKED)
def test_a_list_does_not_tell_addresses_or_networks(client, review, model, query):
    assert ask(client, model, query).status_code == 400


@pytest.mark.parametrize(("model", "query"), OWN)
def test_a_list_answers_to_its_own_filters(client, review, model, query):
    assert ask(client, model, query.format(publication=review.publication_id)).status_code == 200


def test_what_never_stood_in_a_thread_has_no_page_to_view(client, mona):
    comment = a_pending_comment(a_review_with())
    client.force_login(mona)
    form = client.get(reverse("admin:comments_comment_change", args=[comment.pk]))
    assert "/admin/r/" not in form.content.decode()
    kind = ContentType.objects.get_for_model(comment).pk
    assert client.get(f"/admin/r/{kind}/{comment.pk}/").status_code == 404
