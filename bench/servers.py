"""The production server in processes of its own, and what they take (proc(5), Linux)."""

import http.client
import os
import re
import socket
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from sites import HERE, ROOT, environment

START_SECONDS = 90  # on a busy machine too
SERVE = ("manage.py", "serve")
TICKS = os.sysconf("SC_CLK_TCK")
# Of proc(5)'s stat, after the name: utime, stime, and both of children that have ended.
TIMES = slice(11, 15)


def serving(target):
    """What `manage.py serve` becomes, with another application of this folder in place of ours."""
    return "-c", f"from filmsite.server import run; run({target!r})"


@contextmanager
def a_server(folder, workers, command=SERVE, cores=None, **settings):
    """The server on a free port, as `bin/serve` starts it, on these cores alone."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    place = {"HOST": "127.0.0.1", "PORT": str(port), "WORKERS": str(workers)}
    if command is not SERVE:
        home = os.pathsep.join([str(ROOT), str(HERE)])
        place |= {"DJANGO_SETTINGS_MODULE": "filmsite.settings", "PYTHONPATH": home}
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, *command],
        cwd=ROOT,
        env=environment(folder, **place | settings),
        stdout=subprocess.DEVNULL,
        preexec_fn=cores and partial(os.sched_setaffinity, 0, cores),
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


def ask(connection, address):
    connection.request("GET", address, headers={"Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    answer.read()
    if answer.status >= 500:
        raise SystemExit(f"{address} answered {answer.status}.")


def wait_until_idle(pid):
    """Returns when what follows a start is done, such as jobs that were due."""
    last = time.monotonic() + START_SECONDS
    while time.monotonic() < last:
        before = cpu_seconds(pid)
        time.sleep(2)
        if cpu_seconds(pid) - before < 0.1:
            return


def tree(pid):
    """A process and all below it, but for those that end meanwhile."""
    yield pid
    with suppress(OSError):
        tasks = list((Path("/proc") / str(pid) / "task").iterdir())
        for child in " ".join((task / "children").read_text() for task in tasks).split():
            yield from tree(int(child))


def cpu_seconds(pid):
    """What a process and all below it have used, in user and in system mode."""
    return sum(_cpu_ticks(process) for process in tree(pid)) / TICKS


def _cpu_ticks(pid):
    with suppress(OSError):  # its parent has the time of one that has ended
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
        return sum(map(int, fields[TIMES]))
    return 0


def megabytes(pid, field="Pss"):
    """The proportional share of memory of a process and all below it."""
    return sum(megabytes_of_each(pid, field))


def megabytes_of_each(pid, field="Pss"):
    """That of the first process, which answers nothing, and of each worker (smaps_rollup)."""
    rollups = [Path(f"/proc/{process}/smaps_rollup").read_text() for process in tree(pid)]
    found = (re.search(rf"^{field}:\s+(\d+) kB", rollup, re.MULTILINE) for rollup in rollups)
    return [int(number[1]) / 1024 for number in found]
