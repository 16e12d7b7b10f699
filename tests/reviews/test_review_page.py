"""The review's page: what it shows, to whom, and what it never tells."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from core.models import PastSlug
from reviews.models import Series, Subject, Tag, Take
from reviews.models.part import Aspect
from tests.builders import (
    a_critic,
    a_film,
    a_publication,
    a_review,
    a_section,
    a_user,
    an_admin,
    change_slug,
)

pytestmark = pytest.mark.django_db

SECRET = "the lighthouse keeper did it"


def a_draft(**fields):
    return a_review(published=False, **fields)


def page_of(client, review):
    response = client.get(review.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def with_permissions(user, *codenames):
    user.is_staff = True
    user.save()
    user.user_permissions.add(*Permission.objects.filter(codename__in=codenames))
    return user


def test_it_works(client):
    film = a_film("Cléo from 5 to 7", 1962, director="Agnès Varda", runtime=90)
    review = a_review(
        "The hours before the answer", film=film, standfirst="A walk that becomes a life."
    )
    page = page_of(client, review)
    for words in (
        "The hours before the answer",
        "A walk that becomes a life.",
        "Agnès Varda",
        "90 minutes",
    ):
        assert words in page


def test_a_digest_says_so(client):
    assert "Summary of a review first published by Iris Vale" in page_of(
        client, a_review(summary_of="Iris Vale")
    )


def test_sections_have_a_contents_list(client):
    review = a_review()
    a_section(review, "The premise")
    a_section(review, "The director", order=1)
    page = page_of(client, review)
    assert 'href="#section-the-director"' in page and 'id="section-the-director"' in page


def test_the_closing_section_is_closed(client):
    review = a_review()
    a_section(review, "How it ends", spoiler="ending", body=f"<p>{SECRET}</p>")
    page = page_of(client, review)
    assert "<details" in page and SECRET in page and "Spoilers are hidden" in page


def test_stars_print_on_their_scale(client):
    review = a_review(publication=a_publication(stars_out_of=4), stars="3.5")
    assert "3.5 stars out of 4" in page_of(client, review)


def test_neighbours_and_other_reviews(client):
    film, now = a_film(), timezone.now()
    old = a_review("Oldest", film=film, published_at=now - timedelta(days=3))
    middle = a_review("Middle", published_at=now - timedelta(days=2), film=film)
    a_review("Newest", published_at=now - timedelta(days=1))
    page = page_of(client, middle)
    assert 'rel="prev"' in page and 'rel="next"' in page and "Newest" in page
    assert f"Other reviews of {film.title}" in page and page.count(old.get_absolute_url()) >= 2


def test_two_reviews_of_one_film_by_one_critic(client):
    film, critic = a_film(), a_critic()
    first, second = (
        a_review("First look", film=film, critic=critic),
        a_review("Second look", film=film, critic=critic),
    )
    assert "First look" in page_of(client, second) and "Second look" in page_of(client, first)


def test_a_draft_is_unknown_to_readers(client):
    assert client.get(a_draft().get_absolute_url()).status_code == 404


def test_a_draft_is_unknown_to_members(client):
    client.force_login(a_user("remy"))
    assert client.get(a_draft().get_absolute_url()).status_code == 404


def test_a_draft_is_unknown_to_staff_without_the_right(client):
    client.force_login(with_permissions(a_user("mona"), "moderate_comment", "view_review"))
    assert client.get(a_draft().get_absolute_url()).status_code == 404


def test_a_critic_sees_their_own_draft(client):
    user = with_permissions(a_user("iris"), "change_review")
    client.force_login(user)
    assert "This is a draft" in page_of(client, a_draft(critic=a_critic(user=user)))


def test_a_critic_does_not_see_anothers_draft(client):
    user = with_permissions(a_user("iris"), "change_review")
    a_critic(user=user)
    client.force_login(user)
    assert client.get(a_draft().get_absolute_url()).status_code == 404


def test_a_preview_is_never_cached(client):
    client.force_login(an_admin())
    response = client.get(a_draft().get_absolute_url())
    assert response.headers["Cache-Control"] == "private, no-store"
    assert b'content="noindex"' in response.content


def test_a_review_of_tomorrow_is_unknown_today(client, time_machine):
    review = a_review(published_at=timezone.now() + timedelta(days=1))
    assert client.get(review.get_absolute_url()).status_code == 404
    assert review.headline not in client.get("/").content.decode()
    time_machine.move_to(timezone.now() + timedelta(days=1, minutes=1))
    assert client.get(review.get_absolute_url()).status_code == 200
    assert review.headline in client.get("/").content.decode()


def test_a_retracted_review_stays_and_says_so(client):
    review = a_review("Withdrawn words")
    review.retract("The interview never took place.")
    page = page_of(client, review)
    assert (
        "was retracted" in page
        and "The interview never took place." in page
        and 'content="noindex"' in page
    )
    for path in ("/", "/reviews/", "/feed/"):
        assert "Withdrawn words" not in client.get(path).content.decode()


def test_a_retraction_needs_a_reason():
    with pytest.raises(ValueError, match="reason"):
        a_review().retract(" ")


def test_the_slug_follows_the_headline_until_publication():
    review = a_draft(headline="Working title")
    review.headline = "Final title"
    review.save()
    assert review.slug == "final-title"
    review.publish()
    review.headline = "Corrected title"
    review.save()
    assert review.slug == "final-title"


def test_a_past_slug_redirects_for_ever(client):
    review = a_review("First address")
    change_slug(review, "second-address")
    change_slug(review, "third-address")
    for slug in ("first-address", "second-address"):
        response = client.get(f"/reviews/{slug}/")
        assert (response.status_code, response.headers["Location"]) == (
            301,
            "/reviews/third-address/",
        )


def test_an_address_taken_back_no_longer_redirects(client):
    review = a_review("First address")
    change_slug(review, "second-address")
    change_slug(review, "first-address")
    assert client.get("/reviews/first-address/").status_code == 200
    assert list(PastSlug.objects.values_list("slug", flat=True)) == ["second-address"]


def test_a_new_review_does_not_take_a_past_address():
    change_slug(a_review("Contested"), "elsewhere")
    assert a_review("Contested").slug != "contested"


def test_a_past_slug_of_a_draft_tells_nothing(client):
    review = a_review("Once public")
    change_slug(review, "still-secret")
    review.withdraw_to_draft()
    assert client.get("/reviews/once-public/").status_code == 404


def test_scripts_of_other_alphabets_have_addresses(client):
    review = a_review("Сталкер: зона внутри нас")
    assert review.slug == "сталкер-зона-внутри-нас"
    assert client.get(review.get_absolute_url()).status_code == 200


def test_no_ending_leaves_the_page_it_is_closed_on(client):
    film = a_film()
    review = a_review(
        film=film,
        series=Series.objects.create(name="Lighthouses"),
        body=f'<p>Fine weather.</p><blockquote class="spoiler"><p>{SECRET}</p></blockquote>',
    )
    review.tags.add(Tag.objects.create(name="Sea"))
    section = a_section(review, "Last act", spoiler="ending", body=f"<p>{SECRET}</p>")
    Take.objects.create(
        review=review,
        aspect=Aspect.objects.create(name="Verdict"),
        stance="for",
        phrase="Salt",
        section=section,
    )
    a_review(film=film)
    places = [
        "/", "/reviews/", film.get_absolute_url(), "/series/lighthouses/", "/tags/sea/", "/feed/",
        "/archive/",
        review.publication.get_absolute_url(), review.critics.get().get_absolute_url(),
    ]  # fmt: skip
    for path in places:
        assert SECRET not in client.get(path).content.decode(), path
    head = page_of(client, review).split("</head>")[0]
    assert SECRET not in head and "Fine weather." in head


def test_a_body_that_tells_the_ending_has_no_excerpt():
    assert a_review(body=f"<p>{SECRET}</p>", spoiler="ending").summary == ""


def test_reviews_of_a_draft_are_not_counted(client):
    publication = a_publication("The Lantern")
    a_draft(publication=publication)
    assert "The Lantern" not in client.get("/publications/").content.decode()


def test_a_double_bill_keeps_its_order(client):
    late, early = a_film("Zabriskie Point", 1970), a_film("Alphaville", 1965)
    review = a_review("Two deserts", film=late)
    a_review(film=early)
    Subject.objects.create(review=review, film=early, order=1)
    page = page_of(client, review)
    record = page[page.index('class="record"') :]
    assert record.index("1970") < record.index("1965")
    listed = client.get("/reviews/").content.decode().partition("Two deserts")[2]
    assert listed.index("Zabriskie Point</cite></a>") < listed.index("Alphaville</cite></a>")
