"""Hosts of one site in network namespaces, and the services on loopback that they share."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread

from sites import ROOT, environment

NAME = "films.example"
PORT = 8000
START_SECONDS = 120  # on a busy machine too


def a_free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def run(*words, **more):
    return subprocess.run([str(word) for word in words], check=True, **more)  # noqa: S603


def wait_until(true, seconds=START_SECONDS):
    """Whether it becomes true in that time."""
    end = time.monotonic() + seconds
    while not (done := true()) and time.monotonic() < end:
        time.sleep(0.1)
    return done


# The network


@contextmanager
def namespaces(number):
    """[(words that put a command there, its address, the address of what is shared), …].

    Without the right to make namespaces, hosts are told apart by addresses of loopback.
    """
    hosts = range(1, number + 1)
    with ExitStack() as stack:
        if may_make_namespaces():
            yield [stack.enter_context(a_namespace(host)) for host in hosts]
        else:
            print("No network namespaces here: the hosts are addresses of loopback instead.")
            yield [([], f"127.0.0.{10 + host}", "127.0.0.1") for host in hosts]


def may_make_namespaces():
    try:
        with a_namespace(0):
            return True
    except (OSError, subprocess.CalledProcessError):
        return False


@contextmanager
def a_namespace(host):
    name = f"films-{os.getpid()}-{host}"
    here, there, own = f"10.177.{host}.1", f"10.177.{host}.2", f"fv{host}-{os.getpid()}"
    try:
        run("ip", "netns", "add", name, capture_output=True)
        run("ip", "link", "add", own, "type", "veth", "peer", "name", "eth0", "netns", name)
        run("ip", "addr", "add", f"{here}/30", "dev", own)
        run("ip", "link", "set", own, "up")
        inside = ["ip", "netns", "exec", name]
        run(*inside, "ip", "addr", "add", f"{there}/30", "dev", "eth0")
        run(*inside, "ip", "link", "set", "lo", "up")
        run(*inside, "ip", "link", "set", "eth0", "up")
        yield inside, there, here
    finally:
        subprocess.run(["ip", "netns", "del", name], capture_output=True)  # noqa: S603, S607


# What the hosts share


class Postgres:
    """A cluster of its own without data worth keeping."""

    def __init__(self, folder):
        self.folder, self.port = Path(folder) / "postgres", a_free_port()
        self.folder.mkdir()
        self.bin = max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: path.parts[-2])
        self.user = []
        if os.getuid() == 0:
            run("chown", "postgres", self.folder)
            self.user = ["runuser", "-u", "postgres", "--"]
        initdb = [
            "initdb",
            "-D",
            self.data,
            "-U",
            "films",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--no-sync",
        ]
        self.do(*initdb, "--locale=C.UTF-8")
        with (self.data / "pg_hba.conf").open("a") as rules:
            rules.write("host all all 10.177.0.0/16 trust\n")
        self.control("start", "-o", f"-p {self.port} -k {self.folder} -c listen_addresses=*")

    @property
    def data(self):
        return self.folder / "data"

    def do(self, program, *words):
        """Its words go to a file: the server that pg_ctl leaves behind would hold a pipe open."""
        with (self.folder.parent / "postgres.log").open("a") as log:
            words = [*self.user, self.bin / program, *words]
            run(*words, stdout=log, stderr=log, cwd="/")

    def control(self, verb, *words):
        self.do("pg_ctl", "-D", self.data, "-w", "-s", "-l", self.folder / "log", verb, *words)

    def url(self, address):
        return f"postgres://films@{address}:{self.port}/postgres"


@contextmanager
def postgres(folder):
    server = Postgres(folder)
    try:
        yield server
    finally:
        server.control("stop", "-m", "immediate")


@contextmanager
def redis():
    port = a_free_port()
    words = ["redis-server", "--port", port, "--protected-mode", "no", "--save", ""]
    process = subprocess.Popen(list(map(str, words)), stdout=subprocess.DEVNULL)  # noqa: S603
    try:
        yield port
    finally:
        process.terminate()
        process.wait()


# A host


class Host:
    def __init__(self, inside, address, folder, **settings):
        self.inside, self.address, self.process = inside, address, None
        folder.mkdir()
        self.log = folder.parent / f"{address}.log"
        self.environment = environment(
            folder,
            HOST=address, PORT=str(PORT), WORKERS="2", TRUST_PROXY="true", GUEST_FLOOD="1000000",
            SITE_URL=f"http://{NAME}", ALLOWED_HOSTS=NAME, FIXTURES="none", **settings,
        )  # fmt: skip

    def start(self):
        with self.log.open("a") as log:
            self.process = subprocess.Popen(  # noqa: S603
                [*self.inside, sys.executable, "manage.py", "serve"],
                cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        if not wait_until(self.is_up):
            raise SystemExit(f"{self.address} did not start:\n{self.log.read_text()}")

    def is_up(self):
        try:
            return self.ask("GET", "/healthz/")[0] == 200
        except OSError:
            return False

    def kill(self):
        """All its processes at once, in whatever they are doing."""
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def ask(self, method, path, body=None, headers=()):
        """(status, headers, body) of one request, as the proxy in front would pass it on."""
        asked = HTTPConnection(self.address, PORT, timeout=30)
        try:
            asked.request(method, path, body, {"Host": NAME, **dict(headers)})
            answer = asked.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            asked.close()

    def shell(self, code):
        """What the last line of the code's output says."""
        words = [sys.executable, "manage.py", "shell", "-v0", "-c", code]
        ended = run(
            *self.inside, *words, cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, text=True
        )
        return ended.stdout.strip().rpartition("\n")[2]


def serve_in_thread(server):
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    return server
