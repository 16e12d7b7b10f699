"""What each role may do at the desk, written by hand; nobody may do more."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client

from comments.models import Comment, Discussion
from core.models import PastSlug
from films.models import Film, Genre, Image
from reviews.models import Byline, Critic, Publication, Review
from tests.builders import a_critic, a_film, a_person, a_publication, a_review, a_user

from .conftest import browser
from .people import a_critic_user, a_moderator, an_editor, errors_of, filled, someone

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

# 200 it opens; 302 back to the desk, as for a row that is not there. What the desk hides, the site
# hides.
TABLE = """
address                                editor critic moderator staff
/admin/                                200    200    200       200
/admin/reviews/review/                 200    200    403       403
/admin/reviews/review/add/             200    200    403       403
/admin/reviews/review/OWN/change/      200    200    403       403
/admin/reviews/review/OWN/history/     200    200    302       302
/admin/reviews/review/OWN/delete/      200    403    403       403
/admin/reviews/review/OTHER/change/    200    302    403       403
/admin/reviews/review/OTHER/history/   200    302    302       302
/admin/reviews/review/OTHER/delete/    200    403    403       403
/admin/reviews/review/PUBLIC/change/   200    302    403       403
/admin/reviews/review/PUBLIC/history/  200    302    302       302
/admin/reviews/review/PUBLIC/delete/   403    403    403       403
/admin/reviews/review/schedule/?ids=OTHER  200 403   403       403
/admin/reviews/review/retract/?ids=PUBLIC  200 403   403       403
/admin/r/TYPE/OWN/                     302    302    404       404
/admin/r/TYPE/OTHER/                   302    404    404       404
/reviews/own-draft/                    200    200    404       404
/reviews/other-draft/                  200    404    404       404
/reviews/in-public/                    200    200    200       200
/admin/films/film/                     200    200    403       403
/admin/films/film/add/                 200    200    403       403
/admin/films/film/FILM/change/         200    200    403       403
/admin/films/film/FILM/delete/         200    403    403       403
/admin/films/film/FILM/history/        200    200    403       403
/admin/films/person/add/               200    200    403       403
/admin/films/person/PERSON/change/     200    200    403       403
/admin/films/person/PERSON/delete/     200    403    403       403
/admin/films/image/                    200    200    403       403
/admin/films/image/add/                200    200    403       403
/admin/films/image/pick/               200    200    403       403
/admin/films/image/IMAGE/change/       200    200    403       403
/admin/films/image/IMAGE/delete/       200    403    403       403
/admin/films/release/add/              200    200    403       403
/admin/films/genre/                    200    200    403       403
/admin/films/genre/add/                200    403    403       403
/admin/films/country/add/              200    403    403       403
/admin/reviews/publication/            200    200    403       403
/admin/reviews/publication/add/        200    403    403       403
/admin/reviews/publication/PAPER/delete/ 200  403    403       403
/admin/reviews/critic/add/             200    403    403       403
/admin/reviews/tag/add/                200    403    403       403
/admin/reviews/series/add/             200    403    403       403
/admin/reviews/aspect/add/             200    403    403       403
/admin/comments/comment/               200    403    200       403
/admin/comments/comment/HELD/change/   200   403    200       403
/admin/comments/comment/               200    403    200       403
/admin/auth/user/                      403    403    403       403
/admin/auth/group/                     403    403    403       403
/admin/autocomplete/?app_label=reviews&model_name=subject&field_name=film 200 200 403 403
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
    """Iris's draft, somebody else's, a published review, and one row of each other kind."""
    iris = a_critic("Iris Vale")
    own = a_review("Own draft", critic=iris, published=False)
    other = a_review("Other draft", published=False)
    public = a_review("In public", critic=iris)
    discussion, _new = Discussion.objects.get_or_create(review=public)
    return {
        "OWN": own.pk,
        "OTHER": other.pk,
        "PUBLIC": public.pk,
        "TYPE": ContentType.objects.get_for_model(Review).pk,
        "FILM": a_film("Bare film").pk,
        "PERSON": a_person("Nobody").pk,
        "IMAGE": Image.objects.create(file=f"images/{1:032x}-10x10.webp", alt="A boat").pk,
        "PAPER": a_publication("Paper").pk,
        "HELD": Comment.objects.create(discussion=discussion, name="Remy", body="Yes.").pk,
    }


def sign_in(role):
    """The role's browser; the critic is the Iris of the world."""
    if role != "critic":
        return browser(MAKERS[role]())
    user = someone("iris", "critic")
    Critic.objects.filter(name="Iris Vale").update(user=user)
    return browser(user)


def address_in(world, pattern):
    for word, pk in world.items():
        pattern = pattern.replace(word, str(pk))
    return pattern


@pytest.mark.parametrize("role", MAKERS)
def test_what_each_role_may_open(world, role):
    client, column = sign_in(role), HEAD.index(role)
    answers = {line[0]: client.get(address_in(world, line[0])).status_code for line in LINES}
    assert answers == {line[0]: int(line[column]) for line in LINES}


def test_readers_and_strangers_are_sent_to_sign_in(world):
    for client in (browser(a_user("remy")), Client()):
        for pattern in (line[0] for line in LINES if line[0].startswith("/admin/")):
            answer = client.get(address_in(world, pattern))
            assert answer.status_code == 302 and answer.url.startswith("/admin/login/"), pattern


def test_readers_and_strangers_see_no_draft(world):
    answers = [client.get("/reviews/own-draft/") for client in (browser(a_user("remy")), Client())]
    assert [answer.status_code for answer in answers] == [404, 404]


def statuses():
    """What publishing changes, of every review."""
    return list(
        Review.objects.order_by("pk").values_list("headline", "status", "slug", "published_at")
    )


@pytest.mark.parametrize("role", ["critic", "moderator", "staff"])
@pytest.mark.parametrize(
    "action", ["publish_now", "schedule", "retract", "back_to_draft", "delete_selected"]
)
def test_no_bulk_action_without_the_right(world, role, action):
    client, before = sign_in(role), statuses()
    chosen = [world["OWN"], world["OTHER"], world["PUBLIC"]]
    client.post(
        "/admin/reviews/review/", {"action": action, "post": "yes", "_selected_action": chosen}
    )
    assert statuses() == before


@pytest.mark.parametrize("role", ["critic", "moderator", "staff"])
@pytest.mark.parametrize("page", ["schedule", "retract"])
def test_no_posting_to_the_pages_that_ask(world, role, page):
    client, before = sign_in(role), statuses()
    ids = f"?ids={world['OWN']},{world['OTHER']},{world['PUBLIC']}"
    answer = client.post(
        f"/admin/reviews/review/{page}/{ids}", {"at": "2090-01-01T09:00", "reason": "Because."}
    )
    assert answer.status_code == 403 and statuses() == before


@pytest.mark.parametrize("button", ["_publish", "_schedule", "_retract", "_draft"])
def test_a_critic_presses_no_publishing_button(world, button):
    iris, before = sign_in("critic"), statuses()
    address = f"/admin/reviews/review/{world['OWN']}/change/"
    answer = iris.post(address, filled(iris.get(address), headline="Changed") | {button: "1"})
    assert answer.status_code == 403 and statuses() == before


def test_a_critic_sees_no_publishing_button(world):
    page = sign_in("critic").get(f"/admin/reviews/review/{world['OWN']}/change/").content.decode()
    assert "_publish" not in page and 'name="address"' not in page


def test_a_critics_list_holds_own_drafts_alone(world):
    page = sign_in("critic").get("/admin/reviews/review/").content.decode()
    assert "Own draft" in page and "Other draft" not in page and "In public" not in page


def test_a_critics_first_page_tells_of_no_other_draft(world):
    editor, address = sign_in("editor"), f"/admin/reviews/review/{world['OTHER']}/change/"
    editor.post(address, filled(editor.get(address)))
    page = sign_in("critic").get("/admin/").content.decode()
    assert "Own draft" in page and "Other draft" not in page and "wait" not in page


def test_a_critic_edits_an_own_draft(world):
    iris = sign_in("critic")
    address = f"/admin/reviews/review/{world['OWN']}/change/"
    assert iris.post(address, filled(iris.get(address), headline="Better")).status_code == 302
    assert Review.objects.get(pk=world["OWN"]).headline == "Better"


@pytest.mark.parametrize("which", ["OTHER", "PUBLIC"])
def test_a_critic_edits_no_other_review(world, which):
    editor, iris, before = sign_in("editor"), sign_in("critic"), statuses()
    address = f"/admin/reviews/review/{world[which]}/change/"
    answer = iris.post(address, filled(editor.get(address), headline="Changed"))
    assert answer.url == "/admin/" and statuses() == before


def test_a_critics_new_review_bears_their_name(world):
    iris = sign_in("critic")
    address = "/admin/reviews/review/add/"
    iris.post(address, filled(iris.get(address), publication=world["PAPER"], headline="New"))
    byline = Byline.objects.get(review__headline="New")
    assert byline.critic.name == "Iris Vale" and byline.role == "writer"


def test_a_critic_puts_nobody_elses_name_to_a_review(world):
    iris, other = sign_in("critic"), a_critic("Somebody Else")
    address = f"/admin/reviews/review/{world['OWN']}/change/"
    rows = {
        "bylines-TOTAL_FORMS": 1,
        "bylines-INITIAL_FORMS": 0,
        "bylines-0-critic": other.pk,
        "bylines-0-role": "host",
    }
    iris.post(address, filled(iris.get(address)) | rows)
    assert [line.critic.name for line in Byline.objects.filter(review=world["OWN"])] == [
        "Iris Vale"
    ]


def test_a_critic_without_a_page_is_told_what_to_do(world):
    newcomer = browser(someone("nell", "critic"))
    address = "/admin/reviews/review/add/"
    answer = newcomer.post(
        address, filled(newcomer.get(address), publication=world["PAPER"], headline="New")
    )
    assert (
        "Ask an editor" in errors_of(answer) and not Review.objects.filter(headline="New").exists()
    )


def test_a_critic_changes_no_address(world):
    iris = sign_in("critic")
    Review.objects.get(pk=world["PUBLIC"]).withdraw_to_draft()
    address = f"/admin/reviews/review/{world['PUBLIC']}/change/"
    iris.post(address, filled(iris.get(address), address="mine", slug="mine"))
    assert (
        Review.objects.get(pk=world["PUBLIC"]).slug == "in-public" and not PastSlug.objects.exists()
    )


@pytest.mark.parametrize(
    ("address", "rows"),
    [
        ("/admin/reviews/publication/PAPER/change/", Publication.objects.filter(name="Hijacked")),
        ("/admin/reviews/critic/1/change/", Critic.objects.filter(name="Hijacked")),
        ("/admin/films/genre/add/", Genre.objects.filter(name="Hijacked")),
    ],
)
def test_a_critic_changes_nothing_of_the_house(world, address, rows):
    answer = sign_in("critic").post(
        address_in(world, address), {"name": "Hijacked", "slug": "hijacked"}
    )
    assert answer.status_code == 403 and not rows.exists()


def test_a_critic_may_record_a_film(world):
    iris = sign_in("critic")
    iris.post(
        "/admin/films/film/add/",
        filled(iris.get("/admin/films/film/add/"), title="Rust and Bone", year=2012),
    )
    assert Film.objects.filter(slug="rust-and-bone-2012").exists()


@pytest.mark.parametrize("which", ["film/FILM", "person/PERSON", "image/IMAGE"])
def test_a_critic_deletes_nothing_of_the_record(world, which):
    answer = sign_in("critic").post(
        address_in(world, f"/admin/films/{which}/delete/"), {"post": "yes"}
    )
    assert answer.status_code == 403


def test_a_moderator_sends_no_picture(world):
    assert sign_in("moderator").post("/admin/films/image/pick/", {}).status_code == 403


def test_a_moderators_desk_shows_the_queue_and_no_review(world):
    page = sign_in("moderator").get("/admin/").content.decode()
    assert "1 comment is waiting" in page and "/admin/comments/comment/queue/" in page
    assert "draft" not in page.lower() and "/admin/reviews/" not in page
