#!/usr/bin/env python3
"""What the pages of a thread cost at 100, 10,000 and 100,000 comments, and a post to each. See README.md here."""

import argparse
import os
import time
from random import Random
from statistics import median
from tempfile import TemporaryDirectory

from sites import ROOT, environment

SIZES = (100, 10_000, 100_000)
MOST, MOST_QUERIES = 1.5, 6
REPLIES = 4  # to each comment on the review, one under the other: a page of twenty shows a hundred
WORDS = "She walks along the *quay*, and the city looks back.\n\nI saw it **twice**, and not for the plot."
RULE = "\n|---|---|---|---|---|---|"


def main():
    options = read_options()
    with TemporaryDirectory(prefix="bench-") as folder:
        prepare(folder)
        threads = {size: make_thread(size) for size in SIZES}
        over = print_pages(threads, options.rounds) + print_posts(threads, options.posts)
    print(f"\nOver the limit: {', '.join(over)}." if over else f"\nNo page is over {MOST}.")
    raise SystemExit(bool(over))


def read_options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15, help="how often each page is asked for (15)")
    parser.add_argument("--posts", type=int, default=40, help="how many comments are posted to each thread (40)")
    return parser.parse_args()


def prepare(folder):
    """An empty site in a folder of its own."""
    os.environ.update(environment(folder, DJANGO_SETTINGS_MODULE="filmsite.settings"))
    os.chdir(ROOT)
    import sys

    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)


def make_thread(size):
    """A review with so many comments, a branch of five after the other; every third branch is liked."""
    from comments.models import Comment, Discussion
    from tests.builders import a_publication, a_review

    review = a_review(publication=a_publication(confirm_guests=False))
    discussion = Discussion.objects.begin(review)
    for first in range(1, size, 10_000):
        parents = {}
        for level in range(REPLIES + 1):
            seqs = range(first + level, min(first + 10_000, size + 1), REPLIES + 1)
            rows = [a_row(discussion, seq, level, parents.get(seq - 1)) for seq in seqs]
            parents = {row.seq: row for row in Comment.objects.bulk_create(rows, batch_size=500)}
    Discussion.objects.filter(pk=discussion.pk).update(last_seq=size, visible_count=size)
    return review


def a_row(discussion, seq, depth, parent):
    from django.utils.http import int_to_base36

    from comments.models import Comment

    own = int_to_base36(seq).rjust(5, "0")
    row = Comment(discussion=discussion, seq=seq, depth=depth, parent=parent, body=WORDS, name=f"Reader {seq}")
    row.root_seq, row.path = (parent.root_seq, parent.path + own) if parent else (seq, own)
    row.member_likes = (seq // 5) % 3 * 7
    row.print_text()
    return row


def addresses(review, size, order):
    """The first, a middle and the last page of a thread in an order."""
    step, last = REPLIES + 1, (size - 100) // 5 * 5 + 1
    middle = size // 2 // step * step + 1
    starts = {"first": None, "middle": middle, "last": last if order != "newest" else 96}
    query = "" if order == "oldest" else f"order={order}&"
    address = review.get_absolute_url()
    return {name: f"{address}?{query}" + (f"from={start}" if start else "") for name, start in starts.items()}


def print_pages(threads, rounds):
    """The table of pages, against the same page of the smallest thread; gives those over the limit."""
    print("\n| page | comments | ms | ratio | queries of the thread | comments shown |" + RULE)
    over = []
    for order in ("oldest", "newest", "best"):
        pages = {size: addresses(review, size, order) for size, review in threads.items()}
        for place in ("first", "middle", "last"):
            wanted = {size: pages[size if size > SIZES[0] else SIZES[0]][place] for size in SIZES}
            wanted[SIZES[0]] = pages[SIZES[0]]["first"]  # it has one page
            costs = measure(wanted, rounds)
            least = costs[SIZES[0]]["ms"]
            for size, cost in costs.items():
                ratio = cost["ms"] / least
                row = (
                    f"{order}, {place} | {size} | {cost['ms']:.1f} | {ratio:.2f} | {cost['queries']} | {cost['shown']}"
                )
                print(f"| {row} |")
                if ratio > MOST or cost["queries"] > MOST_QUERIES:
                    over.append(f"{order}, {place}, {size}")
    return over


def measure(pages, rounds):
    """CPU milliseconds of each page, the median; the pages take turns, so that a busy minute meets all."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client, costs = Client(SERVER_NAME="127.0.0.1"), {}
    for size, address in pages.items():
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            html = client.get(f"{address}&x=1").content.decode()
        asked = sum('FROM "comments_' in query["sql"] for query in queries)
        costs[size] = {"queries": asked, "shown": html.count('<article class="comment'), "ms": []}
    for number in range(rounds):
        for size, address in pages.items():
            start = time.process_time()
            client.get(f"{address}&n={number}").getvalue()  # another address each time, so that no kept page answers
            costs[size]["ms"].append((time.process_time() - start) * 1000)
    return {size: cost | {"ms": median(cost["ms"])} for size, cost in costs.items()}


def print_posts(threads, posts):
    """The table of posts, one writer after the other; gives the threads in which a post was not seen at once."""
    from django.test import Client
    from django.urls import reverse

    from tests.builders import a_user

    random, clients = Random(1), [Client(SERVER_NAME="127.0.0.1") for _ in range(posts)]
    for number, client in enumerate(clients):  # each a member of their own: who sends very much is held
        client.force_login(a_user(f"reader{number}"))
    print("\n| comments | ms a post | posts a second |\n|---|---|---|")
    unseen = []
    for size, review in threads.items():
        address, start = reverse("comments:write", args=[review.slug]), time.perf_counter()
        for number, client in enumerate(clients):
            body = " ".join("".join(random.choices("aeioulmnrst", k=6)) for _ in range(60))  # no two alike
            answer = client.post(address, {"body": body}, REMOTE_ADDR=f"10.{number}.{SIZES.index(size)}.1")
            assert answer.status_code == 303, answer.content
        spent = time.perf_counter() - start
        print(f"| {size} | {spent / posts * 1000:.1f} | {posts / spent:.0f} |")
        newest = Client(SERVER_NAME="127.0.0.1").get(f"{review.get_absolute_url()}?order=newest").content.decode()
        if f'id="comment-{size + posts}"' not in newest:
            unseen.append(f"a post to {size} is not seen")
    return unseen


if __name__ == "__main__":
    main()
