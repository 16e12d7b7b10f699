#!/usr/bin/env python3
"""What kept pages and pages made anew cost on SQLite and on PostgreSQL, in one run.

See README.md here.
"""

import argparse
import json
import os
import subprocess
import sys
from contextlib import ExitStack, contextmanager
from functools import partial
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import NamedTuple

from readers import ask_for
from servers import a_server, cpu_seconds, serving, wait_until_idle
from sites import DEEP, HERE, ROOT, Site, a_cluster, add_sizes, environment, sample_options

RAW = "raw WSGI answer"
LAST_PAGE = "list, last full page"
PAGES = {
    "front page": "front page",
    LAST_PAGE: f"reviews{DEEP}",
    "feed": "feed",
    "review with 4 comments": "review with 4 comments",
    "review with 500 comments": "review with 500 comments",
}
MOST_KEPT = {"SQLite": 1.6, "PostgreSQL": 2.2}  # times a raw answer
LEAST_KEPT = 0.9  # of the reads beside writes
NOISY = 0.15  # between the quartiles of the raw rounds, of their median: more says nothing
CORES = sorted(os.sched_getaffinity(0))
SERVER, LOAD = {CORES[-1]}, {CORES[0]}
FLOOD = {"GUEST_FLOOD": "1000000"}  # comments of an hour, after which guests' wait


class FilledSite(NamedTuple):
    """What a server needs to serve it, and the addresses of its pages that are measured."""

    database: str
    folder: str
    settings: dict
    pages: dict
    postgres: int  # the process of its database server where it is ours, else 0


def main():
    options = read_options()
    os.sched_setaffinity(0, LOAD)
    print(f"Server on core {SERVER}, readers on core {LOAD}." if len(CORES) > 1 else "One core.")
    table, over = {}, []
    for name in options.on:
        with a_site_on(name, options) as site:
            print(f"\n## {name}", flush=True)
            for measure in options.only:
                figures, exceeded = MEASURES[measure](site, options)
                over += [f"{what} on {name}" for what in exceeded]
                for row, figure in figures.items():
                    table.setdefault(row, {})[name] = figure
    print_table(table, options.on)
    if options.growth:
        over += grow()
    print(f"\nOver the limit: {', '.join(over)}." if over else "\nNothing is over its limit.")
    raise SystemExit(bool(over))


def print_table(table, names):
    """The figures of all databases beside each other."""
    print(f"\n## All\n\n| | {' | '.join(names)} |\n|---|{'---|' * len(names)}")
    for row, figures in table.items():
        print(f"| {row} | {' | '.join(figures.get(name, '') for name in names)} |", flush=True)


def read_options():
    parser = argparse.ArgumentParser(description=__doc__)
    add_sizes(parser)
    parser.add_argument("--rounds", type=int, default=9, help="how often each page has a turn (9)")
    parser.add_argument("--seconds", type=float, default=1, help="of each turn (1)")
    parser.add_argument("--reads", type=int, default=20_000, help="beside writes (20000)")
    parser.add_argument("--most", type=int, default=120, help="seconds for these (120)")
    parser.add_argument("--on", nargs="+", choices=DATABASES, default=DATABASES)
    parser.add_argument("--only", nargs="+", choices=MEASURES, default=MEASURES)
    parser.add_argument("--database", default="", help="an empty one to fill: postgres://…")
    parser.add_argument("--growth", action="store_true", help="then growth.py, at 20,000 reviews")
    return parser.parse_args()


@contextmanager
def a_site_on(name, options):
    """A site filled with sample data."""
    with ExitStack() as stack:
        folder = stack.enter_context(TemporaryDirectory(prefix="bench-"))
        url, pid = stack.enter_context(DATABASES[name](options))
        settings = {"DATABASE_URL": url} if url else {}
        sizes = sample_options(options.reviews, options.films, options.comments)
        site = Site(folder, sizes, **settings)
        site.stop()
        pages = {page: site.addresses[known] for page, known in PAGES.items()}
        yield FilledSite(name, folder, settings, pages, pid)


@contextmanager
def sqlite(options):
    yield "", 0


@contextmanager
def postgres(options):
    """(its address, its process): the one that was named, or a cluster for this run."""
    if options.database:
        yield options.database, 0
        return
    with a_cluster() as (url, pid):
        yield url, pid


DATABASES = {"SQLite": sqlite, "PostgreSQL": postgres}


def kept(site, options):
    """What kept pages cost, and those that cost too much if that can be judged."""
    costs = measure_kept(site, options)
    raw = [own for own, _ in costs[RAW]]
    print("\n| kept | CPU ms | spread | ÷ raw | database ms |\n|---|---|---|---|---|")
    ratios = {}
    for name, turns in costs.items():
        own, aside = zip(*turns, strict=True)
        ratios[name] = median(cost / least for cost, least in zip(own, raw, strict=True))
        figures = f"{median(own):.3f} | {spread(own):.0%} | {ratios[name]:.2f}"
        print(f"| {name} | {figures} | {median(aside):.3f} |", flush=True)
    del ratios[RAW]
    figures = {
        "kept page ÷ raw answer": f"{min(ratios.values()):.2f} to {max(ratios.values()):.2f}"
    }
    if spread(raw) > NOISY:
        print(f"\nThe machine was too noisy to judge: raw turns spread over {spread(raw):.0%}.")
        return figures, ["noise"]
    most = MOST_KEPT[site.database]
    return figures, [f"kept {name}" for name, ratio in ratios.items() if ratio > most]


def measure_kept(site, options):
    """CPU milliseconds a request, by target: of the server's processes, and of the database's.

    The raw answer and the pages take turns, so that a busy minute meets all.
    """
    with (
        TemporaryDirectory(prefix="bench-") as empty,
        a_server(empty, 1, serving("raw:application"), SERVER) as (raw, raw_port),
        a_server(site.folder, 1, cores=SERVER, **site.settings) as (server, port),
    ):
        wait_until_idle(server.pid)
        targets = {RAW: (raw.pid, raw_port, "/")}
        targets |= {name: (server.pid, port, page) for name, page in site.pages.items()}
        for _, to, address in targets.values():
            ask_for(to, address, seconds=0)  # a first time, after which it may be kept
        costs = {name: [] for name in targets}
        for _ in range(options.rounds):
            for name, target in targets.items():
                costs[name].append(cost_of_a_turn(site.postgres, options.seconds, *target))
    return costs


def cost_of_a_turn(postgres, seconds, pid, port, address):
    """(milliseconds of the server, of the database) for each of the requests in so many seconds."""
    before = cpu_seconds(pid), postgres and cpu_seconds(postgres)
    asked = ask_for(port, address, seconds)
    after = cpu_seconds(pid), postgres and cpu_seconds(postgres)
    return tuple((end - start) * 1000 / asked for start, end in zip(before, after, strict=True))


def spread(costs):
    """How far the quartiles are apart, of the median."""
    low, middle, high = quantiles(costs, n=4)
    return (high - low) / middle


def anew(site, options):
    """What pages cost that are made anew, by bare ones; no ratio is required."""
    costs = run("anew.py", [site.pages, options.rounds], site, SERVER)
    print(
        "\n| made anew | bytes | queries | bare ms | parts kept ms | spread | ÷ bare "
        "| nothing kept ms | spread | ÷ bare |\n|---|---|---|---|---|---|---|---|---|---|"
    )
    ratios = {"parts": [], "nothing": []}
    for name, cost in costs.items():
        least, row = median(cost["bare"]), f"| {name} | {cost['bytes']} | {cost['queries']} |"
        row += f" {least:.2f} |"
        for state, known in ratios.items():
            known.append(f"{median(cost[state]) / least:.1f}")
            row += f" {median(cost[state]):.1f} | {spread(cost[state]):.0%} | {known[-1]} |"
        print(row, flush=True)
    row = f"{', '.join(costs)}: made anew ÷ bare page"
    return {
        row: ", ".join(ratios["parts"]),
        "the same with nothing kept": ", ".join(ratios["nothing"]),
    }, []


def writes(site, options, hosts=1):
    """How reads fare beside writes."""
    place = {"TRUST_PROXY": "true", "SITE_URL": "http://127.0.0.1:8000", **FLOOD, **site.settings}
    with ExitStack() as stack:
        command = site.folder, 1, serving("counted:application"), SERVER
        servers = [stack.enter_context(a_server(*command, **place)) for _ in range(hosts)]
        ports = [port for _, port in servers]
        found = run("writes.py", [ports, options.reads, options.most], site, LOAD)
    print(
        f"\n{found['reads']} reads of {found['addresses']} addresses on {hosts} host(s), "
        f"{found['rate']:.0f} a second: {found['kept']:.1%} kept, {found['stale']} stale."
    )
    print(f"Beside them in {found['seconds']:.0f} s: {found['did']}.", flush=True)
    for error in found["errors"]:
        print("stale:", *error)
    over = ["reads kept beside writes"] if found["kept"] < LEAST_KEPT else []
    over += ["stale answers"] if found["stale"] else []
    figure = f"{found['kept']:.1%}, {found['stale']} of {found['reads']}"
    return {f"reads kept beside writes and stale, {hosts} host(s)": figure}, over


def hosts(site, options):
    """The same on two hosts, which SQLite does not have."""
    return writes(site, options, hosts=2) if site.database == "PostgreSQL" else ({}, [])


# Each prints a table, and gives its figures and what is over a limit.
MEASURES = {"kept": kept, "anew": anew, "writes": writes, "hosts": hosts}


def run(program, arguments, site, cores):
    """What another program of this folder says of a site."""
    ran = subprocess.run(  # noqa: S603
        [sys.executable, str(HERE / program), json.dumps(arguments)],
        cwd=ROOT,
        env=environment(site.folder, **FLOOD, **site.settings),
        stdout=subprocess.PIPE,
        check=True,
        preexec_fn=partial(os.sched_setaffinity, 0, cores),
    )
    return json.loads(ran.stdout)


def grow():
    """Every page at 20,000 reviews beside 2,000, in a table of its own."""
    large = [*sample_options(20_000, 5_000, 200_000), "--small=2000"]
    ran = subprocess.run([sys.executable, str(HERE / "growth.py"), *large], check=False)  # noqa: S603
    return ["growth"] if ran.returncode else []


if __name__ == "__main__":
    main()
