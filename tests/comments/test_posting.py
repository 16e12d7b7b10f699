"""A reader comments: what is published, refused or sent twice, and that no text is lost."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from comments.actions import moderate
from comments.models import Comment
from mail import links
from tests.builders import a_user
from tests.mail.builders import an_address, path_of

from .builders import a_comment, a_review_with, page, post, words

pytestmark = pytest.mark.django_db


def test_it_works(client):
    review = a_review_with("open")
    response = post(client, review, "Her walk is the *film*.")
    assert response.status_code == 303
    assert response["Location"] == f"/reviews/{review.slug}/comments/1/"
    landed = client.get(response["Location"])
    assert landed["Location"] == f"/reviews/{review.slug}/#comment-1"
    html = page(client, review)
    assert 'id="comment-1"' in html and "<em>film</em>" in html and "1 comment<" in html
    assert "remy@readers.example" not in html


def test_a_comment_is_no_change_of_the_review(client):
    """Neither its entry in the feed nor its dateModified is of another time."""
    review = a_review_with("open")
    feed = client.get("/feed/").content
    post(client, review)
    assert Comment.objects.exists() and client.get("/feed/").content == feed
    assert type(review).objects.get(pk=review.pk).updated_at == review.updated_at


def test_the_form_page_works_by_itself(client):
    review = a_review_with("open")
    response = client.get(reverse("comments:write", args=[review.slug]))
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert response.context["form"].initial["key"] in response.content.decode()
    assert "csrfmiddlewaretoken" not in response.content.decode()


def test_a_reply_quotes_what_it_answers(client):
    review = a_review_with("open")
    a_comment(review, body="The sea is a character.")
    html = client.get(reverse("comments:write", args=[review.slug]) + "?reply=1").content.decode()
    assert "The sea is a character." in html and 'value="1"' in html
    assert post(client, review, "Agreed.", parent="1").status_code == 303
    reply = Comment.objects.get(seq=2)
    assert (reply.parent.seq, reply.depth, reply.root_seq) == (1, 1, 1)


@pytest.mark.parametrize("reply", ["0", "-1", "x", "99", "9" * 400, "1\x00", "²"])
def test_a_reply_to_nothing_is_a_plain_form(client, reply):
    review = a_review_with("open")
    response = client.get(reverse("comments:write", args=[review.slug]), {"reply": reply})
    assert response.status_code == 200 and "Replying to" not in response.content.decode()


def test_a_reply_to_a_removed_comment_keeps_the_text(client):
    review = a_review_with("open")
    moderate.remove(a_comment(review), None, "Rude.")
    response = post(client, review, "Still my words.", parent="1")
    assert response.status_code == 422
    assert "Still my words." in response.content.decode()
    assert response.context["form"]["parent"].value() == ""


def test_a_reply_into_another_thread_is_refused(client):
    review, other = a_review_with("open"), a_review_with("open")
    a_comment(other), a_comment(other)
    assert post(client, review, parent="2").status_code == 422
    assert not Comment.objects.filter(discussion__review=review).exists()


def test_preview_prints_and_posts_nothing(client):
    review = a_review_with("open")
    response = post(client, review, "**Loud** <script>", preview="Preview")
    html = response.content.decode()
    assert response.status_code == 200 and "<strong>Loud</strong> &lt;script&gt;" in html
    assert "**Loud** &lt;script&gt;</textarea>" in html
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "\u202e\u2066"},
        {"name": "n" * 1_000_000},
        {"name": "a\x00b"},
        {"email": ""},
        {"email": "remy"},
        {"website": "javascript:alert(1)"},
        {"website": "ftp://files.example"},
        {"fax": "12345"},
        {"parent": "x"},
        {"parent": "9" * 30},
        {"key": "k" * 500},
    ],
)
def test_errors_keep_the_text(client, wrong):
    response = post(client, a_review_with("open"), "My careful words.", **wrong)
    html = response.content.decode()
    assert response.status_code == 422
    assert "My careful words." in html and 'role="alert"' in html
    assert not Comment.objects.exists()


def test_an_error_stands_beside_its_field(client):
    html = post(client, a_review_with("open"), email="remy").content.decode()
    assert '<a href="#comment-email">E-mail</a>' in html
    assert 'aria-describedby="comment-email_helptext comment-email_error"' in html
    assert 'aria-invalid="true"' in html and 'id="comment-email_error"' in html


@pytest.mark.parametrize("text", ["", "   ", "\n> \n", "x" * 10_001, "a\x00b"])
def test_a_text_that_is_none_or_too_long_is_refused(client, text):
    assert post(client, a_review_with("open"), text).status_code == 422
    assert not Comment.objects.exists()


def test_line_ends_do_not_count_twice(client):
    assert post(client, a_review_with("open"), "a\r\n" * 4_998 + "end").status_code == 303


def test_a_body_beyond_the_limit_of_the_server_is_refused(client):
    assert post(client, a_review_with("open"), "x" * 3_000_000).status_code in {400, 413, 422}


def test_fields_of_the_model_are_not_taken_from_the_form(client):
    extra = {
        "status": "approved",
        "imported_likes": "99",
        "critic": "1",
        "seq": "77",
        "user": "1",
        "held_because": "",
        "posted_at": "1999-01-01",
    }
    post(client, a_review_with("open"), "1 https://a 2 https://b 3 https://c", **extra)
    sent = Comment.objects.get()
    assert (
        sent.status == "pending" and sent.user is None and not Comment.objects.approved().exists()
    )


# Once, and not too often


def test_the_same_words_give_one_comment(client):
    review = a_review_with("open")
    assert post(client, review)["Location"] == post(client, review)["Location"]
    assert Comment.objects.count() == 1


def test_the_same_key_gives_one_comment(client):
    review = a_review_with("open")
    post(client, review, key="once")
    Comment.objects.update(posted_at="2020-01-01T00:00Z")
    assert post(client, review, key="once")["Location"].endswith("/comments/1/")


def test_the_same_key_with_other_words_is_asked_again(client):
    review = a_review_with("open")
    post(client, review, key="once")
    response = post(client, review, "Other words.", key="once")
    assert response.status_code == 422 and "Other words." in response.content.decode()
    again = response.context["form"]["key"].value()
    assert post(client, review, "Other words.", key=again)["Location"].endswith("/comments/2/")


def test_another_hand_cannot_take_a_key(client):
    review = a_review_with("open")
    post(client, review, key="once")
    assert post(client, review, name="Tom Grump", email="tom@readers.example", key="once")[
        "Location"
    ].endswith("/2/")


def test_the_same_words_from_another_hand_are_another_comment(client):
    review = a_review_with("open")
    post(client, review), post(client, review, email="tom@readers.example")
    assert Comment.objects.count() == 2


def test_a_stranger_who_types_my_address_gets_a_comment_of_their_own(client):
    review = a_review_with("open")
    post(client, review)
    stranger = Client(REMOTE_ADDR="203.0.113.9")
    assert post(stranger, review)["Location"].endswith("/comments/2/")
    mine = reverse("comments:edit", args=[review.slug, 1])
    assert stranger.get(mine).status_code == 404 and client.get(mine).status_code == 200


def test_a_double_click_before_any_cookie_is_one_comment_and_its_echo_has_no_right_over_it(client):
    review = a_review_with("open")
    post(client, review)
    neighbour = Client()
    assert post(neighbour, review)["Location"].endswith("/comments/1/")
    assert Comment.objects.count() == 1
    mine = reverse("comments:edit", args=[review.slug, 1])
    assert neighbour.get(mine).status_code == 404 and client.get(mine).status_code == 200


def test_the_answer_does_not_tell_whose_words_they_were(client):
    review = a_review_with(confirm_guests=True)
    a_comment(review, body="The last shot undoes the film.")
    answers = [post(Client(), review, email=f"{name}@readers.example") for name in ("remy", "tom")]
    assert answers[0].status_code == 303 and answers[0]["Location"] == answers[1]["Location"]


def test_a_known_browser_gives_one_comment_without_its_session(client):
    review = a_review_with("open")
    client.post(path_of(links.confirm_url(an_address())))
    post(client, review)
    del client.cookies[settings.SESSION_COOKIE_NAME]
    assert post(client, review)["Location"].endswith("/comments/1/")


def test_a_second_click_without_a_session_gives_one_comment(client):
    review = a_review_with("open")
    answers = [post(browser, review, key="once")["Location"] for browser in (client, Client())]
    assert answers[0] == answers[1] and Comment.objects.count() == 1


def test_the_same_words_later_are_another_comment(client):
    review = a_review_with("open")
    post(client, review)
    Comment.objects.update(posted_at="2020-01-01T00:00Z")
    post(client, review)
    assert Comment.objects.count() == 2


UNSEEN = [
    "\u3164",
    "\u200b",
    "\u2800",
    "\uffa0 \u115f",
    "\u034f",
    "\u2060\u180e",
    "\U000e0041",
    "\ufe0f",
]


@pytest.mark.parametrize("field", ["name", "body"])
@pytest.mark.parametrize("unseen", UNSEEN)
def test_what_nobody_can_see_is_refused(client, field, unseen):
    review = a_review_with("open")
    address = reverse("comments:write", args=[review.slug])
    assert client.post(address, words() | {field: unseen}).status_code == 422
    assert not Comment.objects.exists()


@pytest.mark.parametrize("body", ["👍", "?!", "…", "好"])
def test_a_sign_is_a_comment(client, body):
    assert post(client, a_review_with("open"), body).status_code == 303


def test_a_network_may_send_ten_in_ten_minutes(client):
    review = a_review_with("open")
    for number in range(10):
        assert post(client, review, f"Thought {number}.").status_code == 303
    response = post(client, review, "The eleventh.")
    assert response.status_code == 429
    assert (
        "The eleventh." in response.content.decode() and "ten minutes" in response.content.decode()
    )
    assert Comment.objects.count() == 10


def test_neighbours_share_a_network_and_strangers_do_not(client):
    review = a_review_with("open")
    url = reverse("comments:write", args=[review.slug])
    for number in range(10):
        client.post(url, words(f"Thought {number}."), REMOTE_ADDR=f"198.51.100.{number}")
    assert client.post(url, words("More."), REMOTE_ADDR="198.51.100.200").status_code == 429
    assert client.post(url, words("More."), REMOTE_ADDR="203.0.113.1").status_code == 303


def test_a_member_is_not_counted_among_the_neighbours(client):
    review, member = a_review_with("open"), Client()
    member.force_login(a_user("iris", first_name="Iris", last_name="Vale"))
    for number in range(10):
        post(client, review, f"Thought {number}.")
    for number in range(10):
        assert post(member, review, f"Another thought, {number}.").status_code == 303
    assert post(member, review, "The eleventh.").status_code == 429


def test_a_network_is_kept_as_a_hash_and_nobody_claims_another(client):
    """What a proxy says is read once, before Django (tests/filmsite/test_wsgi.py)."""
    url = reverse("comments:write", args=[a_review_with("open").slug])
    client.post(url, words("One."), REMOTE_ADDR="203.0.113.9")
    forged = {"x-forwarded-for": "198.51.100.1"}
    client.post(url, words("Two."), headers=forged, REMOTE_ADDR="203.0.113.7")
    client.post(url, words("Three."), REMOTE_ADDR="198.51.100.1")
    first, second, third = Comment.objects.order_by("pk").values_list("network", flat=True)
    assert first == second != third and "203.0.113" not in first


@pytest.mark.parametrize("address", ["", "nonsense", "::1", "2001:db8::1", "::ffff:198.51.100.7"])
def test_any_peer_address_is_taken(client, address):
    url = reverse("comments:write", args=[a_review_with("open").slug])
    assert client.post(url, words(), REMOTE_ADDR=address).status_code == 303
