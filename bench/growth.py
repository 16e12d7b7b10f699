#!/usr/bin/env python3
"""What each public page costs on a small and on a large site, as ratios of CPU time.

See README.md here.
"""

import argparse
from contextlib import ExitStack, contextmanager
from statistics import median

from sites import DEEP, a_cluster, a_site, add_sizes, create_database, sample_options

MOST = 1.5
MOST_BYTES = 100_000  # of HTML, but for a thread's
THREAD = "review with 500 comments"
ROUNDS = 5
RULE = "\n|---|---|---|---|---|---|---|"


def main():
    options = read_options()
    large = sample_options(options.reviews, options.films, options.comments)
    sizes = options.small, options.small // 2 + 1, options.small * 10
    small = sample_options(*sizes) if options.small else []
    samples = {"small": small, "large": large}
    with DATABASES[options.on](samples) as sites:
        costs = measure(sites, options.requests)
    over = print_growth(costs, alike=bool(options.small)) + print_depth(costs["large"])
    print(f"\nOver {MOST}: {', '.join(over)}." if over else f"\nNo page is over {MOST}.")
    heavy = [name for name, page in costs["large"].items() if is_heavy(page) and name != THREAD]
    print(f"Over {MOST_BYTES // 1000} kB of HTML: {', '.join(heavy) or 'none'}.")
    raise SystemExit(bool(over or heavy))


@contextmanager
def on_sqlite(samples):
    with ExitStack() as stack:
        yield {name: stack.enter_context(a_site(sample)) for name, sample in samples.items()}


@contextmanager
def on_postgres(samples):
    with a_cluster() as (url, _pid), ExitStack() as stack:
        urls = {name: create_database(url, name) for name in samples}
        yield {
            name: stack.enter_context(a_site(sample, DATABASE_URL=urls[name]))
            for name, sample in samples.items()
        }


DATABASES = {"SQLite": on_sqlite, "PostgreSQL": on_postgres}


def is_heavy(page):
    return page["html"] and page["bytes"] > MOST_BYTES


def read_options():
    parser = argparse.ArgumentParser(description=__doc__)
    add_sizes(parser)
    parser.add_argument("--on", choices=DATABASES, default="SQLite")
    parser.add_argument(
        "--small", type=int, default=0, help="reviews of the small site; 0 takes the fixtures"
    )
    parser.add_argument(
        "--requests", type=int, default=20, help="how often each page is asked for (20)"
    )
    return parser.parse_args()


def measure(sites, requests):
    """The costs of each page by site. The sites take turns, so that a busy minute meets both."""
    costs = {name: {page: {"ms": []} for page in site.addresses} for name, site in sites.items()}
    for _ in range(ROUNDS):
        for name, site in sites.items():
            for page, address in site.addresses.items():
                answer = site.ask(address, -(-requests // ROUNDS))
                costs[name][page] = answer | {"ms": costs[name][page]["ms"] + answer["ms"]}
    return {
        name: {page: middle(cost) for page, cost in pages.items()} for name, pages in costs.items()
    }


def middle(cost):
    return cost | {"ms": median(cost["ms"])}


def print_growth(costs, alike):
    """The table of small against large; gives the pages that cost too much more.

    Between sites whose lists are as full, `alike`, none may cost more for showing more.
    """
    print("\n| page | small ms | large ms | ratio | size ratio | queries | status |" + RULE)
    over = []
    for page, large in costs["large"].items():
        if page in costs["small"] and not page.endswith(DEEP):
            over += compare(page, costs["small"][page], large, alike)
    return over


def print_depth(pages):
    """The table of a list's first page against its last full one.

    Gives the lists that cost too much more.
    """
    print(
        "\n| list | first page ms | last page ms | ratio | size ratio | queries | status |" + RULE
    )
    over = []
    for page, last in pages.items():
        if page.endswith(DEEP):
            over += compare(page, pages[page.removesuffix(DEEP)], last, alike=False)
    return over


def compare(page, one, other, alike):
    """Prints a row; gives the page's name where the other costs too much.

    A page that shows more may cost more, unless the sites are `alike`.
    """
    ratio, size = other["ms"] / one["ms"], other["bytes"] / max(1, one["bytes"])
    queries = f"{one['queries']}, {other['queries']}"
    status = f"{one['status']}, {other['status']}"
    print(
        f"| {page} | {one['ms']:.2f} | {other['ms']:.2f} | {ratio:.2f} | {size:.2f} | {queries} | "
        f"{status} |"
    )
    return [page] if ratio > MOST * (1 if alike else max(1, size)) else []


if __name__ == "__main__":
    main()
