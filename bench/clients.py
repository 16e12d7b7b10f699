#!/usr/bin/env python3
"""Slow and silent clients and refused posts while others read and post, behind nginx or not."""

import argparse
import http.client
import socket
import sqlite3
import ssl
import subprocess
import threading
import time
import urllib.parse
import uuid
from collections import Counter
from contextlib import closing, contextmanager, nullcontext, suppress
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from servers import a_server
from sites import ROOT

NAME = "films.example"
PAGES = ("/", "/films/", "/reviews/", "/people/", "/critics/")
RENEWED = 10  # seconds after which a silent client comes anew
ANNOUNCED = 2_000_000  # bytes of a slow body
TLS = ssl._create_unverified_context()  # noqa: S323 (the certificate is our own, for this run)
NGINX = """
daemon off; pid nginx.pid; error_log error.log; worker_processes 2;
events {{ worker_connections 4096; }}
http {{
    access_log off;
    client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path f;
    uwsgi_temp_path u; scgi_temp_path s;
    include {site};
}}
"""


def main():
    options = read_options()
    settings = {
        "SITE_URL": f"https://{NAME}",
        "ALLOWED_HOSTS": f"{NAME},127.0.0.1",
        "TRUST_PROXY": "true",
    }
    settings |= {"GUEST_FLOOD": "1000000"}
    with (
        TemporaryDirectory(prefix="bench-") as folder,
        a_server(folder, options.workers, **settings) as (_, port),
    ):
        with nullcontext(port) if options.bare else nginx_before(port) as door:
            run = Run(door, not options.bare, path_of_a_thread(folder), options.every)
            run.go(options)
        lost = run.lost(folder)
    run.tell(lost)
    raise SystemExit(bool(lost or run.failed or not run.kept))


def read_options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--slow", type=int, default=300)
    parser.add_argument(
        "--every", type=float, default=20, help="seconds between two bytes of a slow one (20)"
    )
    parser.add_argument("--silent", type=int, default=300)
    parser.add_argument(
        "--refused", type=int, default=4, help="clients that send refused posts without a pause"
    )
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--bare", action="store_true", help="without nginx")
    return parser.parse_args()


def a_free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def nginx_before(port):
    """nginx with the site's own docs/nginx.conf; only ports and the certificate are another.

    Gives its HTTPS port.
    """
    with TemporaryDirectory(prefix="bench-nginx-") as folder:
        home, plain, secure = Path(folder), a_free_port(), a_free_port()
        home.chmod(0o755)
        make = (
            f"openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN={NAME} -keyout key.pem "
            "-out cert.pem"
        )
        subprocess.run(make.split(), cwd=home, check=True, capture_output=True)  # noqa: S603
        site = (ROOT / "docs" / "nginx.conf").read_text()
        for old, new in (
            ("127.0.0.1:8000", f"127.0.0.1:{port}"),
            ("listen 80;", f"listen 127.0.0.1:{plain};"),
            ("listen [::]:80;", ""),
            ("listen 443 ", f"listen 127.0.0.1:{secure} "),
            ("listen [::]:443 ssl http2;", ""),
            ("/etc/letsencrypt/live/films.example/fullchain.pem", str(home / "cert.pem")),
            ("/etc/letsencrypt/live/films.example/privkey.pem", str(home / "key.pem")),
        ):
            assert old in site, f"docs/nginx.conf has no “{old}” any more."
            site = site.replace(old, new)
        (home / "site.conf").write_text(site)
        (home / "nginx.conf").write_text(NGINX.format(site=home / "site.conf"))
        process = subprocess.Popen(["nginx", "-p", folder, "-c", "nginx.conf", "-e", "error.log"])  # noqa: S603, S607
        try:
            time.sleep(1)
            yield secure
            for line, times in Counter(said_by(home)).most_common(5):
                print(f"nginx said {times} times: {line}")
        finally:
            process.terminate()
            process.wait()


def said_by(home):
    """nginx's errors without what is different in each."""
    for line in (home / "error.log").read_text().splitlines():
        if "[error]" in line or "[crit]" in line or "[alert]" in line:
            yield line.partition("*")[2].partition(" ")[2].partition(", client")[0][:110]


def path_of_a_thread(folder):
    with closing(sqlite3.connect(Path(folder) / "filmsite.sqlite3")) as database:
        asked = (
            "SELECT slug FROM reviews_review WHERE status = 'published' ORDER BY id DESC LIMIT 1"
        )
        return f"/reviews/{database.execute(asked).fetchone()[0]}/"


class Run:
    """What happened to readers and writers; each client has its own address in 127.0.0.0/8."""

    def __init__(self, door, secure, thread, every):
        self.door, self.secure, self.thread, self.every = door, secure, thread, every
        self.stop, self.addresses = threading.Event(), count(1)
        self.waits, self.kept, self.failed, self.answers, self.numbers = (
            [],
            [],
            Counter(),
            Counter(),
            count(),
        )

    def go(self, options):
        jobs = [self.slow] * options.slow + [self.silent] * options.silent
        crowd = [threading.Thread(target=job, daemon=True) for job in jobs]
        for thread in crowd:
            thread.start()
        time.sleep(3)  # until they all hang on
        jobs = [self.read] * 4 + [self.write] * 4 + [self.be_refused] * options.refused
        others = [threading.Thread(target=job) for job in jobs]
        for thread in others:
            thread.start()
        time.sleep(options.seconds)
        self.stop.set()
        for thread in others:
            thread.join()

    # Those who harm

    def silent(self):
        """Connects and says nothing."""
        while not self.stop.is_set():
            with suppress(OSError), self.a_socket():
                self.stop.wait(RENEWED)

    def slow(self):
        """Announces a large body, and sends a byte of it now and then."""
        head = (
            f"POST {self.thread}comments/ HTTP/1.1\r\nHost: {NAME}\r\nContent-Length: "
            f"{ANNOUNCED}\r\n\r\nbody="
        )
        while not self.stop.is_set():
            with suppress(OSError), closing(self.a_connection()) as connection:
                connection.connect()
                connection.sock.sendall(head.encode())
                while not self.stop.wait(self.every):
                    connection.sock.sendall(b"a")

    def be_refused(self):
        """Posts that the site or nginx refuses, before or after it has read them."""
        thread, foreign = f"{self.thread}comments/", {"Origin": "https://elsewhere.example"}
        orders = [
            ("POST", thread, b"body=" + b"a" * 2_500_000, {}),
            ("POST", thread, b"body=" + b"a" * 30_000_000, {}),
            ("POST", thread, b"body=" + b"a" * 500_000, foreign),
            ("POST", thread, b"&".join(b"a=1" for _ in range(6000)), {}),
            ("POST", "/nowhere/", b"a" * 900_000, {}),
            ("PUT", "/films/", b"a" * 900_000, {}),
            ("POST", "/admin/login/", b"a" * 400_000, foreign),
            ("POST", thread, b"--x\r\nbroken", {"Content-Type": "multipart/form-data"}),
        ]
        while not self.stop.is_set():
            for method, path, body, headers in orders:
                try:
                    status, _place = self.ask(method, path, body, **headers)
                except (OSError, http.client.HTTPException) as error:
                    status = type(error).__name__
                self.answers[
                    f"{method} of {len(body)} bytes to {path.split('/')[1]}: {status}"
                ] += 1

    # Those who must not be harmed

    def read(self):
        while not self.stop.wait(0.1):
            number = next(self.numbers)
            self.watched(
                "GET", f"{PAGES[number % len(PAGES)]}?n={number}" if number % 2 else "/", (200,)
            )

    def write(self):
        """Comments by guests; those held are as good as those shown."""
        while not self.stop.wait(0.4):
            text = " ".join(uuid.uuid4().hex[:7] for _ in range(9))
            fields = {
                "name": "Ines Duarte",
                "email": f"i{next(self.numbers)}@readers.example",
                "body": text,
            }
            form = urllib.parse.urlencode(fields).encode()
            if self.watched("POST", f"{self.thread}comments/", (303,), form):
                self.kept.append(text)

    def watched(self, method, path, wanted, body=None):
        start = time.monotonic()
        try:
            status, _place = self.ask(method, path, body)
        except (OSError, http.client.HTTPException) as error:
            status = type(error).__name__
        self.waits.append(time.monotonic() - start)
        if status not in wanted:
            self.failed[f"{method}: {status}"] += 1
        return status in wanted

    # Connections

    def an_address(self):
        """One in a network (/24) of its own, because the site counts by network."""
        number = next(self.addresses)
        return f"127.{1 + number // 250 % 250}.{number % 250}.1"

    def a_socket(self):
        return socket.create_connection(("127.0.0.1", self.door), 30, (self.an_address(), 0))

    def a_connection(self):
        place = {"timeout": 60, "source_address": (self.an_address(), 0)}
        if self.secure:
            return http.client.HTTPSConnection("127.0.0.1", self.door, context=TLS, **place)
        return http.client.HTTPConnection("127.0.0.1", self.door, **place)

    def ask(self, method, path, body=None, **headers):
        """An answer's status, and where it leads."""
        kind = {"Host": NAME, "X-Forwarded-Proto": "https", "X-Forwarded-For": self.an_address()}
        if body:
            kind |= {
                "Origin": f"https://{NAME}",
                "Content-Type": "application/x-www-form-urlencoded",
            }
        with closing(self.a_connection()) as connection:
            connection.request(method, path, body, kind | headers)
            answer = connection.getresponse()
            answer.read()
            return answer.status, answer.headers["Location"]

    # What came of it

    def lost(self, folder):
        """How many texts were acknowledged and are not there."""
        with closing(sqlite3.connect(Path(folder) / "filmsite.sqlite3")) as database:
            there = {text for (text,) in database.execute("SELECT body FROM comments_comment")}
        return len(set(self.kept) - there)

    def tell(self, lost):
        for what, times in sorted(self.answers.items()):
            print(f"refused {times} times: {what}")
        waits, failed = sorted(self.waits), sum(self.failed.values())
        half, last = waits[len(waits) // 2], waits[-1]
        print(
            f"{len(waits)} requests of others: half within {half:.2f} s, all within {last:.2f} s;"
        )
        print(
            f"{failed} failed {dict(self.failed)}, {len(self.kept)} posts acknowledged, {lost} "
            "lost."
        )


if __name__ == "__main__":
    main()
