"""People of films, and critics."""

from films.models import Person
from reviews.models import Critic

from .bulk import FreeSlugs, get_or_make, insert
from .text import WORDS

PEOPLE_PER_FILM = 4
REVIEWS_PER_CRITIC = 60


def make_names(random, count):
    """`count` names; none twice while the word lists last."""
    names = [f"{first} {last}" for first in WORDS["first"] for last in WORDS["last"]]
    random.shuffle(names)
    return [names[number % len(names)] for number in range(count)]


def make_people(random, films):
    """Enough people for the credits of so many films."""
    slugs, people = FreeSlugs(Person), []
    for name in make_names(random, films * PEOPLE_PER_FILM + 8):
        first, last = name.split()
        year = random.randint(1880, 1999)
        person = Person(name=name, sort_name=f"{last}, {first}", slug=slugs.take(name))
        person.born = random.choice((f"{year}", f"{year}-06", f"{year}-06-14"))
        person.died = f"{year + 70}" if year < 1930 else ""
        people.append(person)
    return insert(Person, people)


def make_critics(random, reviews):
    """Critics for so many reviews; those of an earlier run write again."""
    names = make_names(random, max(3, reviews // REVIEWS_PER_CRITIC))
    about = {"about": "Has written about films since the last tram left."}
    return [get_or_make(Critic, about, name=name) for name in names]
