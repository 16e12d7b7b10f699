#!/usr/bin/env python3
"""How much memory the production server takes after load, as PSS of all its processes (Linux).

See README.md here.
"""

import argparse
import http.client
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice
from tempfile import TemporaryDirectory

from servers import a_server, ask, megabytes
from sites import Site

CLIENTS = 8


def main():
    options = read_options()
    sample = [
        f"--reviews={options.reviews}",
        f"--films={options.films}",
        f"--comments={options.comments}",
    ]
    with TemporaryDirectory(prefix="bench-") as folder:
        site = Site(folder, sample, kept=False)
        addresses = list(site.addresses.values())
        site.stop()
        with a_server(folder, options.workers) as (process, port):
            idle = megabytes(process.pid)
            load(port, addresses, options.requests)
            busy, mapped = megabytes(process.pid), megabytes(process.pid, "Pss_File")
    print(
        f"{options.workers} workers: {idle:.0f} MB after the start, {busy:.0f} MB after "
        f"{options.requests} requests;"
    )
    print(
        f"{mapped:.0f} MB of it are files in the page cache, such as the database that SQLite maps."
    )
    print(f"{busy / options.most:.2f} of the {options.most:.0f} MB that they may take.")
    raise SystemExit(busy > options.most)


def read_options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reviews", type=int, default=2000)
    parser.add_argument("--films", type=int, default=500)
    parser.add_argument("--comments", type=int, default=50_000)
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
