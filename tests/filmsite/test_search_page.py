"""The search as a stranger uses it: the page of results, and names while typing."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from films.models import Genre
from reviews.models import Review
from search.index import update
from tests.builders import a_critic, a_film, a_publication, a_review, a_user
from tests.comments.builders import a_comment

from .kept_site import KeptSite

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviews():
    """Two of one film, by two critics, and one of another film."""
    weekly, radio = a_publication("The Weekly"), a_publication("Radio Hour")
    iris, remy = a_critic("Iris Vale"), a_critic("Remy Adler")
    harbour = a_film("The Harbour", 2012, "Jacques Audiard")
    harbour.genres.add(Genre.objects.create(name="Drama"))
    body = "<p>A lantern on the water.</p>"
    a_review("Salt and iron", harbour, weekly, iris, verdict="must-see", body=body)
    a_review("A dim view", harbour, radio, remy, verdict="avoid", body=body)
    a_review("Hot dust", a_film("Dust", 1995), weekly, remy, body="<p>A lantern in the sand.</p>")


def page(client, query, status=200):
    answer = client.get(f"/search/?{query}")
    assert answer.status_code == status
    return answer.content.decode()


def headlines(text):
    """Which reviews are among the results."""
    known, text = Review.objects.values_list("headline", flat=True), re.sub("</?mark>", "", text)
    return {headline for headline in known if f">{headline}</a>" in text}


def test_a_word_of_the_text_finds_the_reviews(client, reviews):
    text = page(client, "q=LANTERN")
    assert headlines(text) == {"Salt and iron", "A dim view", "Hot dust"}
    assert "3 results" in text and text.count("<mark>lantern</mark>") == 3


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("publication=the-weekly", {"Salt and iron", "Hot dust"}),
        ("critic=remy-adler", {"A dim view", "Hot dust"}),
        ("year=2012", {"Salt and iron", "A dim view"}),
        ("genre=drama", {"Salt and iron", "A dim view"}),
        ("verdict=avoid", {"A dim view"}),
        ("kind=review&critic=remy-adler&year=1995", {"Hot dust"}),
    ],
)
def test_filters_narrow(client, reviews, query, found):
    assert headlines(page(client, f"q=lantern&{query}")) == found


def test_each_filter_says_how_many_it_would_leave(client, reviews):
    text = page(client, "q=lantern")
    assert (
        'href="?q=lantern&amp;critic=remy-adler" rel="nofollow">\n<bdi>Remy Adler</bdi>\n'
        "<small>2</small>"
    ) in text


def test_verdicts_stand_in_the_order_of_their_scale(client, reviews):
    dust = a_film("Dust again", 1996)
    for headline, verdict in (("One", "avoid"), ("Two", "mixed"), ("Three", "must_see")):
        a_review(headline, dust, verdict=verdict, body="<p>A lantern.</p>")
    found = re.findall(r"&amp;verdict=(\w+)", page(client, "q=lantern"))
    assert found == ["must_see", "mixed", "avoid"]


def test_a_filter_keeps_the_others(client, reviews):
    text = page(client, "q=lantern&critic=remy-adler&order=date")
    assert "?q=lantern&amp;critic=remy-adler&amp;order=date&amp;year=1995" in text


def test_a_past_address_of_a_critic_narrows_as_well(client, reviews):
    critic = Review.objects.get(headline="Hot dust").critics.get()
    critic.slug = "adler"
    critic.save()
    assert "Hot dust" in headlines(page(client, "q=lantern&critic=remy-adler"))


@pytest.mark.parametrize(
    "query", ["critic=nobody", "verdict=loud", "kind=x", "year=0", "year=02012", "order=1"]
)
def test_a_filter_that_does_not_exist(client, reviews, query):
    page(client, f"q=lantern&{query}", status=404)


def test_filters_that_leave_nothing_can_be_taken_back(client, reviews):
    text = page(client, "q=lantern&critic=iris-vale&year=1995")
    assert "No results with these filters." in text
    assert 'href="?q=lantern&amp;critic=iris-vale"' in text


def test_a_chosen_filter_stands_alone_and_open(client, reviews):
    text = page(client, "q=lantern&critic=remy-adler")
    assert '<details class="facets" open>' in text
    assert 'aria-current="true" rel="nofollow">\n<bdi>Remy Adler</bdi>\n<small>2</small>' in text
    assert "Iris Vale</bdi>" not in text
    text = page(client, "q=lantern&critic=iris-vale&year=1995")
    assert "<bdi>Iris Vale</bdi>\n<small>0</small>" in text


@pytest.mark.parametrize("typed", ["husband", "husband's", "husbands", "immortelle", "LIMMORTELLE"])
def test_an_apostrophe_hides_no_word(client, typed):
    a_review("Two wrecks", body="<p>Her husband’s boat, <em>L’Immortelle</em>, sank.</p>")
    assert "1 result" in page(client, f"q={typed}")


def test_what_comments_alone_hold_is_said(client, reviews):
    a_comment(Review.objects.get(headline="Hot dust"), "Noor", "My xylophone is lost.")
    text = page(client, "q=xylophone")
    assert "No results for “xylophone”" in text
    assert '<a href="?q=xylophone&amp;kind=comment">1 comment</a> has it.' in text


def test_a_kind_without_results_leads_to_the_others(client, reviews):
    text = page(client, "q=lantern&kind=person")
    assert "There are some of another kind" in text and 'href="?q=lantern"' in text


def test_a_misspelling_in_a_comment_is_no_name(client, reviews):
    a_comment(Review.objects.get(headline="Hot dust"), "Noor", "Audird again!")
    text = page(client, "q=Audird")
    assert "<b>Audiard</b>" in text
    assert "Audird</mark> again!" in page(client, "q=Audird&kind=comment")


@pytest.mark.parametrize("typed", ["dost", "harb", "hazard"])
def test_what_is_far_from_any_name_is_not_corrected(client, reviews, typed):
    assert f"No results for “{typed}”" in page(client, f"q={typed}")


def test_a_headline_is_marked(client, reviews):
    assert "Hot <mark>dust</mark></a>" in page(client, "q=dust&kind=review")


def test_a_mark_ends_with_its_letters(client):
    a_review("Two wrecks", body="<p>यह हिन्दी है।</p>")
    assert "<mark>हिन्दी</mark>" in page(client, "q=हिन्दी")


def test_films_and_people_stand_among_the_results(client, reviews):
    text = page(client, "q=audiard")
    assert "Jacques <mark>Audiard</mark>" in text and ">Person</p>" in text
    assert ">The Harbour</a>" in text and ">Film</p>" in text


def test_comments_have_a_page_of_their_own(client, reviews):
    a_comment(Review.objects.get(headline="Hot dust"), "Noor", "My lantern went out.")
    text = page(client, "q=lantern")
    assert "Noor" not in text and 'href="?q=lantern&amp;kind=comment"' in text
    assert "<bdi>All but comments</bdi>\n<small>3</small>" in text
    text = page(client, "q=lantern&kind=comment")
    assert "Comment by <bdi>Noor</bdi>" in text and "My <mark>lantern</mark> went out." in text


def test_a_slip_is_forgiven_and_told(client, reviews):
    text = page(client, "q=Audird")
    assert "No results for “Audird”." in text and "<b>Audiard</b>" in text
    assert "Jacques <mark>Audiard</mark>" in text


def test_nothing_found_helps_on(client, reviews):
    text = page(client, "q=lantern+xylophone")
    assert "No results for “lantern xylophone”" in text
    assert '“lantern” alone has <a href="?q=lantern">3 results</a>.' in text
    assert "“xylophone” alone has no results." in text
    assert "Newest reviews" in text and "Hot dust" in text


def test_phrases_and_signs_of_one_word_are_not_taken_apart(client, reviews):
    a_review("東京物語の夜")
    text = page(client, 'q=東京の lantern "hot dust"')
    assert re.findall(r"“(.+)” alone", text) == ["東京の", "lantern", "&quot;hot dust&quot;"]
    assert '<a href="?q=%22hot+dust%22">1 result</a>' in text


def test_a_minus_that_left_nothing_is_told(client, reviews):
    text = page(client, "q=lantern -water -sand")
    assert '“lantern” alone has <a href="?q=lantern">3 results</a>.' in text


def test_a_slip_beside_a_filter_is_forgiven(client, reviews):
    text = page(client, "q=Audird&year=1995")
    assert "These are the results for <b>Audiard</b>" not in text and "1995" in text
    text = page(client, "q=Audird&kind=critic")
    assert "<b>Audiard</b>" in text and 'href="?q=Audird"' in text


def test_filters_hide_what_is_spelt_right(client, reviews):
    text = page(client, "q=hot dust&year=2012")
    assert "No results with these filters." in text and "No results for" not in text


def test_nothing_typed_is_no_result_of_filters(client, reviews):
    text = page(client, "verdict=avoid")
    assert "Put a phrase in quotes" in text and "0 results" not in text


def test_nothing_typed_says_how_to_search(client):
    assert "Put a phrase in quotes" in page(client, "")


@pytest.mark.parametrize("typed", ["-", '""', "\x00", "* (", "%F0%9F%8E%AC"])
def test_signs_alone_find_nothing_and_break_nothing(client, reviews, typed):
    assert "Newest reviews" in page(client, f"q={typed}")


def test_what_was_typed_is_text(client, reviews):
    text = page(client, "q=%3Cscript%3Ealert(1)%3C/script%3E%22%20autofocus")
    assert "<script>alert" not in text and '" autofocus' not in text


def test_many_results_stand_on_pages(client):
    film, weekly, iris = a_film("The Harbour"), a_publication(), a_critic()
    for number in range(25):
        a_review(f"Lantern {number}", film, weekly, iris)
    assert 'href="?q=lantern&amp;page=2"' in page(client, "q=lantern")
    assert len(headlines(page(client, "q=lantern"))) == 20
    assert len(headlines(page(client, "q=lantern&page=2"))) == 5

    assert "<title>Search: lantern" in page(client, "q=lantern")
    for number in ("2", "999", "999999", "9" * 5000):
        title = re.search("<title>(.+?)</title>", page(client, f"q=lantern&page={number}"), re.S)
        assert "page 2" in title[1]


def test_who_signs_in_comes_back_to_the_results(client, reviews):
    text = page(client, "q=lantern&critic=remy-adler&page=2")
    assert '?next=/search/%3Fq%3Dlantern%26critic%3Dremy-adler"' in text


def test_robots_stay_away(client, reviews):
    assert '<meta name="robots" content="noindex">' in page(client, "q=lantern")


def test_every_page_has_the_form_and_one_of_them(client, reviews):
    for path in ("/", "/films/", "/nowhere/", "/search/?q=lantern"):
        assert client.get(path).content.decode().count('role="search"') == 1, path


def test_a_kept_page_of_results_is_in_step(reviews):
    site, path = KeptSite(), "/search/?q=lantern"
    site.get(path)
    assert site.kept(path)
    Review.objects.filter(headline="Hot dust").update(standfirst="Seen at night.")
    assert site.kept(path) is None
    review = Review.objects.get(headline="Hot dust")
    review.retract("A mistake.")
    assert "Hot dust" not in headlines(site.get(path)[2].decode())


def test_a_kept_page_ends_when_a_scheduled_review_appears(reviews, time_machine):
    soon = timezone.now() + timedelta(minutes=5)
    a_review("A lantern at noon", status="published", published_at=soon)
    site, path = KeptSite(), "/search/?q=noon"
    assert b"No results for" in site.get(path)[2]
    time_machine.move_to(soon + timedelta(seconds=1))
    assert site.kept(path) is None
    assert b"1 result" in site.get(path)[2]


def test_few_queries(client, reviews, django_assert_num_queries):
    client.get("/search/", {"q": "lantern"})  # brings the index up to date
    with django_assert_num_queries(17):
        client.get("/search/", {"q": "lantern"})


def test_far_behind_it_asks_for_a_minute(client, reviews, monkeypatch):
    """As after an import of thousands: what was read of them would be as it was before."""
    monkeypatch.setattr("search.index.MARKS", 1)
    monkeypatch.setattr("search.finder.MOST_BATCHES", 2)
    for address in ("/search/?q=lantern", "/search/suggest/?q=lan"):
        answer = client.get(address)
        assert answer.status_code == 503 and answer.headers["Retry-After"] == "60"
    update()
    assert "3 results" in page(client, "q=lantern")


def test_signed_in_it_is_the_same_and_nobody_keeps_it(client, reviews):
    client.force_login(a_user("remy"))
    answer = client.get("/search/?q=lantern")
    assert "3 results" in answer.content.decode()
    assert answer.headers["Cache-Control"] == "private, no-store"
