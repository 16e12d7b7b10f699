#!/usr/bin/env python3
"""How much memory the production server takes after load, as PSS of all its processes (Linux).

See README.md here.
"""

import argparse
import http.client
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice
from tempfile import TemporaryDirectory

from servers import a_server, ask, megabytes, megabytes_of_each, wait_until_idle
from sites import Site, add_sizes, sample_options

CLIENTS = 8


def main():
    options = read_options()
    sample = sample_options(options.reviews, options.films, options.comments)
    with TemporaryDirectory(prefix="bench-") as folder:
        site = Site(folder, sample)
        addresses = list(site.addresses.values())
        site.stop()
        with a_server(folder, options.workers) as (process, port):
            first = megabytes_of_each(process.pid)
            wait_until_idle(process.pid)
            idle = megabytes_of_each(process.pid)
            load(port, addresses, options.requests)
            after, mapped = megabytes_of_each(process.pid), megabytes(process.pid, "Pss_File")
    print("| MB | all | of the first process and of each worker |\n|---|---|---|")
    print_row("when it answers", first)
    print_row("after the jobs that were due", idle)
    print_row(f"after {options.requests} requests", after)
    busy = sum(after)
    print(
        f"{mapped:.0f} MB of it are files in the page cache, such as the database that SQLite maps."
    )
    print(f"{busy / options.most:.2f} of the {options.most:.0f} MB that they may take.")
    raise SystemExit(busy > options.most)


def print_row(when, sizes):
    each = ", ".join(f"{size:.0f}" for size in sizes)
    print(f"| {when} | {sum(sizes):.0f} | {each} |", flush=True)


def read_options():
    parser = argparse.ArgumentParser(description=__doc__)
    add_sizes(parser)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--requests", type=int, default=3000)
    parser.add_argument(
        "--most", type=float, default=150, help="megabytes; more gives exit code 1 (150)"
    )
    return parser.parse_args()


def load(port, addresses, requests):
    """Asks for all pages in turn, over several connections at once."""
    with ThreadPoolExecutor(CLIENTS) as clients:
        shares = [islice(cycle(addresses), number, requests, CLIENTS) for number in range(CLIENTS)]
        list(clients.map(visit, [port] * CLIENTS, shares))


def visit(port, addresses):
    connection = http.client.HTTPConnection("127.0.0.1", port)
    for address in addresses:
        ask(connection, address)


if __name__ == "__main__":
    main()
