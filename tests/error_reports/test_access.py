"""Who may see and answer reports of errors, by hand: editors, and nobody else."""

import pytest
from django.test import Client

from error_reports.models import ErrorReport
from tests.admin.people import a_critic_user, a_moderator, an_editor, someone
from tests.builders import a_review, a_user

pytestmark = pytest.mark.django_db
# 302: to the sign-in.
TABLE = """
page                 editor critic moderator staff reader stranger
                     200    403    403       403   302    302
add/                 403    403    403       403   302    302
REPORT/change/       200    403    403       403   302    302
REPORT/answer/       200    403    403       403   302    302
REPORT/delete/       403    403    403       403   302    302
"""
MAKERS = {
    "editor": an_editor,
    "critic": a_critic_user,
    "moderator": a_moderator,
    "staff": lambda: someone("sam"),
    "reader": lambda: a_user("remy"),
    "stranger": None,
}
LINES = [line[:20].strip() for line in TABLE.strip("\n").splitlines()[1:]]
HEAD, *ROWS = [line[20:].split() for line in TABLE.strip("\n").splitlines()]


@pytest.fixture
def report():
    return ErrorReport.objects.create(review=a_review(), words="Seventeen.", email="a@b.example")


def browser_of(who):
    client, make = Client(), MAKERS[who]
    if make:
        client.force_login(make())
    return client


@pytest.mark.parametrize("who", MAKERS)
def test_access(report, who):
    client, root = browser_of(who), "/admin/error_reports/errorreport/"
    pages = [f"{root}{line}".replace("REPORT", str(report.pk)) for line in LINES]
    found = [client.get(page).status_code for page in pages]
    assert found == [int(row[HEAD.index(who)]) for row in ROWS]


@pytest.mark.parametrize("who", [who for who in MAKERS if who != "editor"])
def test_nobody_else_settles_one(report, who):
    client, root = browser_of(who), "/admin/error_reports/errorreport/"
    client.post(f"{root}{report.pk}/answer/", {"answer": "No."})
    client.post(root, {"action": "dismiss", "_selected_action": [report.pk]})
    report.refresh_from_db()
    assert report.state == "open"


@pytest.mark.parametrize("lookup", ["email__startswith=a", "words__contains=S"])
def test_the_list_tells_no_column_that_it_does_not_show(report, lookup):
    found = browser_of("editor").get(f"/admin/error_reports/errorreport/?{lookup}")
    assert found.status_code in {302, 400}
