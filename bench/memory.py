#!/usr/bin/env python3
"""How much memory the production server takes after load, as PSS of all its processes (Linux).

See README.md here.
"""

import argparse
import http.client
import re
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory

from sites import ROOT, Site, environment

CLIENTS = 8
START_SECONDS = 90  # on a busy machine too


def main():
    options = read_options()
    sample = [
        f"--reviews={options.reviews}",
        f"--films={options.films}",
        f"--comments={options.comments}",
    ]
    with TemporaryDirectory(prefix="bench-") as folder:
        site = Site(folder, sample)
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


@contextmanager
def a_server(folder, workers, **settings):
    """The production server on a free port, as `bin/serve` starts it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    place = {"HOST": "127.0.0.1", "PORT": str(port), "WORKERS": str(workers)} | settings
    command = [sys.executable, "manage.py", "serve"]
    process = subprocess.Popen(  # noqa: S603
        command, cwd=ROOT, env=environment(folder, **place), stdout=subprocess.DEVNULL
    )
    try:
        wait_for(port)
        yield process, port
    finally:
        process.terminate()
        process.wait()


def wait_for(port):
    """Returns when the server answers."""
    last = time.monotonic() + START_SECONDS
    while time.monotonic() < last:
        try:
            return ask(http.client.HTTPConnection("127.0.0.1", port), "/healthz")
        except OSError:
            time.sleep(0.2)
    raise SystemExit(f"The server did not answer within {START_SECONDS} seconds.")


def load(port, addresses, requests):
    """Asks for all pages in turn, over several connections at once."""
    with ThreadPoolExecutor(CLIENTS) as clients:
        shares = [islice(cycle(addresses), number, requests, CLIENTS) for number in range(CLIENTS)]
        list(clients.map(visit, [port] * CLIENTS, shares))


def visit(port, addresses):
    connection = http.client.HTTPConnection("127.0.0.1", port)
    for address in addresses:
        ask(connection, address)


def ask(connection, address):
    connection.request("GET", address, headers={"Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    answer.read()
    if answer.status >= 500:
        raise SystemExit(f"{address} answered {answer.status}.")


def megabytes(pid, field="Pss"):
    """The proportional share of memory of a process and all below it (proc(5), smaps_rollup)."""
    proc = Path("/proc") / str(pid)
    own = re.search(rf"^{field}:\s+(\d+) kB", (proc / "smaps_rollup").read_text(), re.MULTILINE)
    below = (
        child
        for task in (proc / "task").iterdir()
        for child in (task / "children").read_text().split()
    )
    return int(own[1]) / 1024 + sum(megabytes(child, field) for child in below)


if __name__ == "__main__":
    main()
