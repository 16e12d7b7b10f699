"""Builders: rows as they are on a good day; a test names only what it is about."""

import sys
from collections import Counter
from itertools import count

from django.contrib.auth.models import User
from django.utils import timezone

from films.models import Credit, Film, Person
from reviews.models import Byline, Critic, Department, Publication, Review, Section, Subject

_number = count(1)


def a_person(name="Agnès Varda", **fields):
    return Person.objects.create(name=name, **fields)


def a_film(title="Cléo from 5 to 7", year=1962, director=None, **fields):
    film = Film.objects.create(title=title, year=year, **({"always_public": True} | fields))
    if director:
        person = Person.objects.filter(name=director).first() or a_person(director)
        Credit.objects.create(film=film, person=person, role="director")
    return film


def a_publication(name=None, **fields):
    return Publication.objects.create(name=name or f"Publication {next(_number)}", **fields)


def a_department(name="Movie Review", publication=None, **fields):
    publication = publication or a_publication("The Weekly")
    return Department.objects.create(publication=publication, name=name, **fields)


def a_critic(name="Iris Vale", user=None, **fields):
    return Critic.objects.create(name=name, user=user, **fields)


def a_review(headline=None, film=None, publication=None, critic=None, published=True, **fields):
    """A review; published now unless `published` is False."""
    if published and fields.get("status", "published") == "published":
        fields = {"status": "published", "published_at": timezone.now()} | fields
    review = Review.objects.create(
        headline=headline or f"Headline {next(_number)}",
        publication=publication or a_publication(),
        **({"body": "<p>She walks, and the city looks back.</p>"} | fields),
    )
    Subject.objects.create(review=review, film=film or a_film(title=f"Film {next(_number)}"))
    Byline.objects.create(review=review, critic=critic or a_critic(f"Critic {next(_number)}"))
    return review


def a_section(review, heading="The premise", **fields):
    return Section.objects.create(
        review=review, heading=heading, **({"body": "<p>Two hours of an afternoon.</p>"} | fields)
    )


def a_user(username, **fields):
    return User.objects.create_user(
        username, f"{username}@films.example", "a good password", **fields
    )


def an_admin(username="ada"):
    return User.objects.create_superuser(username, f"{username}@films.example", "a good password")


def count_calls(function, *args):
    """How many calls a function makes, those into C included: no machine’s load alters it."""
    calls = Counter()
    sys.setprofile(lambda frame, event, arg: calls.update([event]))
    function(*args)
    sys.setprofile(None)
    return calls["call"] + calls["c_call"]


def change_slug(row, slug):
    row.slug = slug
    row.save()
