"""Who may do what with readers' texts, address by address, against a table written by hand."""

import pytest

from comments.actions import moderate
from comments.models import Comment, ModerationLog
from comments.privacy.links import token_of
from core.signing import Purpose, sign
from mail import links
from mail.models import Recipient
from tests import access
from tests.builders import a_user

from .builders import a_pending_comment, words

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
HERE = "/reviews/she-walks/comments/"

# 303: done; 302 leads to the comment, to the sign-in, or to the question for the password; 404:
# nothing is there for them; 405: nobody may. A link from an e-mail is its own key, so that all who
# have it get the same.
GET = access.read("""
address                               anonymous guest-A guest-B member critic moderator editor
/reviews/she-walks/comments/          200       200     200     200    200    200       200
/reviews/she-walks/comments/1/        302       302     302     302    302    302       302
/reviews/she-walks/comments/9/        404       404     404     404    404    404       404
/reviews/she-walks/comments/1/like/   405       405     405     405    405    405       405
/reviews/she-walks/comments/1/unlike/ 405       405     405     405    405    405       405
/reviews/she-walks/comments/1/edit/   404       200     404     404    404    404       404
/reviews/she-walks/comments/1/delete/ 404       200     404     404    404    404       404
/reviews/she-walks/comments/2/edit/   404       404     200     404    404    404       404
/reviews/she-walks/comments/2/delete/ 404       404     200     404    404    404       404
/reviews/she-walks/comments/1/report/ 200       200     200     200    200    200       200
/reviews/she-walks/comments/waiting/A_WAITS/edit/   404 200 404 404    404    404       404
/reviews/she-walks/comments/waiting/A_WAITS/delete/ 404 200 404 404    404    404       404
/reviews/she-walks/comments/waiting/B_WAITS/edit/   404 404 200 404    404    404       404
/reviews/she-walks/comments/waiting/B_WAITS/delete/ 404 404 200 404    404    404       404
/reviews/she-walks/comments/feed/     200       200     200     200    200    200       200
/reviews/she-walks/comments/follow/   200       200     200     200    200    200       200
/comments/feed/                       200       200     200     200    200    200       200
/comments/rules/                      200       200     200     200    200    200       200
/comments/challenge/                  404       404     404     404    404    404       404
/comments/appeals/APPEAL/             200       200     200     200    200    200       200
/comments/appeals/1~forged/           404       404     404     404    404    404       404
/comments/confirm/CONFIRM/            200       200     200     200    200    200       200
/comments/confirm/1~forged/           404       404     404     404    404    404       404
/comments/e-mails/PREFERENCES/        200       200     200     200    200    200       200
/comments/e-mails/1~forged/           404       404     404     404    404    404       404
/comments/unsubscribe/LEAVE/          200       200     200     200    200    200       200
/comments/unsubscribe/1~forged/       404       404     404     404    404    404       404
/comments/my-data/                    200       200     200     200    200    200       200
/comments/my-data/export/             302       302     302     200    200    200       200
/comments/my-data/erase/              302       302     302     302    302    302       302
/comments/my-data/of/DATA/            200       200     200     200    200    200       200
/comments/my-data/of/DATA/export/     200       200     200     200    200    200       200
/comments/my-data/of/DATA/erase/      200       200     200     200    200    200       200
/comments/my-data/of/1~forged/        404       404     404     404    404    404       404
/comments/my-data/of/1~forged/export/ 404       404     404     404    404    404       404
/comments/my-data/of/1~forged/erase/  404       404     404     404    404    404       404
""")
POST = access.read("""
address                               anonymous guest-A guest-B member critic moderator editor
/reviews/she-walks/comments/          303       303     303     303    303    303       303
/reviews/she-walks/comments/1/        405       405     405     405    405    405       405
/reviews/she-walks/comments/1/like/   303       403     303     303    303    303       303
/reviews/she-walks/comments/1/unlike/ 303       303     303     303    303    303       303
/reviews/she-walks/comments/1/edit/   404       303     404     404    404    404       404
/reviews/she-walks/comments/1/delete/ 404       303     404     404    404    404       404
/reviews/she-walks/comments/2/edit/   404       404     303     404    404    404       404
/reviews/she-walks/comments/2/delete/ 404       404     303     404    404    404       404
/reviews/she-walks/comments/1/report/ 200       200     200     200    200    200       200
/reviews/she-walks/comments/waiting/A_WAITS/edit/   404 303 404 404    404    404       404
/reviews/she-walks/comments/waiting/A_WAITS/delete/ 404 303 404 404    404    404       404
/reviews/she-walks/comments/waiting/B_WAITS/edit/   404 404 303 404    404    404       404
/reviews/she-walks/comments/waiting/B_WAITS/delete/ 404 404 303 404    404    404       404
/reviews/she-walks/comments/feed/     405       405     405     405    405    405       405
/reviews/she-walks/comments/follow/   200       200     200     200    200    200       200
/comments/feed/                       405       405     405     405    405    405       405
/comments/rules/                      405       405     405     405    405    405       405
/comments/challenge/                  405       405     405     405    405    405       405
/comments/appeals/APPEAL/             200       200     200     200    200    200       200
/comments/appeals/1~forged/           404       404     404     404    404    404       404
/comments/confirm/CONFIRM/            200       200     200     200    200    200       200
/comments/confirm/1~forged/           404       404     404     404    404    404       404
/comments/e-mails/PREFERENCES/        200       200     200     200    200    200       200
/comments/e-mails/1~forged/           404       404     404     404    404    404       404
/comments/unsubscribe/LEAVE/          200       200     200     200    200    200       200
/comments/unsubscribe/1~forged/       404       404     404     404    404    404       404
/comments/my-data/                    200       200     200     200    200    200       200
/comments/my-data/export/             405       405     405     405    405    405       405
/comments/my-data/erase/              302       302     302     302    302    302       302
/comments/my-data/of/DATA/            200       200     200     200    200    200       200
/comments/my-data/of/DATA/export/     405       405     405     405    405    405       405
/comments/my-data/of/DATA/erase/      200       200     200     200    200    200       200
/comments/my-data/of/1~forged/        404       404     404     404    404    404       404
/comments/my-data/of/1~forged/export/ 405       405     405     405    405    405       405
/comments/my-data/of/1~forged/erase/  404       404     404     404    404    404       404
""")
EDITED, ADDRESS = {"body": "Second thoughts.", "save": "Save"}, {"email": "remy@readers.example"}
SENT = {
    HERE: words(),
    f"{HERE}follow/": ADDRESS | {"cadence": "at_once"},
    f"{HERE}1/report/": {"why": "insult"},
    "/comments/appeals/APPEAL/": {"words": "It was not rude."},
    "/comments/e-mails/PREFERENCES/": {"emails": "on"},
    "/comments/my-data/": ADDRESS,
    "/comments/my-data/erase/": {"sure": "on"},
    "/comments/my-data/of/DATA/erase/": {"sure": "on"},
} | {address: EDITED for address in POST if address.endswith("/edit/")}


@pytest.fixture
def world_and_browsers():
    """(world, browsers)"""
    review, browsers = access.a_discussion()
    moderate.reject(a_pending_comment(review, "Cy Dow"), a_user("mark"), "Rude.")
    ada = Recipient.objects.get_or_create_at("ada@readers.example")
    waits = Comment.objects.pending()
    found = {
        "A_WAITS": waits.get(name="Ada Lark").pk,
        "B_WAITS": waits.get(name="Bo Reed").pk,
        "APPEAL": sign(Purpose.APPEAL, ModerationLog.objects.get(action="reject").pk),
        "CONFIRM": links.confirm_url(ada).split("/")[-2],
        "PREFERENCES": links.preferences_url(ada).split("/")[-2],
        "LEAVE": links.unsubscribe_url(ada, "all").split("/")[-2],
        "DATA": token_of(ada),
    }
    return found, browsers


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
    assert GET.keys() - POST.keys() == {f"{HERE}9/"}
    everything = access.routes("reviews/<uslug:slug>/comments/") | access.routes("comments/")
    assert access.named(GET, world) == everything
