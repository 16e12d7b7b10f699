"""What a review leads on to: each once, with the best reason, and never what is not public."""

import re
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from films.models import Credit, Person
from reviews.models import Byline, Series, Subject, Tag
from tests.builders import a_critic, a_department, a_film, a_person, a_review

pytestmark = pytest.mark.django_db
AUDIARD, COTILLARD = "Jacques Audiard", "Marion Cotillard"
COST = 22  # queries of a review’s page


def at(year, month=1):
    return datetime(year, month, 15, 12, tzinfo=timezone.get_current_timezone())


@pytest.fixture
def film():
    film = a_film("Rust and Bone", 2012, director=AUDIARD)
    with_cast(film, COTILLARD)
    return film


def with_cast(film, name):
    person = Person.objects.filter(name=name).first() or a_person(name)
    Credit.objects.create(film=film, person=person, role="cast")
    return film


def page_of(client, review):
    return " ".join(client.get(review.get_absolute_url()).content.decode().split())


def section(page, heading):
    """A section of the page, from its heading on; "" where there is none."""
    found = re.search(rf"<section(?:(?!</section>).)*?>\s*{heading}.*?</section>", page)
    return found[0] if found else ""


def related(client, review):
    """Headlines and reasons of related reviews, in their order."""
    found = section(page_of(client, review), "Related")
    names = re.findall(r"<h3 [^>]*><a [^>]*>(.*?)</a></h3>", found)
    reasons = re.findall(r'</h3> <p class="byline" dir="auto">(.*?)</p>', found)
    return list(zip(names, reasons, strict=True))


def test_each_reason_is_told(client, film):
    here = a_review("Here", film=film, series=Series.objects.create(name="Second films"))
    here.tags.add(boxing := Tag.objects.create(name="Boxing"))
    here.mentions.add(heat := a_film("Heat", 1995))
    series = {"series": here.series}
    a_review("Series before", published_at=at(2020), **series)
    a_review("Series, older", published_at=at(2019), **series)
    a_review("Of a theme").tags.add(boxing)
    a_review("With her", film=with_cast(a_film("Contagion", 2011), COTILLARD))
    a_review("Names it").mentions.add(film)
    a_review("Is named", film=heat)
    a_review("Of his", film=a_film("A Prophet", 2009, director=AUDIARD))
    assert related(client, here) == [
        ("Of his", "By the same director, Jacques Audiard"),
        ("Is named", "Mentioned here: Heat"),
        ("Names it", "Also mentions Rust and Bone"),
        ("With her", "Also with Marion Cotillard"),
        ("Series, older", "In the same series, Second films"),
        ("Of a theme", "On the same theme, Boxing"),
    ]


def test_a_review_with_many_reasons_stands_once_with_the_best(client, film):
    iris = a_critic()
    here = a_review("Here", film=film, critic=iris)
    other = a_review("There", film=a_film("A Prophet", 2009, director=AUDIARD), critic=iris)
    other.mentions.add(film)
    other.tags.add(tag := Tag.objects.create(name="Prison"))
    here.tags.add(tag)
    assert related(client, here) == [("There", "By the same director, Jacques Audiard")]
    assert "There" not in section(page_of(client, here), "More by Iris Vale")


def test_another_review_of_the_film_is_no_related_one(client, film):
    here, other = a_review("Here", film=film), a_review("Second look", film=film)
    Subject.objects.create(review=other, film=a_film("A Prophet", 2009, director=AUDIARD), order=1)
    page = page_of(client, here)
    assert "Second look" in section(page, "Other reviews of Rust and Bone")
    assert related(client, here) == []


def test_more_by_the_critic(client, film):
    iris = a_critic()
    here = a_review("Here", film=film, critic=iris)
    a_review("By her", critic=iris), a_review("By another")
    more = section(page_of(client, here), "More by Iris Vale")
    assert "By her" in more and "By another" not in more


def test_all_by_the_critic_are_a_link_away(client, film):
    iris, ben = a_critic(), a_critic("Ben Ode")
    here = a_review("Here", film=film, critic=iris)
    a_review("By her", critic=iris)
    link = f'<a class="all" href="{iris.get_absolute_url()}"> All by Iris Vale</a>'
    assert link in section(page_of(client, here), "More by Iris Vale")
    Byline.objects.create(review=here, critic=ben, order=1)
    assert 'class="all"' not in section(page_of(client, here), "More by Iris Vale and Ben Ode")


def test_the_latest_of_its_department(client, film):
    department = a_department("Movie Review")
    filed = {"department": department, "publication": department.publication}
    here = a_review("Here", film=film, **filed)
    for year in range(2009, 2014):
        a_review(f"Piece of {year}", published_at=at(year), **filed)
    a_review("A draft", published=False, **filed)
    a_review("Of another department")
    latest = section(page_of(client, here), "Latest in Movie Review")
    found = re.findall("Piece of [0-9]+|A draft|Of another|Here", latest)
    assert found == ["Piece of 2013", "Piece of 2012", "Piece of 2011"]
    assert (
        f'<a class="all" href="{department.get_absolute_url()}"> All in Movie Review</a>' in latest
    )


def test_what_stands_above_is_not_among_the_latest(client, film):
    iris, department = a_critic(), a_department("Movie Review")
    filed = {"department": department, "publication": department.publication}
    here = a_review("Here", film=film, critic=iris, **filed)
    a_review("By her", critic=iris, **filed)
    assert "Latest in Movie Review" not in page_of(client, here)


def test_what_is_not_public_is_not_related(client, film):
    here = a_review("Here", film=film)
    prophet = a_film("A Prophet", 2009, director=AUDIARD)
    a_review("A draft", film=prophet, published=False)
    a_review("Of tomorrow", film=prophet, published_at=timezone.now() + timedelta(days=1))
    a_review("Withdrawn", film=prophet).retract("A hoax.")
    page = page_of(client, here)
    assert not re.search("A draft|Of tomorrow|Withdrawn", page) and "Related" not in page


def test_a_name_without_a_person_ties_nothing(client):
    one, other = a_film("Alone", 1970), a_film("Together", 1971)
    for film in (one, other):
        Credit.objects.create(film=film, credited_as="Alan Smithee", role="director")
    here = a_review("Here", film=one)
    a_review("There", film=other)
    assert related(client, here) == []


def test_the_newest_come_first_and_not_too_many(client, film):
    here = a_review("Here", film=film)
    for year in range(2009, 2015):
        other = a_film(f"Film of {year}", year, director=AUDIARD)
        a_review(f"Piece of {year}", film=other, published_at=at(year))
    assert [name for name, _reason in related(client, here)] == [
        f"Piece of {year}" for year in (2014, 2013, 2012)
    ]


def test_a_series_goes_on(client):
    challenge = Series.objects.create(name="Fifty-two films", kind="challenge", goal=52)
    first, _second, third, fourth = (
        a_review(f"Week {number}", series=challenge, published_at=at(2024, number))
        for number in (1, 2, 3, 4)
    )
    a_review("Between", published_at=at(2024, 2) + timedelta(days=1))
    a_review("A draft", series=challenge, published=False)
    found = section(page_of(client, third), "Continue the series")
    assert "<bdi>Fifty-two films</bdi>: 3 of 52" in found
    assert re.findall(r"<small>(.*?)</small> (.*?)</a>", found) == [
        ("Previous in the series", "Week 2"),
        ("Next in the series", "Week 4"),
    ]
    assert "Week 2" not in section(page_of(client, third), "Related")
    assert "Previous" not in section(page_of(client, first), "Continue the series")
    assert "Next in" not in section(page_of(client, fourth), "Continue the series")


def test_reviews_of_one_moment_have_an_order_in_their_series(client):
    series, now = Series.objects.create(name="One night"), timezone.now()
    reviews = [a_review(f"Hour {n}", series=series, published_at=now) for n in range(3)]
    found = section(page_of(client, reviews[1]), "Continue the series")
    assert "2 of 3" in found and found.index("Hour 0") < found.index("Hour 2")


def test_a_series_of_one_does_not_go_on(client):
    series = Series.objects.create(name="Fifty-two films", kind="challenge", goal=52)
    review = a_review(series=series)
    assert "Continue the series" not in page_of(client, review)


def test_more_ties_cost_no_more_queries(client, film, django_assert_num_queries):
    series = Series.objects.create(name="Second films")
    here = a_review("Here", film=film, series=series)
    here.tags.add(*(Tag.objects.create(name=f"Tag {n}") for n in range(5)))
    here.mentions.add(a_film("Heat", 1995))
    for number in range(20):
        other = a_review(film=a_film(f"Film {number}", director=AUDIARD), series=series)
        other.tags.add(*here.tags.all()[:3])
    with django_assert_num_queries(COST):
        client.get(here.get_absolute_url())
