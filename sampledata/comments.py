"""Comments under the reviews: threads of every size, and texts that wait for a moderator.

The only module here that knows the models of `comments`.
"""

from collections import Counter
from datetime import timedelta

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User
from django.utils.http import int_to_base36
from django.utils.text import slugify

from comments.models import Comment, Discussion
from comments.models.comment_queryset import DIGITS, MAX_DEPTH

from .bulk import get_or_make, insert
from .people import make_names

COMMENTS_PER_GUEST, COMMENTS_PER_PENDING = 12, 250
MEMBERS = 40
# Guests sign as they like, in any script.
SIGNATURES = ("Анна из Мурманска", "ミナト", "ليلى", "Ελένη", "a reader in the balcony", "M.")
MAX_DAYS = 400  # from a review to its last comment
REMOVED_SHARE = 0.01


def make_comments(random, count, reviews, now):
    """`count` comments under published reviews, and texts that wait for a moderator."""
    public = [sample for sample in reviews if sample.review.is_public]
    names = [*SIGNATURES, *make_names(random, count // COMMENTS_PER_GUEST)]
    guests, members = (
        [{"name": name, "email": _email(name)} for name in names],
        _make_members(random),
    )
    discussions, comments = [], []
    for sample, size in _share_out(random, count, public):
        discussion = Discussion(review=sample.review, last_seq=size)
        authors = members if sample.review.publication.comment_policy == "members" else guests
        thread = _write_thread(random, sample, discussion, size, authors, now)
        discussion.visible_count = sum(comment.status == "approved" for comment in thread)
        discussions.append(discussion)
        comments += thread
    insert(Discussion, discussions)
    _insert_comments(comments)
    waiting = random.choices(public, k=-(-count // COMMENTS_PER_PENDING)) if count else []
    insert(Comment, [_pending(sample, random.choice(names), now) for sample in waiting])


def _make_members(random):
    """Members, who cannot sign in: they have no password."""
    members = []
    for name in make_names(random, MEMBERS):
        first, last = name.split()
        fields = {"first_name": first, "last_name": last, "email": _email(name)}
        fields["password"] = make_password(None)
        user = get_or_make(User, fields, username=f"member-{slugify(name)}")
        members.append({"name": name, "user": user})
    return members


def _email(name):
    return f"{slugify(name) or 'reader'}@readers.example"


def _share_out(random, count, reviews):
    """Pairs of a review and its number of comments: a few long threads, many short, some empty."""
    accepting = [
        row for row in reviews if row.review.publication.comment_policy != "closed"
    ] or reviews
    numbers = [row.number for row in random.sample(accepting, len(accepting))]
    weights = [1 / (place + 20) for place in range(len(numbers))]
    sizes = Counter(random.choices(numbers, weights, k=count) if count else [])
    return [(row, sizes[row.number]) for row in reviews]


def _write_thread(random, sample, discussion, size, authors, now):
    """The comments on one review, oldest first; most come soon after the review."""
    published_at = sample.review.published_at
    span = min(now - published_at, timedelta(days=MAX_DAYS))
    thread = []
    for posted_at in sorted(published_at + span * random.random() ** 3 for _ in range(size)):
        parent = _choose_parent(random, thread)
        comment = Comment(
            discussion=discussion,
            parent=parent,
            body=_write_body(random, sample.film.writer, parent),
            imported_likes=int(random.expovariate(0.6)),
            posted_at=posted_at,
            status="approved",
            is_shown=True,
            **_choose_author(random, sample, authors, parent),
        )
        _set_place(comment, seq=len(thread) + 1)
        comment.render_body()
        thread.append(comment)
    _remove_some(random, thread, now)
    return thread


def _choose_parent(random, thread):
    """What the next comment answers: often one of the last, or None."""
    if not thread or random.random() < 0.45:
        return None
    return thread[-1 - int(min(len(thread), 30) * random.random() ** 2)]


def _choose_author(random, sample, authors, parent):
    """Now and then a critic of the review replies; the first of the others write most."""
    if parent and random.random() < 0.05:
        critic = random.choice(sample.critics)
        return {"name": critic.name, "critic": critic}
    return authors[int(len(authors) * random.random() ** 2)]


def _write_body(random, writer, parent):
    """A reply of a line or two, or a few sentences, sometimes in paragraphs."""
    sentences = ["{Reply}"] if parent else ["{Comment}"]
    sentences += ["{Comment}"] * random.randint(0, 1 if parent else 3)
    return writer.text(random.choice((" ", " ", " ", "\n\n")).join(sentences))


def _set_place(comment, seq):
    """As `Comment.objects.place` does it."""
    parent = comment.parent
    comment.seq = seq
    comment.root_seq = parent.root_seq if parent else seq
    comment.depth = min(parent.depth + 1, MAX_DEPTH) if parent else 0
    above = parent.path[: comment.depth * DIGITS] if parent else ""
    comment.path = above + int_to_base36(seq).rjust(DIGITS, "0")


def _remove_some(random, thread, now):
    """From the last on, so that a tombstone is known by the replies that are still shown."""
    answered = set()
    for comment in reversed(thread):
        if random.random() < REMOVED_SHARE:
            comment.status, comment.is_shown = "removed", comment.seq in answered
            comment.reason = "Insults another reader."
            comment.unpublished_at = min(comment.posted_at + timedelta(hours=9), now)
        if comment.parent and comment.is_shown:
            answered.add(comment.parent.seq)


def _insert_comments(comments):
    """In several rounds, for a reply needs its parent's primary key."""
    waiting = comments
    while waiting:
        insert(Comment, [row for row in waiting if row.parent is None or row.parent.pk])
        waiting = [row for row in waiting if row.pk is None]


def _pending(sample, name, now):
    return Comment(
        discussion=sample.review.discussion,
        name=name,
        email=_email(name),
        body=sample.film.writer.text("{Comment} {Comment}"),
        posted_at=now,
        rule="first",
        signals=[{"rule": "first", "message": "First comment of this reader.", "weight": 0}],
    )
