"""Who may do what in the moderators' queue, address by address, against a table written by hand."""

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import MemberProfile
from comments.actions import ban as bans
from comments.actions import moderate
from comments.models import (
    Appeal,
    Ban,
    Comment,
    ModerationLog,
    RejectionReason,
    SpamWord,
    TrustedAuthor,
)
from tests import access
from tests.builders import a_user
from tests.comments.builders import a_moderator, a_pending_comment

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

# 302 leads who is not of the staff to the sign-in, others from a row to its page; 303: done; 405:
# nobody may. Staff who may not moderate get 403, or 302 back to the admin
# where it would tell of a row.
GET = access.read("""
address                                       anonymous guest-A guest-B member critic moderator editor
/admin/comments/                              302       302     302     302    404    200       200
/admin/comments/comment/queue/             302       302     302     302    403    200       200
/admin/comments/comment/queue/act/         302       302     302     302    403    405       405
/admin/comments/comment/queue/undo/        302       302     302     302    403    405       405
/admin/comments/comment/queue/appeals/APPEAL/ 302    302     302     302    403    405       405
/admin/comments/comment/                   302       302     302     302    403    200       200
/admin/comments/comment/add/               302       302     302     302    403    403       403
/admin/comments/comment/COMMENT/           302       302     302     302    302    302       302
/admin/comments/comment/COMMENT/change/    302       302     302     302    403    200       200
/admin/comments/comment/COMMENT/history/   302       302     302     302    403    200       200
/admin/comments/comment/COMMENT/delete/    302       302     302     302    403    403       403
/admin/comments/discussion/                   302       302     302     302    403    200       200
/admin/comments/discussion/add/               302       302     302     302    403    403       403
/admin/comments/discussion/THREAD/            302       302     302     302    302    302       302
/admin/comments/discussion/THREAD/change/     302       302     302     302    403    200       200
/admin/comments/discussion/THREAD/history/    302       302     302     302    403    200       200
/admin/comments/discussion/THREAD/delete/     302       302     302     302    403    403       403
/admin/comments/moderationlog/                     302       302     302     302    403    200       200
/admin/comments/moderationlog/add/                 302       302     302     302    403    403       403
/admin/comments/moderationlog/DECISION/            302       302     302     302    302    302       302
/admin/comments/moderationlog/DECISION/change/     302       302     302     302    403    200       200
/admin/comments/moderationlog/DECISION/history/    302       302     302     302    403    200       200
/admin/comments/moderationlog/DECISION/delete/     302       302     302     302    403    403       403
/admin/comments/ban/                          302       302     302     302    403    200       200
/admin/comments/ban/add/                      302       302     302     302    403    403       403
/admin/comments/ban/BAN/                      302       302     302     302    302    302       302
/admin/comments/ban/BAN/change/               302       302     302     302    403    200       200
/admin/comments/ban/BAN/history/              302       302     302     302    403    200       200
/admin/comments/ban/BAN/delete/               302       302     302     302    403    403       403
/admin/comments/trustedauthor/                        302       302     302     302    403    200       200
/admin/comments/trustedauthor/add/                    302       302     302     302    403    403       403
/admin/comments/trustedauthor/TRUST/                  302       302     302     302    302    302       302
/admin/comments/trustedauthor/TRUST/change/           302       302     302     302    403    200       200
/admin/comments/trustedauthor/TRUST/history/          302       302     302     302    403    200       200
/admin/comments/trustedauthor/TRUST/delete/           302       302     302     302    403    403       403
/admin/comments/spamword/                     302       302     302     302    403    200       200
/admin/comments/spamword/add/                 302       302     302     302    403    200       200
/admin/comments/spamword/WORD/                302       302     302     302    302    302       302
/admin/comments/spamword/WORD/change/         302       302     302     302    403    200       200
/admin/comments/spamword/WORD/history/        302       302     302     302    403    200       200
/admin/comments/spamword/WORD/delete/         302       302     302     302    403    200       200
/admin/comments/rejectionreason/              302       302     302     302    403    403       200
/admin/comments/rejectionreason/add/          302       302     302     302    403    403       200
/admin/comments/rejectionreason/REASON/       302       302     302     302    302    302       302
/admin/comments/rejectionreason/REASON/change/  302     302     302     302    403    403       200
/admin/comments/rejectionreason/REASON/history/ 302     302     302     302    403    403       200
/admin/comments/rejectionreason/REASON/delete/  302     302     302     302    403    403       200
/admin/accounts/memberprofile/                302       302     302     302    403    200       200
/admin/accounts/memberprofile/add/            302       302     302     302    403    403       403
/admin/accounts/memberprofile/PROFILE/        302       302     302     302    302    302       302
/admin/accounts/memberprofile/PROFILE/change/ 302       302     302     302    403    200       200
/admin/accounts/memberprofile/PROFILE/history/ 302      302     302     302    403    200       200
/admin/accounts/memberprofile/PROFILE/delete/ 302       302     302     302    403    403       403
""")
POST = access.read("""
address                                       anonymous guest-A guest-B member critic moderator editor
/admin/comments/                              302       302     302     302    404    200       200
/admin/comments/comment/queue/             302       302     302     302    403    405       405
/admin/comments/comment/queue/act/         302       302     302     302    403    303       303
/admin/comments/comment/queue/undo/        302       302     302     302    403    303       303
/admin/comments/comment/queue/appeals/APPEAL/ 302    302     302     302    403    303       303
/admin/comments/comment/                   302       302     302     302    403    200       200
/admin/comments/comment/add/               302       302     302     302    403    403       403
/admin/comments/comment/COMMENT/           302       302     302     302    302    302       302
/admin/comments/comment/COMMENT/change/    302       302     302     302    403    403       403
/admin/comments/comment/COMMENT/history/   302       302     302     302    403    200       200
/admin/comments/comment/COMMENT/delete/    302       302     302     302    403    403       403
/admin/comments/discussion/                   302       302     302     302    403    200       200
/admin/comments/discussion/add/               302       302     302     302    403    403       403
/admin/comments/discussion/THREAD/            302       302     302     302    302    302       302
/admin/comments/discussion/THREAD/change/     302       302     302     302    403    403       403
/admin/comments/discussion/THREAD/history/    302       302     302     302    403    200       200
/admin/comments/discussion/THREAD/delete/     302       302     302     302    403    403       403
/admin/comments/moderationlog/                     302       302     302     302    403    200       200
/admin/comments/moderationlog/add/                 302       302     302     302    403    403       403
/admin/comments/moderationlog/DECISION/            302       302     302     302    302    302       302
/admin/comments/moderationlog/DECISION/change/     302       302     302     302    403    403       403
/admin/comments/moderationlog/DECISION/history/    302       302     302     302    403    200       200
/admin/comments/moderationlog/DECISION/delete/     302       302     302     302    403    403       403
/admin/comments/ban/                          302       302     302     302    403    302       302
/admin/comments/ban/add/                      302       302     302     302    403    403       403
/admin/comments/ban/BAN/                      302       302     302     302    302    302       302
/admin/comments/ban/BAN/change/               302       302     302     302    403    403       403
/admin/comments/ban/BAN/history/              302       302     302     302    403    200       200
/admin/comments/ban/BAN/delete/               302       302     302     302    403    403       403
/admin/comments/trustedauthor/                        302       302     302     302    403    302       302
/admin/comments/trustedauthor/add/                    302       302     302     302    403    403       403
/admin/comments/trustedauthor/TRUST/                  302       302     302     302    302    302       302
/admin/comments/trustedauthor/TRUST/change/           302       302     302     302    403    403       403
/admin/comments/trustedauthor/TRUST/history/          302       302     302     302    403    200       200
/admin/comments/trustedauthor/TRUST/delete/           302       302     302     302    403    403       403
/admin/comments/spamword/                     302       302     302     302    403    302       302
/admin/comments/spamword/add/                 302       302     302     302    403    302       302
/admin/comments/spamword/WORD/                302       302     302     302    302    302       302
/admin/comments/spamword/WORD/change/         302       302     302     302    403    302       302
/admin/comments/spamword/WORD/history/        302       302     302     302    403    200       200
/admin/comments/spamword/WORD/delete/         302       302     302     302    403    302       302
/admin/comments/rejectionreason/              302       302     302     302    403    403       302
/admin/comments/rejectionreason/add/          302       302     302     302    403    403       302
/admin/comments/rejectionreason/REASON/       302       302     302     302    302    302       302
/admin/comments/rejectionreason/REASON/change/  302     302     302     302    403    403       302
/admin/comments/rejectionreason/REASON/history/ 302     302     302     302    403    403       200
/admin/comments/rejectionreason/REASON/delete/  302     302     302     302    403    403       302
/admin/accounts/memberprofile/                302       302     302     302    403    302       302
/admin/accounts/memberprofile/add/            302       302     302     302    403    403       403
/admin/accounts/memberprofile/PROFILE/        302       302     302     302    302    302       302
/admin/accounts/memberprofile/PROFILE/change/ 302       302     302     302    403    403       403
/admin/accounts/memberprofile/PROFILE/history/ 302      302     302     302    403    200       200
/admin/accounts/memberprofile/PROFILE/delete/ 302       302     302     302    403    403       403
""")
WORD, REASON, SURE = (
    {"word": "casino", "action": "hold"},
    {"text": "Rude.", "order": "1"},
    {"post": "yes"},
)
SENT = {
    "/admin/comments/comment/queue/act/": {"action": "approve", "item": "sCOMMENT:1"},
    "/admin/comments/comment/queue/undo/": {"token": "x"},
    "/admin/comments/comment/queue/appeals/APPEAL/": {"uphold": "", "answer": "It stands."},
    "/admin/comments/comment/": {
        "action": "remove",
        "_selected_action": "COMMENT",
        "reason": "Rude.",
    },
    "/admin/comments/comment/COMMENT/change/": {"body": "x"},
    "/admin/comments/discussion/": {"action": "close", "_selected_action": "THREAD"},
    "/admin/comments/discussion/THREAD/change/": {"state": "closed"},
    "/admin/comments/ban/": {"action": "lift", "_selected_action": "BAN"},
    "/admin/comments/trustedauthor/": {"action": "revoke", "_selected_action": "TRUST"},
    "/admin/comments/spamword/": {"action": "delete_selected", "_selected_action": "WORD"} | SURE,
    "/admin/comments/spamword/add/": WORD,
    "/admin/comments/spamword/WORD/change/": WORD,
    "/admin/comments/rejectionreason/": {"action": "delete_selected", "_selected_action": "REASON"}
    | SURE,
    "/admin/comments/rejectionreason/add/": REASON,
    "/admin/comments/rejectionreason/REASON/change/": REASON,
    "/admin/accounts/memberprofile/": {"action": "unverify", "_selected_action": "PROFILE"},
} | {address: SURE for address in POST if address.endswith("/delete/")}


@pytest.fixture
def world_and_browsers():
    """(world, browsers)"""
    review, browsers = access.a_discussion()
    mark, remy = a_user("mark"), a_user("remy")
    refused = a_pending_comment(review, "Cy Dow", user=remy)
    moderate.reject(refused, mark, "Rude.")
    decision = ModerationLog.objects.get(action="reject")
    tomorrow = timezone.now() + timezone.timedelta(days=1)
    bans.ban(refused, mark, until=tomorrow, reason="Rude.")
    found = {
        "COMMENT": Comment.objects.pending().get(name="Ada Lark"),
        "THREAD": review.discussion,
        "DECISION": decision,
        "APPEAL": Appeal.objects.create(decision=decision, words="It was not."),
        "BAN": Ban.objects.get(),
        "TRUST": TrustedAuthor.objects.create(name="Cy Dow", user=remy),
        "WORD": SpamWord.objects.create(word="roulette"),
        "REASON": RejectionReason.objects.create(text="Off the subject."),
        "PROFILE": MemberProfile.objects.get_or_create_for(remy),
    }
    return {name: row.pk for name, row in found.items()}, browsers


@pytest.mark.parametrize("who", access.PEOPLE)
@pytest.mark.parametrize(
    ("method", "table", "sent"), [("get", GET, {}), ("post", POST, SENT)], ids=["get", "post"]
)
def test_access(world_and_browsers, who, method, table, sent):
    world, browsers = world_and_browsers
    browser = access.browser_of(who, browsers)
    assert access.answers(browser, method, table, world=world, sent=sent) == access.column(
        table, who
    )


def test_the_tables_name_every_address(world_and_browsers):
    world, _browsers = world_and_browsers
    assert GET.keys() == POST.keys()
    everything = set()
    for begins in ("admin/comments/", "admin/accounts/", "admin/(?P<app_label>"):
        everything |= access.routes(begins)
    assert access.named(GET, world) == everything


def test_a_moderators_act_needs_the_token(world_and_browsers):
    world, _browsers = world_and_browsers
    client = Client(enforce_csrf_checks=True)
    client.force_login(a_moderator())
    for address in POST:
        if address in SENT:
            assert client.post(access.filled(address, world), SENT[address]).status_code == 403, (
                address
            )
