#!/usr/bin/env python3
"""Whether the doors tell strangers which addresses are members': by time, or by words.

See README.md here.
"""

import argparse
import os
import re
import sys
from itertools import count
from math import exp, sqrt
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from sites import ROOT, environment

PASSWORD = "a good password"  # noqa: S105  (of nobody)
# Where each form is, what it takes beside the address, and the name of the field for the address.
FORMS = {
    "log-in": ("/account/login/", "login", {"password": "a wrong password"}),
    "code": ("/account/login/code/", "email", {}),
    "sign-up": ("/account/signup/", "email", {"name": "Nora Lind", "password1": PASSWORD}),
    "reset": ("/account/password/reset/", "email", {}),
}
# What a stranger can time, and what else the machine does cannot hide.
CLOCKS = {"by the clock": perf_counter, "by the CPU": process_time}
WARM_UP = 20
networks = count(1)


def main():
    options = read_options()
    with TemporaryDirectory(prefix="bench-") as folder:
        os.environ.clear()
        os.environ.update(environment(folder, DJANGO_SETTINGS_MODULE="filmsite.settings"))
        sys.path.insert(0, str(ROOT))
        start()
        make_members(options.number + WARM_UP)
        print(
            f"{'form':8} {'milliseconds':12} {'known':>8} {'unknown':>8} {'KS':>6} {'p':>6}  "
            "answers"
        )
        for form in FORMS:
            print("\n".join(lines_of(form, *ask(form, options.number))), flush=True)


def read_options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--number", type=int, default=500, help="requests of each kind")
    return parser.parse_args()


def start():
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)


def make_members(number):
    """So many members with proved addresses: known0@films.example and on."""
    from allauth.account.models import EmailAddress
    from django.contrib.auth.hashers import make_password
    from django.contrib.auth.models import User

    password = make_password(PASSWORD)
    emails = [f"known{row}@films.example" for row in range(number)]
    users = User.objects.bulk_create(
        User(username=f"reader{row}", email=email, password=password)
        for row, email in enumerate(emails)
    )
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in users
    )


def ask(form, number):
    """Seconds on each clock by kind of address, and all that was seen by kind.

    The two take turns by chance.
    """
    seconds, seen = {"known": [], "unknown": []}, {"known": set(), "unknown": set()}
    for row in range(number + WARM_UP):
        for kind in Random(row).sample(list(seconds), 2):
            email = f"known{row}@films.example" if kind == "known" else f"{form}{row}@films.example"
            spent, answer = one_request(form, email)
            if row >= WARM_UP:
                seconds[kind].append(spent)
                seen[kind].add(answer)
    return seconds, seen


def one_request(form, email):
    """Its seconds on each clock, and what a stranger sees of the answer and of the next page.

    Each comes from a network of its own, which no limit has met before.
    """
    from django.test import Client

    path, field, fields = FORMS[form]
    number = next(networks)
    client = Client(SERVER_NAME="127.0.0.1", REMOTE_ADDR=f"10.{number // 250}.{number % 250}.1")
    before = [clock() for clock in CLOCKS.values()]
    answer = client.post(path, fields | {field: email})
    spent = [clock() - then for clock, then in zip(CLOCKS.values(), before, strict=True)]
    shown = client.get(answer["Location"]) if answer.status_code == 302 else answer
    words = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", shown.content.decode()).replace(
        email, ""
    )
    return spent, (answer.status_code, answer.get("Location"), words)


def lines_of(form, seconds, seen):
    """Two lines of the table: medians, the test, and whether all saw one and the same."""
    alike = "equal" if seen["known"] == seen["unknown"] and len(seen["known"]) == 1 else "DIFFERENT"
    for number, clock in enumerate(CLOCKS):
        known, unknown = (
            [row[number] * 1000 for row in seconds[kind]] for kind in ("known", "unknown")
        )
        distance, chance = kolmogorov_smirnov(known, unknown)
        times = f"{median(known):8.2f} {median(unknown):8.2f}"
        yield f"{form:8} {clock:12} {times} {distance:6.3f} {chance:6.3f}  {alike}"


def kolmogorov_smirnov(one, other):
    """The greatest distance of two samples' distributions, and how likely chance gives as much."""
    one, other = sorted(one), sorted(other)
    distance, i, j = 0.0, 0, 0
    while i < len(one) and j < len(other):
        here = min(one[i], other[j])
        while i < len(one) and one[i] == here:
            i += 1
        while j < len(other) and other[j] == here:
            j += 1
        distance = max(distance, abs(i / len(one) - j / len(other)))
    size = sqrt(len(one) * len(other) / (len(one) + len(other)))
    x = (size + 0.12 + 0.11 / size) * distance
    chance = 2 * sum((-1) ** (k - 1) * exp(-2 * k * k * x * x) for k in range(1, 101))
    return distance, min(1.0, chance) if x > 0.2 else 1.0


if __name__ == "__main__":
    main()
