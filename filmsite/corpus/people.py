"""Made-up people: those on the screen, those who write about it, those who talk about it."""

from films.models import Person
from reviews.models import Critic

from . import words
from .rows import FreeSlugs, named, store

PEOPLE_PER_FILM = 4
REVIEWS_PER_CRITIC = 60


def names(random, count):
    """`count` names; none twice while the vocabulary lasts."""
    every = [f"{first} {last}" for first in words.FIRST_NAMES for last in words.LAST_NAMES]
    random.shuffle(every)
    return [every[number % len(every)] for number in range(count)]


def make_people(random, films):
    """Enough people for the credits of so many films."""
    slugs = FreeSlugs(Person.objects.values_list("slug", flat=True))
    people = [_person(name, slugs) for name in names(random, films * PEOPLE_PER_FILM + 8)]
    for person in people[::3]:
        born = random.randint(1880, 1999)
        person.born = random.choice((f"{born}", f"{born}-{random.randint(1, 12):02}", f"{born}-06-{born % 28 + 1:02}"))
        if born < 1930:
            person.died = str(born + random.randint(40, 90))
    return store(Person, people)


def _person(name, slugs):
    *first, last = name.split()
    sort_name = f"{last}, {' '.join(first)}"
    return Person(name=name, sort_name=sort_name, slug=slugs.take(name, otherwise="person"))


def make_critics(random, reviews):
    """The critics who wrote so many reviews; those of an earlier run write on."""
    count = max(2, reviews // REVIEWS_PER_CRITIC)
    rows = [
        {
            "name": name,
            "about": f"Has written about films from {random.choice(words.PLACES)} since {random.randint(1996, 2016)}.",
        }
        for name in names(random, count)
    ]
    return named(Critic, rows)
