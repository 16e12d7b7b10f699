#!/usr/bin/env python3
"""Two hosts of one site, which share PostgreSQL, Redis, a bucket and a mail server on loopback.

Prints a line for each thing that must hold between them; see README.md here.
"""

import logging
import re
import secrets
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from http.client import HTTPException
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event

from network import Host, namespaces, postgres, redis, serve_in_thread, wait_until
from sites import ROOT
from visits import Browser, comment, numbers, token_in, words

sys.path.insert(0, str(ROOT))
from tests.admin.uploads import encoded
from tests.mail.server import MailServer
from tests.store import Store

PASSWORD = secrets.token_urlsafe(12)
ROUNDS, JOBS, FOLLOWERS, LETTERS = 25, 200, 10, 8
STORM_SECONDS, WRITERS = 4, 4
FILL = f"""
from allauth.account.models import EmailAddress
from django.contrib.auth.models import User
from tests.comments.builders import a_comment, a_review_with
from tests.mail.builders import a_follower
discussions = []
for number in range(4):
    review = a_review_with(headline=f"Review {{number}}")
    discussions.append(a_comment(review).discussion)
    print(review.get_absolute_url(), end=" ")
for number in range({FOLLOWERS}):
    a_follower(discussions[2], f"follower{{number}}@readers.example")
edith = User.objects.create_superuser("edith", "edith@films.example", "{PASSWORD}")
EmailAddress.objects.create(user=edith, email=edith.email, verified=True, primary=True)
print(review.pk)
"""
failed = []


def check(what, holds, detail=""):
    print(f"{'ok  ' if holds else 'FAIL'}  {what}{f' ({detail})' if detail else ''}", flush=True)
    if not holds:
        failed.append(what)


# What one host writes is on the other's page at the next request


def check_comments(one, other, review):
    stale = Counter()
    for number in range(ROUNDS):
        writes, reads = (one, other) if number % 2 else (other, one)
        author, text, later = Browser(), words(), words()
        for host in (one, other):
            Browser().get(host, review)  # so that a page is there that could be kept too long
        status, place = comment(author, writes, review, text)
        stale["posted"] += status != 303 or text not in Browser().get(reads, place)
        seq = place.strip("/").rpartition("/")[2]
        author.post(reads, f"{review}comments/{seq}/edit/", body=later, save="Save")
        page = Browser().get(writes, place)
        stale["edited"] += later not in page or text in page
        Browser().post(writes, f"{review}comments/{seq}/like/")
        liked = re.search(
            rf'id="comment-{seq}".*?Liked by 1 guest', Browser().get(reads, place), re.DOTALL
        )
        stale["liked"] += not liked
        author.post(writes, f"{review}comments/{seq}/delete/", delete="Delete")
        page = Browser().get(reads, review)
        stale["deleted"] += text in page or later in page
    for what in ("posted", "edited", "liked", "deleted"):
        check(f"a comment {what} on one host is so on the other at the next request",
              not stale[what], f"{stale[what]} of {ROUNDS} stale")  # fmt: skip


def check_retraction(one, other, review, pk):
    editor = Browser()
    check("an editor who signed in on one host is signed in on the other",
          editor.sign_in(one, PASSWORD) and editor.ask(other, "GET", "/me/")[0] == 200)  # fmt: skip
    place = f"/admin/reviews/review/retract/?ids={pk}"
    Browser().get(one, review), Browser().get(one, "/reviews/")
    token = token_in(editor.get(other, place))
    editor.post(other, place, csrfmiddlewaretoken=token, reason="The names were wrong.", ids=pk)
    page, rows = Browser().get(one, review), Browser().get(one, "/reviews/")
    check("a review retracted on one host is so on the other at the next request",
          "The names were wrong." in page and review not in rows)  # fmt: skip
    return editor


def check_upload(editor, one, other, store):
    add = "/admin/films/image/add/"
    fields = {"alt": "A boat", "focal_x": 50, "focal_y": 50}
    fields["csrfmiddlewaretoken"] = token_in(editor.get(one, add))
    edge = secrets.token_hex(8)
    parts = [
        f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    head = f'--{edge}\r\nContent-Disposition: form-data; name="upload"; filename="a.jpg"\r\n\r\n'
    body = b"".join([*parts, head.encode(), encoded("JPEG"), f"\r\n--{edge}--\r\n".encode()])
    status, _place, _page = editor.ask(
        one, "POST", add, body, f"multipart/form-data; boundary={edge}"
    )
    path = next((f"/media/{name}" for name in store.names() if name.endswith("-800x600.webp")), "/")
    answers = [host.ask("GET", path) for host in (one, other)]
    check("a picture uploaded on one host is served by the other",
          status == 302 and {answer[0] for answer in answers} == {200}
          and answers[0][2] == answers[1][2] == store.get(path.removeprefix("/media/"))
          and path in editor.get(other, "/admin/films/image/"))  # fmt: skip


# What happens once


def check_limits(one, other):
    guesser = Browser("203.0.113.9")
    for _number in range(4):
        for host in (one, other):
            guesser.sign_in(host, "a wrong guess")
    nearby, owner = Browser("203.0.113.77"), Browser("198.51.100.4")
    check("wrong passwords are counted for both hosts together",
          not nearby.sign_in(one, PASSWORD) and not nearby.sign_in(other, PASSWORD)
          and owner.sign_in(other, PASSWORD))  # fmt: skip


def check_emails(one, other, review, mail):
    mail.messages.clear()
    for number in range(LETTERS):
        comment(Browser(), (one, other)[number % 2], review, words())
    wanted = FOLLOWERS * LETTERS
    wait_until(lambda: len(mail.messages) >= wanted, 60)
    time.sleep(3)  # in which a second copy would come
    sent = Counter((message["To"], message["Message-ID"]) for message in mail.messages)
    check("each e-mail is sent once", len(sent) == wanted and set(sent.values()) == {1},
          f"{len(mail.messages)} of {wanted}")  # fmt: skip


def check_jobs(one):
    code = (
        "from tests.jobs.sample_tasks import name_group\n"
        f"for number in range({JOBS}): name_group.enqueue(f'job {{number}}')"
    )
    one.shell(code)
    counted = (
        "from django.contrib.auth.models import Group; from jobs.models import Job\n"
        "rows = Job.objects.filter(function__endswith='name_group')\n"
        "left = rows.filter(status__in=['READY', 'RUNNING'])\n"
        "print(left.count(), rows.filter(attempts__gt=1).count(),"
        " Group.objects.filter(name__startswith='job ').count())"
    )
    found = []
    wait_until(lambda: found.append(one.shell(counted)) or found[-1].startswith("0 "), 90)
    check("each job is run once", found[-1] == f"0 0 {JOBS}", f"left, repeated, done: {found[-1]}")


# What ends in the middle


class Storm:
    """Guests who post to one host or the other, and to the next where one does not answer."""

    def __init__(self, hosts, review):
        self.hosts, self.review, self.stop = hosts, review, Event()
        self.acknowledged, self.refused = [], Counter()

    def write(self):
        while not self.stop.is_set():
            text, number = words(), next(numbers)
            for host in (self.hosts[number % 2], self.hosts[1 - number % 2]):
                try:
                    status = comment(Browser(), host, self.review, text)[0]
                except (OSError, HTTPException) as error:
                    status = type(error).__name__
                if status == 303:
                    self.acknowledged.append((text, time.monotonic()))
                    break
                self.refused[status] += 1

    def around(self, act):
        """Writers before, while and after it happens; when it began and when it was over."""
        with ThreadPoolExecutor(WRITERS) as pool:
            for _number in range(WRITERS):
                pool.submit(self.write)
            time.sleep(STORM_SECONDS)
            times = time.monotonic(), act(), time.monotonic()
            time.sleep(STORM_SECONDS)
            self.stop.set()
        return times[0], times[2]

    def lost(self, host):
        there = host.shell(
            "from comments.models import Comment\n"
            "print(*Comment.objects.values_list('body', flat=True), sep=';')"
        ).split(";")
        return len({text for text, _when in self.acknowledged} - set(there))

    def tell(self, what, host, since):
        lost, after = self.lost(host), sum(when > since for _text, when in self.acknowledged)
        check(f"{what}: nothing acknowledged is lost, and posts go on", not lost and after,
              f"{len(self.acknowledged)} acknowledged, {after} of them after it, {lost} lost, "
              f"refused {dict(self.refused)}")  # fmt: skip


def check_killed_host(one, other, review):
    storm = Storm([one, other], review)
    began, _ended = storm.around(one.kill)
    storm.tell("one host killed (SIGKILL)", other, began)
    check("the other host is well without it", other.is_up())
    one.start()
    text = words()
    place = comment(Browser(), other, review, text)[1]
    check("started again, it knows what came meanwhile",
          text in Browser().get(one, place))  # fmt: skip


def check_restarted_database(one, other, review, database):
    storm = Storm([one, other], review)
    _began, ended = storm.around(lambda: database.control("restart", "-m", "immediate"))
    storm.tell("PostgreSQL crashed and restarted", one, ended)
    check("both hosts recover", wait_until(lambda: one.is_up() and other.is_up(), 60))
    text = words()
    place = comment(Browser(), one, review, text)[1]
    check("and each still shows what the other wrote",
          text in Browser().get(other, place))  # fmt: skip


def main():
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with TemporaryDirectory(prefix="bench-") as folder, ExitStack() as stack:
        Path(folder).chmod(0o755)
        database = stack.enter_context(postgres(folder))
        store, mail = Store("0.0.0.0"), serve_in_thread(MailServer(host="0.0.0.0"))  # noqa: S104
        cache, key = stack.enter_context(redis()), secrets.token_urlsafe(64)
        hosts = []
        for inside, address, shared in stack.enter_context(namespaces(2)):
            host = Host(
                inside, address, Path(folder) / address, SECRET_KEY=key,
                DATABASE_URL=database.url(shared), CACHE_URL=f"redis://{shared}:{cache}/0",
                MEDIA_STORAGE=store.url.replace("0.0.0.0", shared),  # noqa: S104
                EMAIL_URL=f"smtp://{shared}:{mail.server_address[1]}",
            )  # fmt: skip
            stack.callback(host.kill)
            host.start()
            hosts.append(host)
        check_all(*hosts, database, store, mail)
    print(f"{len(failed)} failed." if failed else "All held.")
    raise SystemExit(bool(failed))


def check_all(one, other, database, store, mail):
    first, second, followed, retracted, pk = one.shell(FILL).split()
    check_comments(one, other, first)
    editor = check_retraction(one, other, retracted, pk)
    check_upload(editor, one, other, store)
    check_limits(one, other)
    check_emails(one, other, followed, mail)
    check_jobs(one)
    check_killed_host(one, other, second)
    check_restarted_database(one, other, second, database)


if __name__ == "__main__":
    main()
