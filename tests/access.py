"""Tables of access: what each of seven people gets at every address.

The tables are written by hand, beside the tests.

Guest A wrote comment 1 and a text that waits, guest B comment 2 and another; sessions are all that
tells them.
"""

import re
from copy import copy
from functools import partial

from django.contrib.auth.models import Group, User
from django.db import connection, transaction
from django.test import Client
from django.urls import get_resolver, resolve, reverse

from tests.builders import a_critic, a_publication, a_review, a_user
from tests.comments.builders import words

PEOPLE = ("anonymous", "guest-A", "guest-B", "member", "critic", "moderator", "editor")
WRITES = re.compile(
    r'(INSERT INTO|UPDATE|DELETE FROM) "(comments|accounts?|auth|mfa|socialaccount|usersessions)_'
)
LINKS = " https://a.example https://b.example https://c.example"


def read(text):
    """{address: {who: what is answered}} of a table whose first line names the people."""
    (_address, *people), *lines = [line.split() for line in text.strip().splitlines()]
    assert {*PEOPLE} <= {*people}
    return {
        address: dict(zip(people, map(int, answers), strict=True)) for address, *answers in lines
    }


def column(table, who):
    return {address: answers[who] for address, answers in table.items()}


def a_discussion():
    """A review on which two guests have written, and their browsers: (review, {who: browser})."""
    critic = a_critic("Iris Vale", user=someone("critic"))
    review = a_review(
        "She walks",
        slug="she-walks",
        critic=critic,
        publication=a_publication(confirm_guests=False),
    )
    browsers = {"guest-A": Client(), "guest-B": Client()}
    for name, address, who in (("Ada Lark", "ada", "guest-A"), ("Bo Reed", "bo", "guest-B")):
        for text in (f"What {name} thinks.", f"What {name} reads.{LINKS}"):
            sent = words(text, name, f"{address}@readers.example")
            assert (
                browsers[who].post(reverse("comments:write", args=[review.slug]), sent).status_code
                == 303
            )
    return review, browsers


def someone(who):
    """The account of a member, or of one of the staff in that role."""
    user = a_user(who, is_staff=who != "member")
    user.groups.set(Group.objects.filter(name=who))
    assert user.groups.exists() == user.is_staff
    return user


def browser_of(who, browsers):
    """The browser of that person; a fresh one where there is none among these."""
    if who not in browsers:
        browsers[who] = Client()
        if who != "anonymous":
            user = User.objects.filter(username=who).first() or someone(who)
            browsers[who].force_login(user)
    return browsers[who]


def answers(browser, method, addresses, *, world, sent):
    """{address: status}, each as if it were the first, since what each does is rolled back."""
    found = {}
    for address in addresses:
        fresh, writes = Client(), []
        fresh.cookies = copy(browser.cookies)
        fields = {name: filled(value, world) for name, value in sent.get(address, {}).items()}
        with transaction.atomic(), connection.execute_wrapper(partial(watch, writes)):
            answer = getattr(fresh, method)(filled(address, world), fields)
            transaction.set_rollback(True)
        found[address] = answer.status_code
        assert not (is_refusal(answer) and writes), (address, writes)
    return found


def watch(writes, execute, sql, *others):
    """Note what changes the discussion or an account."""
    if WRITES.match(sql):
        writes.append(sql)
    return execute(sql, *others)


def is_refusal(answer):
    led = answer.headers.get("Location", "")
    return answer.status_code >= 400 or "/login/" in led or "/reauthenticate/" in led


def filled(address, world):
    """An address, or what is sent there, with its words in capitals set in."""
    for name, value in world.items():
        address = address.replace(name, str(value))
    return address


def routes(begins):
    """Every address of the site that begins so, as its pattern is written."""
    return {route for route in _walk(get_resolver().url_patterns, "") if route.startswith(begins)}


def _walk(patterns, before):
    for pattern in patterns:
        route = before + str(pattern.pattern).removeprefix("^")
        if hasattr(pattern, "url_patterns"):
            yield from _walk(pattern.url_patterns, route)
        else:
            yield route


def named(addresses, world):
    """The patterns that these addresses meet."""
    return {resolve(filled(address, world).partition("?")[0]).route for address in addresses}
