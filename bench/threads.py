#!/usr/bin/env python3
"""What the pages of a thread cost at 100, 10,000 and 100,000 comments, and a post to each.

See README.md here.
"""

import argparse
import os
import time
from random import Random
from statistics import median
from tempfile import TemporaryDirectory

from sites import ROOT, environment

SIZES = (100, 10_000, 100_000)
MOST, MOST_QUERIES = 1.5, 6
REPLIES = 4  # under each other: a page of twenty roots shows a hundred
LAST_ROOTS = 24  # that nobody answered, where one branch has all the rest
WORDS = (
    "She walks along the *quay*, and the city looks back.\n\nI saw it **twice**, and not for the "
    "plot."
)
RULE = "\n|---|---|---|---|---|---|"


def main():
    options = read_options()
    over = []
    with TemporaryDirectory(prefix="bench-") as folder:
        prepare(folder, options.database)
        for shape, (parent_of, addresses) in SHAPES.items():
            threads = {size: make_thread(size, parent_of) for size in SIZES}
            pages = {size: addresses(review, size) for size, review in threads.items()}
            over += print_pages(shape, pages, options.rounds) + print_posts(
                shape, threads, options.posts
            )
    print(f"\nOver the limit: {', '.join(over)}." if over else f"\nNo page is over {MOST}.")
    raise SystemExit(bool(over))


def read_options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--rounds", type=int, default=15, help="how often each page is asked for (15)"
    )
    parser.add_argument(
        "--posts", type=int, default=40, help="how many comments are posted to each thread (40)"
    )
    parser.add_argument(
        "--database", default="", help="an empty PostgreSQL database: postgres://…; else SQLite"
    )
    return parser.parse_args()


def prepare(folder, database):
    """An empty site in a folder of its own."""
    more = {"DATABASE_URL": database} if database else {}
    os.environ.update(environment(folder, DJANGO_SETTINGS_MODULE="filmsite.settings", **more))
    os.chdir(ROOT)
    import sys

    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)


def parent_in_even(seq, size):
    """A branch of five after the other."""
    return seq - 1 if (seq - 1) % (REPLIES + 1) else None


def parent_in_one_branch(seq, size):
    """All answer the first, four under each other; the last stand alone."""
    if seq == 1 or seq > size - LAST_ROOTS:
        return None
    return seq - 1 if (seq - 2) % REPLIES else 1


def make_thread(size, parent_of):
    """A review with so many comments; every third branch is liked."""
    from comments.models import Comment, Discussion
    from tests.builders import a_publication, a_review

    review = a_review(publication=a_publication(confirm_guests=False))
    discussion, known = Discussion.objects.get_or_create_for(review), {}
    for first in range(1, size + 1, 10_000):
        known = {seq: row for seq, row in known.items() if row.depth == 0 or seq == first - 1}
        waiting = {seq: parent_of(seq, size) for seq in range(first, min(first + 10_000, size + 1))}
        while waiting:
            ready = {
                seq: known.get(parent)
                for seq, parent in waiting.items()
                if parent is None or parent in known
            }
            rows = [a_row(discussion, seq, parent) for seq, parent in ready.items()]
            known |= {row.seq: row for row in Comment.objects.bulk_create(rows, batch_size=500)}
            waiting = {seq: parent for seq, parent in waiting.items() if seq not in ready}
    Discussion.objects.filter(pk=discussion.pk).update(last_seq=size, visible_count=size)
    return review


def a_row(discussion, seq, parent):
    from django.utils.http import int_to_base36

    from comments.models import Comment

    own = int_to_base36(seq).rjust(5, "0")
    row = Comment(discussion=discussion, seq=seq, parent=parent, body=WORDS, name=f"Reader {seq}")
    row.status, row.is_shown = "approved", True
    row.root_seq, row.path, row.depth = (
        (parent.root_seq, parent.path + own, parent.depth + 1) if parent else (seq, own, 0)
    )
    row.member_likes = (seq // 5) % 3 * 7
    row.render_body()
    return row


def addresses_in_even(review, size):
    """The first, a middle and the last page of a thread in each order."""
    step, address = REPLIES + 1, review.get_absolute_url()
    for order in ("oldest", "newest", "best"):
        last = (size - 100) // step * step + 1 if order != "newest" else 96
        for place, start in (
            ("first", None),
            ("middle", size // 2 // step * step + 1),
            ("last", last),
        ):
            yield (
                f"{order}, {place}",
                f"{address}?order={order}" + (f"&from={start}" if start else ""),
            )


def addresses_in_one_branch(review, size):
    """The first page and the last, and pages of the branch alone."""
    address = f"{review.get_absolute_url()}?order=oldest"
    yield "first", address
    yield "branch, first", f"{address}&from=1&after=1"
    yield "branch, middle", f"{address}&from=1&after={size // 2}"
    yield "last", f"{address}&from={size - LAST_ROOTS + 5}"


SHAPES = {
    "even": (parent_in_even, addresses_in_even),
    "one branch": (parent_in_one_branch, addresses_in_one_branch),
}


def print_pages(shape, pages, rounds):
    """The table of pages, against the first page of the smallest thread.

    Gives those over the limit.
    """
    print("\n| page | comments | ms | ratio | queries of the thread | comments shown |" + RULE)
    over, pages = [], {size: dict(addresses) for size, addresses in pages.items()}
    smallest = next(iter(pages[SIZES[0]].values()))  # it has one page
    for place in pages[SIZES[0]]:
        costs = measure(
            {size: pages[size][place] if size > SIZES[0] else smallest for size in SIZES}, rounds
        )
        for size, cost in costs.items():
            ratio = cost["ms"] / costs[SIZES[0]]["ms"]
            figures = f"{cost['ms']:.1f} | {ratio:.2f} | {cost['queries']} | {cost['shown']}"
            print(f"| {shape}: {place} | {size} | {figures} |", flush=True)
            if ratio > MOST or cost["queries"] > MOST_QUERIES:
                over.append(f"{shape}, {place}, {size}")
    return over


def measure(pages, rounds):
    """CPU milliseconds of each page, the median.

    The pages take turns, so that a busy minute meets all.
    """
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
            client.get(
                f"{address}&n={number}"
            ).getvalue()  # another address each time, so that no kept page answers
            costs[size]["ms"].append((time.process_time() - start) * 1000)
    return {size: cost | {"ms": median(cost["ms"])} for size, cost in costs.items()}


def print_posts(shape, threads, posts):
    """The table of posts, one writer after the other.

    Gives the threads in which a post was not seen at once.
    """
    from django.test import Client
    from django.urls import reverse

    from tests.builders import a_user

    random, clients = Random(shape), [Client(SERVER_NAME="127.0.0.1") for _ in range(posts)]
    for number, client in enumerate(
        clients
    ):  # each a member of their own: who sends very much is held
        client.force_login(a_user(f"{shape}-{number}"))
    print("\n| comments | ms a post | posts a second |\n|---|---|---|")
    unseen = []
    for size, review in threads.items():
        address, start = reverse("comments:write", args=[review.slug]), time.perf_counter()
        for number, client in enumerate(clients):
            body = " ".join(
                "".join(random.choices("aeioulmnrst", k=6)) for _ in range(60)
            )  # no two alike
            words = {"body": body, "parent": 1 if number % 2 else ""}
            network = ".".join(str(random.randrange(1, 224)) for _ in range(4))
            answer = client.post(address, words, REMOTE_ADDR=network)
            assert answer.status_code == 303, answer.content
        spent = time.perf_counter() - start
        print(f"| {size} | {spent / posts * 1000:.1f} | {posts / spent:.0f} |", flush=True)
        for seq in (
            size + posts - 1,
            size + posts,
        ):  # the last comment on the review, and the last answer
            page = (
                Client(SERVER_NAME="127.0.0.1")
                .get(f"{address}{seq}/", follow=True)
                .content.decode()
            )
            if f'id="comment-{seq}"' not in page:
                unseen.append(f"post {seq} to {size} is not seen")
    return unseen


if __name__ == "__main__":
    main()
