"""A page of the queue: each text with what a decision needs beside it, in a fixed number of queries."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, F, Min, Q
from django.db.models.functions import Coalesce

from comments.models import Comment, CommentVersion, Fingerprint, RejectionReason, Report, Submission
from comments.thread import number_from

from .items import MOST, Item

PER_PAGE = 25
SIMILAR = 3  # shown beside a text


@dataclass
class History:
    """What became of all that one hand sent."""

    accepted: int = 0
    refused: int = 0
    first_seen: datetime | None = None

    def add(self, row):
        if row["status"] == "accepted":
            self.accepted += row["number"]
        elif row["status"] in {"rejected", "spam"}:
            self.refused += row["number"]
        self.first_seen = min(filter(None, (self.first_seen, row["first"])))


@dataclass
class Card:
    """One text before a moderator. It knows neither address nor network of who wrote it."""

    item: Item
    row: object
    text: object  # its submission, or None
    history: History = field(default_factory=History)
    similar: list = field(default_factory=list)
    copies: int = 0
    reports: list = field(default_factory=list)
    reasons: list = field(default_factory=list)
    earlier: list = field(default_factory=list)

    @property
    def is_comment(self):
        return self.item.is_comment

    @property
    def is_waiting(self):
        """Whether it is a text that a moderator may approve."""
        return not self.is_comment and self.row.status == "pending"

    @property
    def is_shown(self):
        """Whether it is a comment on the page."""
        return self.is_comment and self.row.state == "approved"

    @property
    def is_refused(self):
        """Whether it is a text that a moderator may put back in the queue."""
        return not self.is_comment and self.row.status in {"rejected", "spam"} and bool(self.row.body)

    @property
    def is_hidden(self):
        """Whether it is a comment that a moderator may put back on the page."""
        return self.is_comment and not self.is_shown and not self.row.is_withdrawn and bool(self.row.body)

    @property
    def signals(self):
        return self.text.signals if self.text else []


def pending(rule=""):
    """The queue: the heaviest first, then the oldest; only those held by `rule` if one is given."""
    rows = Submission.objects.filter(status="pending")
    if rule:
        rows = rows.filter(rule=rule)
    return rows.order_by("-weight", "received_at", "pk")


def counts():
    """How many wait, by the rule that holds them; the sum is the queue."""
    rows = Submission.objects.filter(status="pending").order_by("rule").values_list("rule").annotate(Count("pk"))
    return dict(rows)


def everything(tab, rule):
    """The items of a whole part of the queue, the oldest first and no more than MOST, and how many it has."""
    if tab == "reported":
        rows = Comment.objects.filter(pk__in=Report.objects.to_hear().values("comment")).order_by("pk")
        kind, found = "c", rows.values_list("pk", Coalesce("submission__version", 1))
    else:
        rows = pending(rule).order_by("received_at", "pk")
        kind, found = "s", rows.values_list("pk", "version")
    return [Item(kind, pk, version) for pk, version in found[:MOST]], rows.count()


def cards_of_texts(rows, start=0):
    """The cards of a page of received texts, and whether more follow."""
    rows = rows.select_related("discussion__review__publication", "parent", "user", "comment")
    rows = list(rows.defer("discussion__review__body", "parent__body_html")[start : start + PER_PAGE + 1])
    cards = [Card(Item.of(row, row.version), row, row) for row in rows[:PER_PAGE]]
    return _filled(cards), len(rows) > PER_PAGE


def cards_of_reported(start=0):
    """The cards of a page of comments that readers reported, the heaviest first, and whether more follow."""
    heaviest = list(Report.objects.heaviest()[start : start + PER_PAGE + 1])
    return cards_of_comments([row["comment"] for row in heaviest[:PER_PAGE]]), len(heaviest) > PER_PAGE


def card_of(name):
    """The card of the text `s12` or the comment `c7`, in a list: that of the comment while its text is approved."""
    pk = number_from(name[1:])
    if name[:1] == "s":
        rows = Submission.objects.filter(pk=pk)
        printed = rows.accepted().values_list("comment", flat=True).first()
        return cards_of_comments([printed]) if printed else cards_of_texts(rows)[0]
    if name[:1] != "c" or pk is None:
        return []
    refused = Submission.objects.filter(comment=pk).exclude(status="accepted")
    return cards_of_texts(refused)[0] or cards_of_comments([pk])


def cards_of_comments(keys):
    """The cards of the comments with these keys, in their order."""
    rows = Comment.objects.select_related("discussion__review__publication", "parent", "user", "submission__user")
    found = rows.defer("discussion__review__body", "parent__body_html").in_bulk(keys)
    there = [found[key] for key in keys if key in found]
    return _filled([Card(Item.of(row, row.version), row, row.received) for row in there])


def _filled(cards):
    _add_histories(cards)
    _add_similar(cards)
    _add_reports(cards)
    _add_reasons(cards)
    _add_earlier_texts(cards)
    return cards


def _hand(user_id, email):
    return (user_id, "") if user_id else (None, email)


def _add_histories(cards):
    texts = [card.text for card in cards if card.text]
    if not texts:
        return
    users = {text.user_id for text in texts if text.user_id}
    emails = {text.email for text in texts if not text.user_id and text.email}
    theirs = Submission.objects.filter(Q(user__in=users) | Q(user=None, email__in=emails)).order_by()
    rows = theirs.values("user_id", "email", "status").annotate(number=Count("pk"), first=Min("received_at"))
    histories = defaultdict(History)
    for row in rows:
        histories[_hand(row["user_id"], row["email"])].add(row)
    for card in cards:
        if card.text:
            card.history = histories[_hand(card.text.user_id, card.text.email)]


def _add_similar(cards):
    """The texts that the spam filter takes for near copies."""
    keys = [card.text.pk for card in cards if card.text]
    root_of = {key: key for key in keys}
    for submission, first in Fingerprint.objects.filter(submission__in=keys).values_list("submission", "first"):
        root_of[submission] = first or submission
    roots = set(root_of.values())
    copies = Fingerprint.objects.filter(first__in=roots).order_by()
    numbers = dict(copies.values_list("first").annotate(Count("pk")))
    rows = Submission.objects.filter(Q(fingerprint__first__in=numbers) | Q(pk__in=numbers)).order_by("pk")
    families = defaultdict(list)
    for row in rows.annotate(first=F("fingerprint__first"))[: PER_PAGE * SIMILAR * 2] if numbers else []:
        families[row.first or row.pk].append(row)
    for card in cards:
        root = root_of.get(card.text.pk) if card.text else None
        card.copies = numbers.get(root, 0)
        card.similar = [row for row in families.get(root, []) if row.pk != card.text.pk][:SIMILAR]


def _add_reports(cards):
    by_comment = defaultdict(list)
    keys = [card.row.pk for card in cards if card.is_comment]
    if keys:
        for report in Report.objects.open().filter(comment__in=keys).order_by("-weight", "pk"):
            by_comment[report.comment_id].append(report)
    for card in cards:
        card.reports = by_comment[card.row.pk] if card.is_comment else []


def _add_reasons(cards):
    reasons = list(RejectionReason.objects.all())
    for card in cards:
        publication = card.row.discussion.review.publication_id
        card.reasons = [reason for reason in reasons if reason.publication_id in {None, publication}]


def _add_earlier_texts(cards):
    """What each text said before its writer changed it."""
    by_text = defaultdict(list)
    texts = [card.text.pk for card in cards if card.text]
    for version in CommentVersion.objects.filter(submission__in=texts).order_by("number"):
        by_text[version.submission_id].append(version)
    for card in cards:
        card.earlier = by_text[card.text.pk] if card.text else []
