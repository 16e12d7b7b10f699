#!/usr/bin/env python3
"""How far a request travels through our own code. See README.md here."""

import os
import sys
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("core", "jobs", "mail", "films", "reviews", "accounts", "comments", "filmsite")
OURS = tuple(f"{ROOT / room}/" for room in ROOMS)


class Trail:
    """Our files and functions that run, and the moves from one file to another."""

    def __init__(self):
        self.files, self.functions, self.moves, self.stack = set(), set(), 0, []

    def __call__(self, frame, event, arg):
        file = frame.f_code.co_filename
        if event == "call" and file.startswith(OURS):
            self.moves += bool(self.stack) and self.stack[-1][1] != file
            self.files.add(file)
            self.functions.add((file, frame.f_code.co_qualname))
            self.stack.append((frame, file))
        elif event == "return" and self.stack and self.stack[-1][0] is frame:
            self.stack.pop()


def follow(label, request):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    trail = Trail()
    with CaptureQueriesContext(connection) as queries:
        sys.setprofile(trail)
        answer = request()
        sys.setprofile(None)
    figures = (len(trail.files), len(trail.functions), trail.moves, len(queries))
    print(f"| {label} | {answer.status_code} | {' | '.join(map(str, figures))} |")


def main():
    from django.core.management import call_command
    from django.test import Client
    from django.urls import reverse

    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("migrate", verbosity=0)

    from tests.comments.builders import a_moderator, a_pending_comment, a_review_with, post

    review = a_review_with(confirm_guests=True)
    moderator = Client()
    moderator.force_login(a_moderator())
    print("| trip | status | files | functions | moves | SQL |\n|---|---|---|---|---|---|")
    act = reverse("admin:comments_queue_act")
    for number in range(2):  # the second time caches are full
        asked = {"action": "approve", "item": f"{a_pending_comment(review).pk}:1:pending"}
        follow("a reader opens a review", partial(Client().get, review.get_absolute_url()))
        follow("a guest posts a comment", partial(post, Client(), review, f"Thought {number}."))
        follow("a moderator approves one", partial(moderator.post, act, asked))


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        os.environ |= {
            "DATA_DIR": folder,
            "DJANGO_SETTINGS_MODULE": "filmsite.settings",
            "ALLOWED_HOSTS": "testserver,127.0.0.1",
            "EMAIL_URL": "dummymail://",
        }
        sys.path.insert(0, str(ROOT))
        import django

        django.setup()
        main()
