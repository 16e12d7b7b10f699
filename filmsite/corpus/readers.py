"""Made-up readers who comment, some of them members."""

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User
from django.utils.text import slugify

from .people import names
from .rows import store

COMMENTS_PER_READER = 12
MOST_MEMBERS = 200
# Readers sign as they like, in any script.
SIGNATURES = ("Анна из Мурманска", "ミナト", "ليلى", "Ελένη", "a reader in the balcony", "M.", "projectionist77")


@dataclass(frozen=True)
class Reader:
    """Somebody without a log-in."""

    name: str
    email: str
    website: str


def address_of(name):
    """The e-mail address that a made-up reader gives."""
    return f"{slugify(name) or 'reader'}@readers.example"


def make_readers(random, comments):
    """Readers for so many comments; the first ones comment most."""
    signed = [*names(random, 5 + comments // COMMENTS_PER_READER), *SIGNATURES]
    return [
        Reader(name, address_of(name), f"https://{slugify(name) or 'reader'}.example/" if number % 9 == 0 else "")
        for number, name in enumerate(signed)
    ]


def make_members(random, comments):
    """Members for so many comments; nobody can log in as one, for they have no password."""
    people = names(random, 3 + min(comments // COMMENTS_PER_READER, MOST_MEMBERS))
    known = User.objects.in_bulk([_username(name) for name in people], field_name="username")
    fresh = [_member(name) for name in people if _username(name) not in known]
    return [*known.values(), *store(User, fresh)]


def _username(name):
    return f"member-{slugify(name)}"


def _member(name):
    first, last = name.split()
    return User(
        username=_username(name),
        first_name=first,
        last_name=last,
        email=address_of(name),
        password=make_password(None),
    )
