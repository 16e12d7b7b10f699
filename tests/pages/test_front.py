"""The front page as an editor orders it: a lead, picks, what is left out, each until its end."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.admin.people import an_editor, filled
from tests.builders import a_review
from tests.filmsite.kept_site import KeptSite

from .builders import a_placement, moments_from_now

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviews():
    """Twelve, the newest first."""
    now = timezone.now()
    return [a_review(f"Piece {n}.", published_at=now - timedelta(hours=n + 1)) for n in range(12)]


def page(client, path="/"):
    return client.get(path).content.decode()


def lead_of(text):
    return text.partition('<article class="top">')[2].partition("</article>")[0]


def picks_of(text):
    return text.partition('<ol class="picks">')[2].partition("</ol>")[0]


def test_without_a_word_the_newest_leads_and_there_are_no_picks(client, reviews):
    text = page(client)
    assert "Piece 0." in lead_of(text) and 'id="picks"' not in text


def test_a_review_leads_and_stands_there_once(client, reviews):
    a_placement(reviews[5], "lead")
    text = page(client)
    assert "Piece 5." in lead_of(text) and text.count("Piece 5.") == 1
    for number in (0, 1, 2, 3, 4, 6, 7, 8):
        assert f"Piece {number}." in text


def test_an_old_review_can_lead(client, reviews):
    a_placement(reviews[11], "lead")
    assert "Piece 11." in lead_of(page(client))


def test_of_two_leads_the_first_by_order(client, reviews):
    a_placement(reviews[3], "lead", order=2), a_placement(reviews[4], "lead", order=1)
    assert "Piece 4." in lead_of(page(client))


def test_what_is_left_out_leaves_no_hole(client, reviews):
    a_placement(reviews[0], "left_out"), a_placement(reviews[4], "left_out")
    text = page(client)
    assert "Piece 0." not in text and "Piece 4." not in text
    assert "Piece 1." in lead_of(text) and "Piece 10." in text
    assert "Piece 0." in page(client, "/reviews/")


def test_picks_stand_in_their_order_with_their_notes(client, reviews):
    a_placement(reviews[9], order=2), a_placement(reviews[11], order=1, note="Worth the wait.")
    picks = picks_of(page(client))
    assert picks.index("Piece 11.") < picks.index("Worth the wait.") < picks.index("Piece 9.")


def test_picks_of_a_publication_are_on_its_page_alone(client, reviews):
    a_placement(reviews[11], publication=reviews[0].publication)
    assert "Piece 11." in picks_of(page(client, reviews[0].publication.get_absolute_url()))
    assert not picks_of(page(client))
    assert not picks_of(page(client, reviews[1].publication.get_absolute_url()))


@pytest.mark.parametrize("place", ["lead", "pick"])
@pytest.mark.parametrize(
    "fields",
    [
        {"published": False},
        {"published_at": timezone.now() + timedelta(days=1)},
        {
            "status": "retracted",
            "published_at": timezone.now(),
            "retracted_at": timezone.now(),
            "retraction_reason": "A mistake.",
        },
    ],
    ids=["draft", "scheduled", "retracted"],
)
def test_only_published_reviews_appear(client, reviews, place, fields):
    hidden = a_review("Not for readers", **fields)
    a_placement(hidden, place)
    a_placement(hidden, publication=reviews[0].publication)
    for path in ("/", reviews[0].publication.get_absolute_url()):
        assert "Not for readers" not in page(client, path)
    assert "Piece 0." in lead_of(page(client))


def test_all_ends_at_its_minute_on_kept_pages(reviews, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    site, hour = KeptSite(), moments_from_now(ends_at=1)
    a_placement(reviews[11], "lead", **hour)
    a_placement(reviews[10], "pick", **hour)
    a_placement(reviews[0], "left_out", **hour)
    own = reviews[1].publication
    a_placement(reviews[9], "pick", publication=own, **hour)
    for is_on in (True, False):
        front, ours = (site.get(path)[2].decode() for path in ("/", own.get_absolute_url()))
        assert ("Piece 11." in lead_of(front)) == is_on
        assert ("Piece 10." in picks_of(front)) == is_on
        assert ("Piece 0." in front) != is_on
        assert ("Piece 9." in picks_of(ours)) == is_on
        time_machine.shift(3601)


def test_a_scheduled_pick_appears_with_its_review(time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    a_placement(a_review("At noon", published_at=timezone.now() + timedelta(hours=1)))
    site = KeptSite()
    assert b"At noon" not in site.get("/")[2]
    time_machine.shift(3601)
    assert "At noon" in picks_of(site.get("/")[2].decode())


def test_a_change_shows_at_once(reviews):
    site = KeptSite()
    site.get("/")
    placement = a_placement(reviews[7], "lead")
    assert "Piece 7." in lead_of(site.get("/")[2].decode())
    placement.delete()
    assert "Piece 0." in lead_of(site.get("/")[2].decode())


def test_where_all_are_left_out_the_page_is_whole(client):
    a_placement(a_review("Alone"), "left_out")
    assert "No reviews yet." in page(client) and "Alone" not in page(client)


def test_odd_notes_leave_the_page_whole(client, reviews):
    notes = ["<script>alert(1)</script>", "x" * 200, "‏اختيار المحرر‏", ""]
    for number, note in enumerate(notes):
        a_placement(reviews[number], note=note)
    text = page(client)
    assert "<script>alert" not in text and picks_of(text).count('class="pick"') == 4


def test_many_cost_no_more_queries(client, reviews, django_assert_max_num_queries):
    for number, review in enumerate(reviews):
        a_placement(review, ["lead", "pick", "left_out"][number % 3])
    with django_assert_max_num_queries(21):
        client.get("/")


def test_an_editor_sets_the_lead(client, reviews):
    client.force_login(an_editor())
    address = reverse("admin:pages_placement_add")
    data = filled(client.get(address), review=reviews[6].pk, place="lead")
    assert data["starts_at"]
    assert client.post(address, data).status_code == 302
    assert "Piece 6." in lead_of(page(client))


def test_the_list_finds_them_by_headline_and_state(client, reviews):
    client.force_login(an_editor())
    a_placement(reviews[3]), a_placement(reviews[4], **moments_from_now(ends_at=-0.5))
    address = reverse("admin:pages_placement_changelist")
    text = client.get(address, {"q": "piece 3."}).content.decode()
    assert "Piece 3." in text and "Piece 4." not in text
    text = client.get(address, {"state": "ended"}).content.decode()
    assert "Piece 4." in text and "Piece 3." not in text


def test_a_pick_says_what_kind_of_piece_it_is(client):
    a_placement(a_review("Talking with her", kind="interview"))
    assert "· Interview" in picks_of(page(client))


@pytest.mark.parametrize("one, other", [("lead", "left_out"), ("left_out", "lead")])
def test_the_lead_is_not_left_out(client, reviews, one, other):
    a_placement(reviews[0], one)
    client.force_login(an_editor())
    add = reverse("admin:pages_placement_add")
    sent = filled(client.get(add), review=reviews[0].pk, place=other)
    answer = client.post(add, sent)
    assert answer.status_code == 200 and "already. End that first." in answer.content.decode()


def test_a_lead_that_ended_can_be_left_out(client, reviews):
    a_placement(reviews[0], "lead", **moments_from_now(starts_at=-2, ends_at=-1))
    client.force_login(an_editor())
    add = reverse("admin:pages_placement_add")
    sent = filled(client.get(add), review=reviews[0].pk, place="left_out")
    assert client.post(add, sent).status_code == 302
