#!/usr/bin/env python3
"""Twenty photographs of 25 megapixels at once, while readers read and comment; see README.md."""

import argparse
import io
import os
import re
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from servers import a_server, megabytes
from sites import ROOT, environment

SIZE = (5760, 4320)
MOST_MEGABYTES, MOST_SECONDS = 300, 2
PAGES = ("/", "/films/", "/reviews/", "/people/")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pictures", type=int, default=20)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--kind", choices=["JPEG", "PNG"], default="JPEG")
    options = parser.parse_args()
    photographs = [photograph(number, options.kind) for number in range(options.pictures)]
    with (
        TemporaryDirectory(prefix="bench-") as folder,
        a_server(folder, options.workers) as (process, port),
    ):
        site = f"http://127.0.0.1:{port}"
        browser = signed_in(site, folder)
        idle, peak, stop = megabytes(process.pid), [0.0], threading.Event()
        waits, statuses = [], Counter()
        others = [
            threading.Thread(target=watch, args=(process.pid, peak, stop)),
            *(threading.Thread(target=read, args=(site, waits, statuses, stop)) for _ in range(2)),
            threading.Thread(target=write, args=(site, Path(folder), waits, statuses, stop)),
        ]
        for thread in others:
            thread.start()
        time.sleep(1)
        start = time.monotonic()
        with ThreadPoolExecutor(options.pictures) as pool:
            answers = Counter(pool.map(lambda content: upload(site, browser, content), photographs))
        took = time.monotonic() - start
        stop.set()
        for thread in others:
            thread.join()
    print(
        f"{options.pictures} pictures in {took:.1f} s, answers {dict(answers)}; others "
        f"{dict(statuses)}."
    )
    print(
        f"Longest wait of a reader {max(waits):.2f} s; memory {idle:.0f} MB before, {peak[0]:.0f} "
        "MB at most."
    )
    failed = any(status >= 500 and status != 503 for status in answers) or any(
        status >= 500 for status in statuses
    )
    raise SystemExit(failed or peak[0] > MOST_MEGABYTES or max(waits) > MOST_SECONDS)


def photograph(number, kind):
    """The bytes of a picture with some grain, each another one.

    A PNG has transparency and less grain, for its size.
    """
    mode, grains = ("RGB", (360, 270)) if kind == "JPEG" else ("RGBA", (48, 36))
    grain = Image.frombytes(mode, grains, os.urandom(grains[0] * grains[1] * len(mode)))
    buffer = io.BytesIO()
    how = Image.Resampling.BICUBIC if kind == "JPEG" else Image.Resampling.NEAREST
    grain.resize(SIZE, how).save(buffer, kind, **({"quality": 85} if kind == "JPEG" else {}))
    return buffer.getvalue()


MAKE_EDITOR = """
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
user = get_user_model().objects.create_superuser("bench", "bench@example.org")
client = Client()
client.force_login(user)
print(settings.SESSION_COOKIE_NAME, client.cookies[settings.SESSION_COOKIE_NAME].value)
"""


def signed_in(site, folder):
    """The cookies of an editor, and a token for forms."""
    command = [sys.executable, "manage.py", "shell", "-v0", "-c", MAKE_EDITOR]
    said = subprocess.run(  # noqa: S603
        command, cwd=ROOT, env=environment(folder), check=True, capture_output=True, text=True
    )
    session = "=".join(said.stdout.split()[-2:])
    with urllib.request.urlopen(  # noqa: S310
        request(site + "/admin/films/image/add/", Cookie=session), timeout=30
    ) as page:
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.read().decode())[1]
        csrf = page.headers["Set-Cookie"].split(";")[0]
    return f"{session}; {csrf}", token


def request(url, body=None, referer=None, **headers):
    origin = (
        {"Origin": "/".join(url.split("/")[:3]), "Sec-Fetch-Site": "same-origin"} if body else {}
    )
    return urllib.request.Request(  # noqa: S310
        url, body, headers | origin | ({"Referer": referer} if referer else {})
    )


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args):
        return None


def status_of(asked):
    try:
        with urllib.request.build_opener(_Stay).open(asked, timeout=120) as answer:
            answer.read()
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def upload(site, browser, content):
    cookies, token = browser
    mark = uuid.uuid4().hex
    fields = {"csrfmiddlewaretoken": token, "alt": "A boat", "focal_x": "50", "focal_y": "50"}
    parts = [
        f'--{mark}\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n'
        for n, v in fields.items()
    ]
    parts.append(f'--{mark}\r\nContent-Disposition: form-data; name="upload"; filename="a"\r\n\r\n')
    body = "".join(parts).encode() + content + f"\r\n--{mark}--\r\n".encode()
    kind = {"Cookie": cookies, "Content-Type": f"multipart/form-data; boundary={mark}"}
    url = site + "/admin/films/image/add/"
    return status_of(request(url, body, url, **kind))


def watch(pid, peak, stop):
    while not stop.wait(0.05):
        peak[0] = max(peak[0], megabytes(pid))


def timed(asked, waits, statuses):
    start = time.monotonic()
    statuses[status_of(asked)] += 1
    waits.append(time.monotonic() - start)


def read(site, waits, statuses, stop):
    number = 0
    while not stop.wait(0.1):
        number += 1
        timed(
            request(f"{site}{PAGES[number % len(PAGES)]}?n={number}" if number % 2 else site + "/"),
            waits,
            statuses,
        )


def write(site, folder, waits, statuses, stop):
    """Comments by guests; those held are as good as those shown."""
    with sqlite3.connect(folder / "filmsite.sqlite3") as database:
        (slug,) = database.execute(
            "SELECT slug FROM reviews_review WHERE status = 'published' ORDER BY id DESC LIMIT 1"
        ).fetchone()
    url = f"{site}/reviews/{slug}/comments/"
    while not stop.wait(0.5):
        words = " ".join(uuid.uuid4().hex[:6] for _ in range(12))
        fields = {"name": "Ines Duarte", "email": "ines@example.org", "body": words}
        timed(
            request(url, urllib.parse.urlencode(fields).encode(), f"{site}/reviews/{slug}/"),
            waits,
            statuses,
        )


if __name__ == "__main__":
    main()
