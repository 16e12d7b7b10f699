"""What each role may open of what editors set up, written by hand; nobody may do more."""

import pytest
from django.test import Client

from tests.admin.conftest import browser
from tests.admin.people import a_critic_user, a_moderator, an_editor, someone
from tests.builders import a_review, a_user

from .builders import a_notice, a_package, a_page, a_placement, a_promotion

pytestmark = pytest.mark.django_db
TABLE = """
address                              editor critic moderator staff
/admin/pages/notice/                 200    403    403       403
/admin/pages/notice/add/             200    403    403       403
/admin/pages/notice/NOTICE/change/   200    403    403       403
/admin/pages/notice/NOTICE/history/  200    403    403       403
/admin/pages/notice/NOTICE/delete/   200    403    403       403
/admin/pages/placement/              200    403    403       403
/admin/pages/placement/add/          200    403    403       403
/admin/pages/placement/PICK/change/  200    403    403       403
/admin/pages/placement/PICK/delete/  200    403    403       403
/admin/pages/package/                200    403    403       403
/admin/pages/package/add/            200    403    403       403
/admin/pages/package/REPORT/change/  200    403    403       403
/admin/pages/package/REPORT/delete/  200    403    403       403
/packages/fall-arts/                 200    404    404       404
/packages/fall-arts/feed/            404    404    404       404
/admin/pages/promotion/              200    403    403       403
/admin/pages/promotion/add/          200    403    403       403
/admin/pages/promotion/BANNER/change/ 200   403    403       403
/admin/pages/promotion/BANNER/delete/ 200   403    403       403
/promotions/BANNER/                  404    404    404       404
/admin/pages/page/                   200    403    403       403
/admin/pages/page/add/               200    403    403       403
/admin/pages/page/PLAIN/change/      200    403    403       403
/admin/pages/page/PLAIN/delete/      200    403    403       403
/pages/contact/                      200    404    404       404
"""
HEAD, *LINES = [line.split() for line in TABLE.strip().splitlines()]
MAKERS = {
    "editor": an_editor,
    "critic": a_critic_user,
    "moderator": a_moderator,
    "staff": lambda: someone("sam"),
}


@pytest.fixture
def world(db):
    review = a_review(published=False)
    return {
        "NOTICE": a_notice(starts_at=None).pk,
        "PICK": a_placement(review).pk,
        "REPORT": a_package("Fall Arts", [review], starts_at=None).pk,
        "BANNER": a_promotion(starts_at=None).pk,
        "PLAIN": a_page("Contact", is_published=False).pk,
    }


def address_in(world, pattern):
    for word, pk in world.items():
        pattern = pattern.replace(word, str(pk))
    return pattern


@pytest.mark.parametrize("role", MAKERS)
def test_what_each_role_may_open(world, role):
    client, column = browser(MAKERS[role]()), HEAD.index(role)
    answers = {line[0]: client.get(address_in(world, line[0])).status_code for line in LINES}
    assert answers == {line[0]: int(line[column]) for line in LINES}


def test_readers_and_strangers_are_sent_to_sign_in(world):
    for client in (browser(a_user("remy")), Client()):
        for pattern in (line[0] for line in LINES if line[0].startswith("/admin/")):
            answer = client.get(address_in(world, pattern))
            assert answer.status_code == 302 and answer.url.startswith("/admin/login/"), pattern


@pytest.mark.parametrize("path", ["/packages/fall-arts/", "/pages/contact/"])
def test_readers_and_strangers_see_no_draft(world, path):
    for client in (browser(a_user("remy")), Client()):
        assert client.get(path).status_code == 404
