"""A page of the queue: each comment with what a decision needs, in a fixed number of queries."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, F, Min, Q

from comments.models import Comment, Fingerprint, RejectionReason, Report, Revision

from .items import MAX_ITEMS, ItemRef

PER_PAGE = 25
SIMILAR = 3  # shown beside a comment


@dataclass
class History:
    """What became of all that one author sent."""

    approved: int = 0
    rejected: int = 0
    first_seen: datetime | None = None

    def add(self, row):
        if row["status"] in {"approved", "removed"}:
            self.approved += row["number"]
        elif row["status"] in {"rejected", "spam"}:
            self.rejected += row["number"]
        self.first_seen = min(filter(None, (self.first_seen, row["first"])))


@dataclass
class QueueEntry:
    """A comment before a moderator. Neither address nor network of its author is shown."""

    comment: Comment
    history: History = field(default_factory=History)
    similar: list = field(default_factory=list)
    copies: int = 0
    reports: list = field(default_factory=list)
    reasons: list = field(default_factory=list)
    revisions: list = field(default_factory=list)

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
    return _filled([QueueEntry(row) for row in rows[:PER_PAGE]]), len(rows) > PER_PAGE


def entries_for_reported(start=0):
    """A page of reported comments, the heaviest first, and whether more follow."""
    heaviest = list(Report.objects.by_weight()[start : start + PER_PAGE + 1])
    keys = [row["comment"] for row in heaviest[:PER_PAGE]]
    entries, _more = entries_for(Comment.objects.filter(pk__in=keys))
    entries.sort(key=lambda entry: keys.index(entry.comment.pk))
    return entries, len(heaviest) > PER_PAGE


def _filled(entries):
    _add_histories(entries)
    _add_similar(entries)
    _add_reports(entries)
    _add_reasons(entries)
    _add_revisions(entries)
    return entries


def _author_key(user_id, email):
    return (user_id, "") if user_id else (None, email)


def _add_histories(entries):
    comments = [entry.comment for entry in entries]
    if not comments:
        return
    users = {row.user_id for row in comments if row.user_id}
    emails = {row.email for row in comments if not row.user_id and row.email}
    theirs = Comment.objects.filter(Q(user__in=users) | Q(user=None, email__in=emails)).order_by()
    rows = theirs.values("user_id", "email", "status")
    histories = defaultdict(History)
    for row in rows.annotate(number=Count("pk"), first=Min("posted_at")):
        histories[_author_key(row["user_id"], row["email"])].add(row)
    for entry in entries:
        entry.history = histories[_author_key(entry.comment.user_id, entry.comment.email)]


def _add_similar(entries):
    """The comments that the spam filter takes for near copies."""
    root_of = {entry.comment.pk: entry.comment.pk for entry in entries}
    prints = Fingerprint.objects.filter(comment__in=root_of)
    for comment, first in prints.values_list("comment", "duplicate_of"):
        root_of[comment] = first or comment
    copies = Fingerprint.objects.filter(duplicate_of__in=set(root_of.values())).order_by()
    numbers = dict(copies.values_list("duplicate_of").annotate(Count("pk")))
    families = defaultdict(list)
    for row in _family_members(numbers) if numbers else []:
        families[row.first or row.pk].append(row)
    for entry in entries:
        root = root_of[entry.comment.pk]
        others = [row for row in families.get(root, []) if row.pk != entry.comment.pk]
        entry.copies, entry.similar = numbers.get(root, 0), others[:SIMILAR]


def _family_members(roots):
    rows = Comment.objects.filter(Q(fingerprint__duplicate_of__in=roots) | Q(pk__in=roots))
    rows = rows.annotate(first=F("fingerprint__duplicate_of")).order_by("pk")
    return rows[: PER_PAGE * SIMILAR * 2]


def _add_reports(entries):
    keys = [entry.comment.pk for entry in entries if entry.comment.is_approved]
    rows = Report.objects.open().filter(comment__in=keys).order_by("-weight", "pk")
    by_comment = _grouped(rows if keys else [])
    for entry in entries:
        entry.reports = by_comment[entry.comment.pk]


def _add_reasons(entries):
    reasons = list(RejectionReason.objects.all())
    for entry in entries:
        publication = entry.comment.discussion.review.publication_id
        entry.reasons = [row for row in reasons if row.publication_id in {None, publication}]


def _add_revisions(entries):
    """What each comment said before its author changed it."""
    keys = [entry.comment.pk for entry in entries if entry.comment.version > 1]
    by_comment = _grouped(Revision.objects.filter(comment__in=keys).order_by("number"))
    for entry in entries:
        entry.revisions = by_comment[entry.comment.pk]


def _grouped(rows):
    groups = defaultdict(list)
    for row in rows:
        groups[row.comment_id].append(row)
    return groups
