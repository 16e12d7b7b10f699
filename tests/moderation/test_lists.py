"""What the lists of the desk may be asked: their own filters, and nothing that no column shows."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from tests.comments.builders import a_comment, a_review_with

pytestmark = pytest.mark.django_db

ASKED = [
    ("submission", "status=all&email__startswith=r"),
    ("submission", "email__startswith=r"),
    ("submission", "user__email__startswith=r"),
    ("submission", "network=x"),
    ("comment", "submission__email__startswith=r"),
    ("discussion", "submissions__email__startswith=r"),
    ("decision", "actor__email__startswith=m"),
    ("ban", "email__startswith=r"),
    ("ban", "network__startswith=a"),
    ("trust", "email__startswith=r"),
    ("memberprofile", "user__email__startswith=r"),
]
OWN = [
    ("submission", "status=all"),
    ("submission", "status=spam&q=film&p=0&o=1"),
    ("submission", "discussion__review__publication__id__exact={publication}"),
    ("comment", "state__exact=approved"),
    ("comment", "discussion__review__publication__id__exact={publication}"),
    ("discussion", "state__exact=open&review__publication__id__exact={publication}"),
    ("decision", "action__exact=accept"),
    ("ban", "q="),
    ("trust", ""),
    ("memberprofile", "mark=asked"),
]


def ask(client, model, query):
    return client.get(f"{reverse(f'admin:comments_{model}_changelist')}?{query}")


@pytest.fixture
def review(mona):
    mona.user_permissions.add(*Permission.objects.filter(codename__in=["view_ban", "view_trust", "view_decision"]))
    return a_comment(a_review_with()).discussion.review


@pytest.mark.parametrize(("model", "query"), ASKED)
def test_a_list_does_not_tell_addresses_or_networks(client, review, model, query):
    assert ask(client, model, query).status_code == 400


@pytest.mark.parametrize(("model", "query"), OWN)
def test_a_list_answers_to_its_own_filters(client, review, model, query):
    assert ask(client, model, query.format(publication=review.publication_id)).status_code == 200
