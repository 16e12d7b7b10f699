#!/usr/bin/env python3
"""What the moderation queue costs with 100 and with 10,000 texts that wait. See README.md here."""

import argparse
import os
import sys
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from sites import ROOT, environment

MOST_QUERIES = 16
MOST_MS = 300
ROUNDS = 9
RULES = ("links", "first", "learnt", "duplicate", "impersonation")


def main():
    options = read_options()
    with TemporaryDirectory(prefix="bench-") as folder:
        os.environ.clear()
        os.environ.update(environment(folder, DJANGO_SETTINGS_MODULE="filmsite.settings"))
        sys.path.insert(0, str(ROOT))
        start()
        costs = {}
        for number in (options.small, options.large):
            fill(number)
            costs[number] = measure()
        over = show(costs, options)
        print("\n" + bulk())
        raise SystemExit(over)


def read_options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", type=int, default=100)
    parser.add_argument("--large", type=int, default=10_000)
    return parser.parse_args()


def start():
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    call_command("make_sample_data", reviews=20, films=10, comments=2000, verbosity=0)


def fill(number):
    """So many texts that wait, of many hands, held by every rule; a tenth as many reports."""
    from comments.models import Comment, Discussion, Report

    random, threads = Random(7), list(Discussion.objects.all())
    Comment.objects.filter(status="pending").delete()
    Report.objects.all().delete()
    Comment.objects.bulk_create(a_text(random, threads, row) for row in range(number))
    comments = list(Comment.objects.approved().values_list("pk", flat=True)[: number // 10])
    Report.objects.bulk_create(
        Report(
            comment_id=pk, why="insult", reporter_key=f"network:{row % 97}", weight=random.random()
        )
        for row, pk in enumerate(comments)
    )


def a_text(random, threads, row):
    from comments.models import Comment

    rule, weight = random.choice(RULES), round(random.random(), 3)
    return Comment(
        discussion=random.choice(threads),
        name=f"Reader {row % 500}",
        email=f"reader{row % 500}@readers.example",
        body=f"Thought {row}: "
        + "the harbour is the best of this film, and nobody told me. " * random.randint(1, 9),
        rule=rule,
        weight=weight,
        signals=[{"rule": rule, "message": "A rule noticed something.", "weight": weight}],
    )


def moderator():
    """A browser at the desk, and the queue's address."""
    from django.contrib.auth.models import User
    from django.test import Client
    from django.urls import reverse

    client = Client(SERVER_NAME="localhost")
    client.force_login(
        User.objects.get_or_create(username="bench", is_staff=True, is_superuser=True)[0]
    )
    return client, reverse("admin:comments_queue")


def measure():
    """Milliseconds (the median) and queries of each part of the queue, as a moderator gets it."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client, address = moderator()
    found = {}
    for query in ("", "?rule=links", "?page=4", "?tab=reported", "?tab=appeals"):
        times = []
        for _round in range(ROUNDS):
            begin = perf_counter()
            status = client.get(address + query).status_code
            times.append((perf_counter() - begin) * 1000)
            assert status == 200
        with CaptureQueriesContext(connection) as caught:
            client.get(address + query)
        found[query or "pending"] = (median(times), len(caught))
    return found


def bulk():
    """How long the largest allowed act takes, from its question to its undoing."""
    import re

    client, address = moderator()
    took = {}

    def press(name, path, data):
        begin = perf_counter()
        response = client.post(address + path, data, follow=True)
        took[name] = perf_counter() - begin
        return lambda name: re.findall(rf'name="{name}" value="([^"]+)"', response.content.decode())

    for act in ("approve", "reject", "spam"):
        order = {"action": act, "words": "Off the subject.", "return": "tab=pending"}
        items = press(f"{act}: ask", "act/", order | {"everything": "on"})("item")
        token = press(f"{act}: do", "act/", order | {"item": items, "confirmed": "1"})("token")
        press(f"{act}: undo", "undo/", {"token": token})
    return f"{len(items)} at once, in seconds: " + ", ".join(
        f"{name} {s:.1f}" for name, s in took.items()
    )


def show(costs, options):
    """The table; true where a page is over the limits."""
    small, large = costs[options.small], costs[options.large]
    print(
        f"\n| page | {options.small}: ms | {options.large}: ms | ratio | queries "
        "|\n|---|---|---|---|---|"
    )
    over = []
    for page, (ms, queries) in large.items():
        few = small[page][0]
        print(f"| {page} | {few:.1f} | {ms:.1f} | {ms / few:.2f} | {small[page][1]}, {queries} |")
        over += [page] if ms > MOST_MS or queries > MOST_QUERIES else []
    said = f"Over {MOST_MS} ms or {MOST_QUERIES} queries: {', '.join(over)}."
    print("\n" + (said if over else f"No page is over {MOST_MS} ms or {MOST_QUERIES} queries."))
    return bool(over)


if __name__ == "__main__":
    main()
