#!/usr/bin/env python3
"""How much spam and how much ham of labelled sets waits for a moderator. See README.md here."""

import argparse
import os
import sys
from itertools import count
from tempfile import TemporaryDirectory

from sites import ROOT, environment

_number = count(1)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "files", nargs="+", help="CSV files of label,text[,name], as for train_filter"
    )
    parser.add_argument("--seeds", type=int, default=3, help="so many ways to share each file out")
    options = parser.parse_args()
    with TemporaryDirectory(prefix="bench-") as folder:
        os.environ.clear()
        os.environ.update(
            environment(folder, DJANGO_SETTINGS_MODULE="filmsite.settings", GUEST_FLOOD="1000000")
        )
        sys.path.insert(0, str(ROOT))
        review = start()
        sets = {path: read(path) for path in options.files}
        every = [row for rows in sets.values() for row in rows]
        for path, rows in sets.items():
            measure(f"{path}, nothing learnt", rows, review)
        measure("All, nothing learnt", every, review)
        for seed in range(options.seeds):
            learnt, kept = shared_out(every, seed)
            measure(f"All, half of it learnt, share {seed}", kept, review, learnt)


def start():
    """A site whose comments are open, so that what waits waits for its words."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("make_sample_data", reviews=2, films=2, comments=0, verbosity=0)
    from reviews.models import Publication, Review

    Publication.objects.update(comment_policy="open", confirm_guests=False)
    return Review.objects.published().first()


def read(path):
    from comments.spam.training import read_rows

    with open(path, encoding="utf-8-sig", newline="") as lines:
        return read_rows(lines)


def shared_out(rows, seed):
    """(to learn, to keep back), half of each kind."""
    from random import Random

    learnt, kept = [], []
    for is_spam in (True, False):
        kind = [row for row in rows if row.is_spam == is_spam]
        Random(seed).shuffle(kind)
        learnt += kind[::2]
        kept += kind[1::2]
    return learnt, kept


def measure(label, rows, review, learnt=()):
    """Sends each text as a guest whose address is confirmed, on a site that has learnt these.

    Prints the shares.
    """
    from django.db import transaction

    from comments.spam.training import train

    with transaction.atomic():
        if learnt:
            train(learnt)
        is_held = [held(row, review) for row in rows]
        transaction.set_rollback(True)
    spam = [waits for row, waits in zip(rows, is_held, strict=True) if row.is_spam]
    ham = [waits for row, waits in zip(rows, is_held, strict=True) if not row.is_spam]
    print(f"{label}: spam held {share(spam)}, ham held {share(ham)}", flush=True)


def held(row, review):
    from comments.actions.submit import submit
    from comments.models import Comment, Discussion
    from comments.submission import Author, Context

    discussion = Discussion.objects.get_or_create_for(review)
    email = f"reader{next(_number)}@readers.example"
    text = Comment(discussion=discussion, name=row.name or "Remy", email=email, body=row.text)
    submit(text, Author(email=email, owns_email=True), Context())
    return text.status != Comment.Status.APPROVED


def share(waiting):
    return (
        f"{sum(waiting)} of {len(waiting)} ({sum(waiting) / len(waiting):.1%})"
        if waiting
        else "none of 0"
    )


if __name__ == "__main__":
    main()
