"""Pages of critics, people, series, tags, months: each says what stands behind it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from films.models import Credit, Genre
from reviews.models import Aspect, Series, Tag, Take, review_queryset
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
        'width="100" height="10"/></svg> 2</td>' in page
        and 'width="50" height="10"/></svg> 1</td>' in page
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
    with django_assert_max_num_queries(9):
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
        and page.count("Director<br>") == 2
        and "1962 · 1 review</p>" in page
        and "1985 · Not reviewed yet" in page
    )
    assert review.get_absolute_url() in page


def test_a_long_filmography_has_pages(client):
    varda = a_person()
    for number in range(50):
        film = a_film(f"Film {number}", 1950 + number)
        Credit.objects.create(film=film, person=varda, role="director")
    a_review("Two hours", film=film)
    first = text_of(client, varda.get_absolute_url())
    second = text_of(client, f"{varda.get_absolute_url()}?page=2")
    assert "50 films" in first and "50 films" in second
    assert "film-49-1999" in first and "film-1-1951" not in first and "In the reviews" in first
    assert "film-1-1951" in second and "film-2-1952" not in second
    assert "In the reviews" not in second


def test_a_name_is_sought_in_the_newest_texts_alone(client, monkeypatch):
    monkeypatch.setattr(review_queryset, "MAX_TEXTS", 2)
    varda = a_person("Agnès Varda")
    Credit.objects.create(film=(film := a_film("Vagabond", 1985)), person=varda, role="director")
    old = a_review("Old", body="<p>Agnès Varda</p>", published_at=at(2001, 1))
    about = a_review("About it", film=film, published_at=at(2001, 2))
    new = a_review("New", body="<p>Agnès Varda</p>", published_at=at(2002, 1))
    a_review("Another", published_at=at(2002, 2))
    page = text_of(client, varda.get_absolute_url())
    assert new.headline in page and about.headline in page and old.get_absolute_url() not in page


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


def test_a_month_begins_at_midnight_of_the_sites_time_zone(client, settings):
    settings.TIME_ZONE = "Pacific/Auckland"
    with timezone.override("Pacific/Auckland"):
        a_review(published_at=datetime(2024, 1, 31, 12, tzinfo=UTC))  # 1 February in Auckland
        page = text_of(client, "/archive/")
    assert "Feb <b>1</b>" in page and "/archive/2024/1/" not in page


def test_a_scheduled_review_is_not_in_the_archive(client):
    a_review(published_at=timezone.now() + timedelta(minutes=5))
    assert "No reviews yet." in text_of(client, "/archive/")
    a_review(published_at=timezone.now() - timedelta(minutes=5))
    assert text_of(client, "/archive/").count("<b>1</b>") == 1


def test_tags_and_genres_have_counts(client):
    tag, genre = Tag.objects.create(name="Boxing"), Genre.objects.create(name="Western")
    for number in range(2):
        film = a_film(f"Film of {number}")
        film.genres.add(genre)
        a_review(film=film).tags.add(tag)
    assert ">Boxing</a> <small>2</small>" in text_of(client, "/tags/")
    assert ">Western</a> <small>2</small>" in text_of(client, "/genres/")


def test_a_tag_counts_what_readers_see(client):
    boxing, harbour = (Tag.objects.create(name=name) for name in ("Boxing", "Harbour"))
    tomorrow = timezone.now() + timedelta(days=1)
    hidden = [a_review("Draft", published=False), a_review("Soon", published_at=tomorrow)]
    hidden.append(a_review("Withdrawn"))
    hidden[-1].retract("A hoax.")
    for review in hidden:
        review.tags.add(boxing, harbour)
    a_review().tags.add(boxing)
    page = text_of(client, "/tags/")
    assert ">Boxing</a> <small>1</small>" in page and "Harbour" not in page


def test_tags_and_genres_stand_from_a_to_z(client):
    film, review = a_film("Rust and Bone"), a_review()
    for name in ("Western", "Boxing", "Épopée", "The Sea"):
        review.tags.add(Tag.objects.create(name=name))
        film.genres.add(Genre.objects.create(name=name))
    a_review(film=film)
    for path in ("/tags/", "/genres/"):
        page = text_of(client, path)
        places = [page.index(f">{name}<") for name in ("Boxing", "Épopée", "The Sea", "Western")]
        assert places == sorted(places), path


def test_a_series_says_how_many_are_to_go(client):
    series = Series.objects.create(name="Twelve films", kind="challenge", goal=12)
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
    assert "The round table: 35 critics, side by side" in page
    first, others, on_a_phone = page.split("The newest 18")
    assert first.count('<th scope="row">') == 6 and others.count('<th scope="row">') == 12
    assert (
        others.count('<details name="round-table"') == 6
        and on_a_phone.count('<details name="round-table"') == 12
    )
    assert "Person 28" in others and 'class="scroller"' in first and "Person 16" not in first


def test_a_film_of_many_reviews_leads_to_a_list_of_all(client):
    film = a_film("Heat", 1995)
    for number in range(30):
        critic = a_critic(f"Person {number}")
        a_review(f"Review {number:02}.", film=film, critic=critic, published_at=at(2024, 1))
    page = text_of(client, film.get_absolute_url())
    assert "30 reviews" in page and "Review 29." in page and "Review 17." not in page
    address = f"{film.get_absolute_url()}reviews/"
    assert f'href="{address}"' in page
    first, second = text_of(client, address), text_of(client, f"{address}?page=2")
    assert "Reviews of Heat (1995)" in first and first.count('<article class="brief">') == 24
    assert "Review 05." in second and "Review 06." not in second


def test_the_reviews_of_a_film_can_be_narrowed(client):
    film, weekly = a_film("Heat", 1995), a_publication("The Weekly", slug="weekly")
    a_review("Two men", film=film, publication=weekly, verdict="must_see", critic=a_critic("Ada"))
    a_review("No rain", film=film, verdict="avoid", critic=a_critic("Bo"))
    a_review("Elsewhere", critic=a_critic("Cy"))
    address = f"{film.get_absolute_url()}reviews/"
    assert "Cy</option>" not in text_of(client, address)
    for query in ("publication=weekly", "verdict=must_see", "critic=ada"):
        page = text_of(client, f"{address}?{query}")
        assert "Two men" in page and "No rain" not in page and "Elsewhere" not in page
    assert "No reviews match." in text_of(client, f"{address}?critic=bo&publication=weekly")
    assert client.get(f"{address}?critic=cy").status_code == 404


def test_many_mentions_of_a_film_have_a_list_too(client):
    film = a_film("Heat", 1995)
    for number in range(14):
        a_review(f"Review {number:02}.", published_at=at(2024, 1)).mentions.add(film)
    a_review("About it", film=film).mentions.add(film)
    page = text_of(client, film.get_absolute_url())
    assert "Review 13." in page and "Review 01." not in page
    page = text_of(client, f"{film.get_absolute_url()}mentions/")
    assert "Review 13." in page and "Review 01." in page and "About it" not in page


def test_a_hidden_film_has_no_list_of_reviews(client):
    film = a_film(always_public=False)
    a_review(film=film, published=False)
    for name in ("reviews", "mentions"):
        assert client.get(f"{film.get_absolute_url()}{name}/").status_code == 404


def test_a_review_can_be_shared_without_a_third_party(client, settings):
    settings.SITE_URL = "https://films.example"
    page = text_of(client, a_review("Fish & chips").get_absolute_url())
    assert (
        'href="mailto:?subject=Fish%20%26%20chips&amp;body=https%3A%2F%2Ffilms.example%2Freviews%2Ffish-chips%2F"'
        in page
    )
