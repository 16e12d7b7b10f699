"""Pages of critics, people, series, tags, months: each says what stands behind it."""

from datetime import datetime

import pytest
from django.utils import timezone

from films.models import Credit, Genre
from reviews.models import Aspect, Series, Tag, Take
from tests.builders import a_critic, a_film, a_person, a_publication, a_review, a_section

pytestmark = pytest.mark.django_db


def text_of(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def at(year, month, day=15):
    return datetime(year, month, day, 12, tzinfo=timezone.get_current_timezone())


def test_critics_show_their_last_review_and_the_spread_of_their_verdicts(client):
    iris = a_critic(about="Writes on Thursdays.")
    for verdict, when in (
        ("avoid", at(2024, 1)),
        ("must_see", at(2025, 1)),
        ("must_see", at(2023, 1)),
    ):
        review = a_review(f"Of {when.year}", critic=iris, verdict=verdict, published_at=when)
    a_review("Not yet", critic=iris, verdict="mixed", published=False)
    page = text_of(client, "/critics/")
    assert "Writes on Thursdays." in page and "3 reviews" in page and "Of 2025</bdi></a>" in page
    assert (
        'width="100" height="10"/></svg> 2</dd>' in page
        and 'width="50" height="10"/></svg> 1</dd>' in page
    )
    assert '<b class="verdict-word must_see">Must see</b>' in page
    assert "Mixed" not in page and review.headline in text_of(client, iris.get_absolute_url())


def test_the_last_review_names_its_film(client):
    a_review("Two hours", film=a_film("Cléo", 1962))
    for path in ("/critics/", "/publications/"):
        assert "Cléo</cite></a>&nbsp;<span>(1962)" in text_of(client, path)


def test_a_critic_without_a_portrait_has_a_monogram(client):
    a_review(critic=a_critic("Iris Vale"))
    assert ">IV</span>" in text_of(client, "/critics/")


def test_the_critic_with_many_verdicts_costs_no_more_queries(client, django_assert_max_num_queries):
    for number in range(12):
        a_review(critic=a_critic(f"Critic {number}"), verdict="mixed")
    with django_assert_max_num_queries(7):
        client.get("/critics/")


def test_a_persons_films_say_whether_they_are_reviewed(client):
    varda = a_person()
    seen, unseen = a_film("Cléo", 1962), a_film("Vagabond", 1985)
    for film in (seen, unseen):
        Credit.objects.create(film=film, person=varda, role="director")
    review = a_review("Two hours", film=seen)
    page = text_of(client, varda.get_absolute_url())
    assert (
        "2 films" in page
        and page.count("Director") == 2
        and "1962 · Reviewed" in page
        and "1985 · Not reviewed yet" in page
    )
    assert review.get_absolute_url() in page


def test_who_did_much_on_a_film_stands_once_with_it(client):
    varda, film = a_person(), a_film("Vagabond", 1985)
    for role, character in (("director", ""), ("writer", ""), ("cast", "A voice")):
        Credit.objects.create(
            film=film, person=varda, role=role, character=character, billing=len(role)
        )
    page = text_of(client, varda.get_absolute_url())
    assert page.count('class="card-link"') == 1 and "Actor (A voice), author, director<br>" in page


def test_reviews_that_name_a_person_stand_on_their_page(client):
    varda = a_person("Agnès O’Varda & Co")
    Credit.objects.create(film=a_film("Vagabond", 1985), person=varda, role="director")
    in_body = a_review("One", body="<p>As Agnès O’Varda &amp; Co would say.</p>")
    in_section = a_review("Two")
    a_section(in_section, body="<p>Like Agnès O’Varda &amp; Co.</p>")
    draft = a_review("Three", body="<p>Agnès O’Varda &amp; Co</p>", published=False)
    page = text_of(client, varda.get_absolute_url())
    assert in_body.get_absolute_url() in page and in_section.get_absolute_url() in page
    assert draft.headline not in page


def test_the_archive_is_a_grid_with_an_empty_month_unlinked(client):
    (
        a_review(published_at=at(2024, 2)),
        a_review(published_at=at(2024, 2)),
        a_review(published_at=at(2024, 11)),
    )
    page = text_of(client, "/archive/")
    assert (
        page.count("<li>") >= 12 and "/archive/2024/2/" in page and "/archive/2024/3/" not in page
    )
    assert (
        'height="100"/></svg> Feb <b>2</b>' in page and 'height="50"/></svg> Nov <b>1</b>' in page
    )


def test_tags_and_genres_have_counts(client):
    tag, genre = Tag.objects.create(name="Boxing"), Genre.objects.create(name="Western")
    for number in range(2):
        film = a_film(f"Film of {number}")
        film.genres.add(genre)
        a_review(film=film).tags.add(tag)
    assert ">Boxing</a> <small>2</small>" in text_of(client, "/tags/")
    assert ">Western</a> <small>2</small>" in text_of(client, "/genres/")


def test_a_series_says_how_many_are_to_go(client):
    series = Series.objects.create(name="Twelve films", goal=12)
    a_review(series=series)
    page = text_of(client, series.get_absolute_url())
    assert (
        "1 of 12 films seen, 11 to go" in page
        and page.count('class="done"') == 1
        and page.count("<rect") == 12
    )


def test_about_says_how_to_write_for_a_publication(client):
    a_review(
        publication=a_publication(
            "The Lantern", contact="desk@lantern.example", write_for_us="Send 300 words."
        )
    )
    page = text_of(client, "/about/")
    assert "mailto:desk@lantern.example" in page and "Send 300 words." in page


def test_about_says_so_where_nobody_is_looking_for_writers(client):
    a_review()
    assert "No publication here is looking for writers at the moment." in text_of(client, "/about/")


def test_a_sparse_film_has_a_short_whole_page(client):
    page = text_of(client, a_film("Lost", None).get_absolute_url())
    assert "0 reviews" not in page and "Details" not in page and "Not reviewed yet." in page


def test_a_round_table_of_many_shows_six_then_all(client):
    film, aspect = a_film(), Aspect.objects.create(name="Performances")
    for number in range(35):
        review = a_review(film=film, critic=a_critic(f"Person {number}"))
        Take.objects.create(review=review, aspect=aspect, stance="for", phrase=f"Phrase {number}.")
    page = text_of(client, film.get_absolute_url())
    first, others, on_a_phone = page.split("All 35 critics")
    assert first.count('<th scope="row">') == 6 and others.count('<th scope="row">') == 29
    assert (
        others.count('<details name="round-table"') == 6
        and on_a_phone.count('<details name="round-table"') == 29
    )
    assert "Person 7" in others and 'class="scroller"' in first


def test_a_review_leads_on_to_its_critic_and_its_director(client):
    iris, varda = a_critic(), a_person()
    films = [a_film("Cléo", 1962), a_film("Vagabond", 1985), a_film("Ran", 1985)]
    for film in films[:2]:
        Credit.objects.create(film=film, person=varda, role="director")
    here = a_review("Here", film=films[0], critic=iris, published_at=at(2024, 1))
    by_critic = a_review("By her", film=films[2], critic=iris, published_at=at(2024, 3))
    of_director = a_review("Of hers", film=films[1], published_at=at(2024, 2))
    page = text_of(client, here.get_absolute_url())
    more, director = page.split("More by Iris Vale")[1].split("More about this director’s films")
    assert by_critic.headline in more and of_director.headline in director.split("<nav")[0]
    assert by_critic.headline not in director.split("<nav")[0]


def test_a_review_can_be_shared_without_a_third_party(client, settings):
    settings.SITE_URL = "https://films.example"
    page = text_of(client, a_review("Fish & chips").get_absolute_url())
    assert (
        'href="mailto:?subject=Fish%20%26%20chips&amp;body=https%3A%2F%2Ffilms.example%2Freviews%2Ffish-chips%2F"'
        in page
    )
