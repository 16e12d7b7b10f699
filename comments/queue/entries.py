"""A page of the queue: each comment with what a decision needs, in a fixed number of queries."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Case, Count, F, Min, Q, Value, When

from comments.models import Comment, FilmMention, Fingerprint, RejectionReason, Report, Revision

from .items import MAX_ITEMS, ItemRef

PER_PAGE = 25
SIMILAR = 3  # shown beside a comment
NO_HISTORY = {"approved": 0, "rejected": 0, "first_seen": None}  # of a name alone


@dataclass(frozen=True)
class QueueEntry:
    """A comment before a moderator. Neither address nor network of its author is shown."""

    comment: Comment
    history: dict  # of all that its author sent: `approved`, `rejected`, `first_seen`
    copies: int
    similar: list
    reports: list
    reasons: list
    revisions: list
    mentions: list

    @property
    def item(self):
        return ItemRef.of(self.comment)

    @property
    def has_known_author(self):
        """Whether there is anybody to ban or trust: imports and fixtures bring a name alone."""
        return bool(self.comment.user_id or self.comment.email)

    @property
    def is_pending(self):
        return self.comment.status == Comment.Status.PENDING

    @property
    def is_rejected(self):
        """Whether a moderator may return it to the queue."""
        refused = self.comment.status in {Comment.Status.REJECTED, Comment.Status.SPAM}
        return refused and bool(self.comment.body)

    @property
    def is_removed(self):
        """Whether a moderator may restore it."""
        return self.comment.status == Comment.Status.REMOVED and bool(self.comment.body)


def pending(rule=""):
    """The queue: the heaviest first, then the oldest; only those held by `rule` if one is given."""
    rows = Comment.objects.filter(status="pending")
    if rule:
        rows = rows.filter(rule=rule)
    return rows.order_by("-weight", "posted_at", "pk")


def counts_by_rule():
    """How many wait, by the rule that holds them; the sum is the queue."""
    rows = Comment.objects.filter(status="pending").order_by()
    return dict(rows.values_list("rule").annotate(Count("pk")))


def all_items(tab, rule):
    """The items of a part of the queue, oldest first, at most MAX_ITEMS; and how many it has."""
    if tab == "reported":
        reported = Report.objects.actionable().values("comment")
        rows = Comment.objects.filter(pk__in=reported).order_by("pk")
    else:
        rows = pending(rule).order_by("posted_at", "pk")
    found = rows.only("pk", "version", "status")[:MAX_ITEMS]
    return [ItemRef.of(row) for row in found], rows.count()


def entries_for(comments, start=0):
    """The entries of a page of comments, and whether more follow."""
    rows = comments.select_related("discussion__review__publication", "parent", "user")
    rows = rows.defer("discussion__review__body", "parent__body_html", "body_html")
    rows = list(rows[start : start + PER_PAGE + 1])
    return _entries(rows[:PER_PAGE]), len(rows) > PER_PAGE


def entries_for_reported(start=0):
    """A page of reported comments, the heaviest first, and whether more follow."""
    heaviest = list(Report.objects.by_weight()[start : start + PER_PAGE + 1])
    keys = [row["comment"] for row in heaviest[:PER_PAGE]]
    entries, _more = entries_for(Comment.objects.filter(pk__in=keys))
    entries.sort(key=lambda entry: keys.index(entry.comment.pk))
    return entries, len(heaviest) > PER_PAGE


def _entries(comments):
    histories, copies, similar = _histories(comments), *_similar(comments)
    reported = [row.pk for row in comments if row.is_approved]
    reports = _by_comment(
        Report.objects.open().filter(comment__in=reported).order_by("-weight", "pk")
    )
    edited = [row.pk for row in comments if row.version > 1]
    revisions = _by_comment(Revision.objects.filter(comment__in=edited).order_by("number"))
    named = FilmMention.objects.filter(comment__in=[row.pk for row in comments])
    mentions = _by_comment(named.select_related("film"))
    reasons = list(RejectionReason.objects.all())
    return [
        QueueEntry(
            comment=row,
            history=histories.get(_author_key(row.user_id, row.email), NO_HISTORY),
            copies=copies[row.pk],
            similar=similar[row.pk],
            reports=reports[row.pk],
            reasons=[
                reason
                for reason in reasons
                if reason.publication_id in {None, row.discussion.review.publication_id}
            ],
            revisions=revisions[row.pk],
            mentions=mentions[row.pk],
        )
        for row in comments
    ]


def _author_key(user_id, email):
    return (user_id, "") if user_id else (None, email)


def _histories(comments):
    """What became of all that each of their authors sent."""
    users = {row.user_id for row in comments if row.user_id}
    emails = {row.email for row in comments if not row.user_id and row.email}
    theirs = Comment.objects.filter(Q(user__in=users) | Q(user=None, email__in=emails)).order_by()
    guest = Case(When(user=None, then=F("email")), default=Value(""))
    return {
        (row["user_id"], row["guest"]): row
        for row in theirs.values("user_id", guest=guest).annotate(
            approved=Count("pk", filter=Q(status__in=["approved", "removed"])),
            rejected=Count("pk", filter=Q(status__in=["rejected", "spam"])),
            first_seen=Min("posted_at"),
        )
    }


def _similar(comments):
    """How many near copies the spam filter knows of each, and the first few of them."""
    root_of = {row.pk: row.pk for row in comments}
    prints = Fingerprint.objects.filter(comment__in=root_of)
    for comment, first in prints.values_list("comment", "duplicate_of"):
        root_of[comment] = first or comment
    copies = Fingerprint.objects.filter(duplicate_of__in=set(root_of.values())).order_by()
    numbers = dict(copies.values_list("duplicate_of").annotate(Count("pk")))
    families = defaultdict(list)
    for row in _family_members(numbers):
        families[row.first or row.pk].append(row)
    return (
        {pk: numbers.get(root, 0) for pk, root in root_of.items()},
        {
            pk: [row for row in families[root] if row.pk != pk][:SIMILAR]
            for pk, root in root_of.items()
        },
    )


def _family_members(roots):
    rows = Comment.objects.filter(Q(fingerprint__duplicate_of__in=roots) | Q(pk__in=roots))
    rows = rows.annotate(first=F("fingerprint__duplicate_of")).order_by("pk")
    return rows[: PER_PAGE * SIMILAR * 2]


def _by_comment(rows):
    groups = defaultdict(list)
    for row in rows:
        groups[row.comment_id].append(row)
    return groups
