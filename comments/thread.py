"""A page of a thread: twenty comments with their replies, as a tree, in three queries at most.

A branch that is too long for the page ends with a link to its rest, which has pages of its own.
"""

import re
from dataclasses import dataclass, field
from operator import attrgetter
from urllib.parse import parse_qsl, urlencode

from django.db.models import Case, Exists, F, JSONField, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce

from .models import Comment
from .models.comment_queryset import DIGITS

ROOTS = 20
REPLIES = 200
BEFORE = 5  # so many comments stand before the one that a permalink leads to
MAX_NUMBER = 2_147_483_647  # the largest that both databases hold
OLDEST = "oldest"
# What the roots are read by in each order: one unique number of an index, so that a page is found
# without counting.
ORDERS = {OLDEST: "seq", "newest": "-seq", "best": "-rank"}


def number_from(text):
    """A comment's number from an address, or None where it is none."""
    if not re.fullmatch(r"[0-9]{1,10}", text or ""):
        return None
    number = int(text)
    return number if 0 < number <= MAX_NUMBER else None


@dataclass(frozen=True)
class Cursor:
    """What a page shows: in which order, from which root on.

    With `after`, that branch alone after this number.
    """

    order: str = OLDEST
    start: int | None = None
    after: int | None = None

    @classmethod
    def asked(cls, query):
        """The cursor that an address names; what it does not know is as if it were not said."""
        order = query.get("order") if query.get("order") in ORDERS else OLDEST
        start = number_from(query.get("from"))
        return cls(order, start, number_from(query.get("after")) if start else None)

    @classmethod
    def from_text(cls, text):
        return cls.asked(dict(parse_qsl(text[:200].lstrip("?"))))

    def at(self, start=None, after=None):
        return Cursor(self.order, start, after)

    def __str__(self):
        order = self.order if self.order != OLDEST else None
        named = {"order": order, "from": self.start, "after": self.after}
        query = urlencode({name: value for name, value in named.items() if value})
        return f"?{query}" if query else ""


@dataclass(frozen=True)
class MoreReplies:
    """What a branch has beyond the page: the query that shows it, how many replies.

    None for more than a page holds.
    """

    query: str
    number: int | None


@dataclass
class ThreadPage:
    """A page of a thread.

    `roots` are comments with `children`; addresses are queries such as `?from=12`.
    """

    cursor: Cursor = Cursor()
    roots: list = field(default_factory=list)
    earlier: str | None = None  # empty for the first page, None where nothing is earlier
    later: str | None = None
    more_replies: dict = field(
        default_factory=dict
    )  # of the branches that are cut, by the root's number

    @property
    def comments(self):
        """All that is on the page, branch by branch."""
        waiting, found = self.roots[::-1], []
        while waiting:
            found.append(comment := waiting.pop())
            waiting += comment.children[::-1]
        return found


class _Keys(Subquery):
    """The keys of a query's rows, as a list."""

    template = "(SELECT JSON_GROUP_ARRAY(branch.pk) FROM (%(subquery)s) branch)"
    output_field = JSONField()

    def as_postgresql(self, compiler, connection):
        return self.as_sql(
            compiler,
            connection,
            "(SELECT COALESCE(JSONB_AGG(branch.pk), '[]') FROM (%(subquery)s) branch)",
        )


def get_page(discussion, cursor=None, visitor=None):
    """The page of a discussion at a cursor; with `visitor`, what that one is told.

    Two queries at any size, one for a short thread, at most three for a branch alone. All are read
    by key, never by counting.
    """
    cursor = cursor or Cursor()
    if discussion.pk is None:
        return ThreadPage(cursor)
    comments = Comment.objects.for_visitor(visitor) if visitor else Comment.objects.all()
    is_short = not cursor.start and discussion.last_seq <= ROOTS
    thread = _read_all(discussion, cursor, comments) if is_short else None
    return thread or (_read_branch if cursor.after else _read_page)(discussion, cursor, comments)


def _read_all(discussion, cursor, comments):
    """A thread that fits on a page whatever stands in it, as most do: in one flat query.

    None for one that has grown meanwhile.
    """
    rows = comments.filter(discussion=discussion).shown().in_reading_order()
    rows = list(rows[: ROOTS + 1])
    if len(rows) > ROOTS:
        return None
    roots, column = [row for row in rows if not row.depth], ORDERS[cursor.order]
    roots.sort(key=attrgetter(column.lstrip("-")), reverse=column.startswith("-"))
    _build_tree(roots, [row for row in rows if row.depth])
    return ThreadPage(cursor, roots)


def _read_page(discussion, cursor, comments):
    """Twenty roots, each with its fair share of the replies that a page holds."""
    roots = list(_roots_at(discussion, comments, cursor)[: ROOTS + 1])
    later = str(cursor.at(roots.pop().seq)) if len(roots) > ROOTS else None
    thread = ThreadPage(cursor, roots, _earlier(roots, cursor), later)
    share = _share(len(root.branch) for root in roots)
    # By key alone: told the thread or the state as well, SQLite may walk all of it instead.
    replies = list(
        comments.replies().filter(pk__in=[key for root in roots for key in root.branch[:share]])
    )
    _build_tree(roots, replies)
    last = {reply.root_seq: reply.seq for reply in replies}
    for root in roots:
        if len(root.branch) > share:
            number = len(root.branch) - share if len(root.branch) <= REPLIES else None
            thread.more_replies[root.seq] = MoreReplies(
                str(cursor.at(root.seq, last.get(root.seq, root.seq))), number
            )
    return thread


def _share(sizes):
    """How many replies of each branch a page shows; what short branches leave goes to long ones."""
    sizes, room = sorted(sizes), REPLIES
    for position, size in enumerate(sizes):
        waiting = len(sizes) - position
        if size * waiting > room:
            return room // waiting
        room -= size
    return REPLIES


def _read_branch(discussion, cursor, comments):
    """What follows a number in a branch, under its root and what the first of it answers."""
    shown = comments.filter(discussion=discussion).shown()
    roots = list(shown.roots().filter(seq=cursor.start))
    thread = ThreadPage(cursor, roots, earlier=str(cursor.at(cursor.start)))
    path = _value_at(discussion, cursor.after, "path", "")
    replies = shown.replies().filter(root_seq=cursor.start)
    rest = list(replies.filter(path__gt=path)[: REPLIES + 1]) if roots else []
    if len(rest) > REPLIES:
        rest.pop()
        thread.more_replies[cursor.start] = MoreReplies(
            str(cursor.at(cursor.start, rest[-1].seq)), None
        )
    _build_tree(roots, [*_ancestors(replies, rest), *rest])
    return thread


def _ancestors(replies, rest):
    """What stands between the root and the first of the rest."""
    if not rest or rest[0].depth < 2:
        return []
    return replies.filter(
        path__in=[rest[0].path[: level * DIGITS] for level in range(2, rest[0].depth + 1)]
    )


def page_query_for(comment):
    """The query of a page that shows a comment with what it answers and its replies, oldest first.

    Empty for the first.

    Three queries at any size. Near a cut the branch alone shows more of the replies than the
    thread's page.
    """
    discussion, shown = comment.discussion, comment.discussion.comments.shown()
    before = shown.roots().filter(seq__lt=comment.root_seq).order_by("-seq")
    before = list(before.values_list("seq", flat=True)[:ROOTS])
    cursor = Cursor(start=before[BEFORE - 1] if len(before) == ROOTS else None)
    if not comment.depth:
        return str(cursor)
    branches = {
        root.seq: root.branch for root in _roots_at(discussion, Comment.objects, cursor)[:ROOTS]
    }
    branch, share = branches.get(comment.root_seq, []), _share(map(len, branches.values()))
    if comment.pk in branch[: share if len(branch) <= share else share // 2]:
        return str(cursor)
    before = shown.filter(root_seq=comment.root_seq, path__lt=comment.path).order_by("-path")
    before = list(before.values_list("seq", flat=True)[: BEFORE + 1])
    return str(Cursor(start=comment.root_seq, after=before[-1] if before else comment.root_seq))


def _roots_at(discussion, comments, cursor):
    """Roots from a cursor on, each with the keys of its replies, up to one more than a page holds.

    Each also tells where the page before begins, 0 for the very first page.
    """
    column = ORDERS[cursor.order]
    name, falls = column.lstrip("-"), column.startswith("-")
    shown = discussion.comments.shown()
    branch = shown.filter(root_seq=OuterRef("seq")).exclude(seq=F("root_seq")).order_by("path")
    roots = comments.filter(discussion=discussion, depth=0).shown().order_by(column)
    roots = roots.annotate(branch=_Keys(branch.values("pk")[: REPLIES + 1]))
    if not cursor.start:
        return roots
    here = cursor.start if name == "seq" else _value_at(discussion, cursor.start, name)
    before = shown.filter(depth=0, **{f"{name}__{'gt' if falls else 'lt'}": here})
    before = before.order_by(name if falls else f"-{name}")
    first = before.annotate(first=Value(0)).values("first")[:1]
    a_page_back = When(
        Exists(before[ROOTS : ROOTS + 1]), then=Subquery(before.values("seq")[ROOTS - 1 : ROOTS])
    )
    return roots.filter(**{f"{name}__{'lte' if falls else 'gte'}": here}).annotate(
        earlier=Case(a_page_back, default=Subquery(first))
    )


def _earlier(roots, cursor):
    if not cursor.start:
        return None
    number = roots[0].earlier if roots else 0
    return None if number is None else str(cursor.at(number or None))


def _value_at(discussion, seq, name, default=0):
    return Coalesce(Subquery(discussion.comments.filter(seq=seq).values(name)[:1]), Value(default))


def _build_tree(roots, replies):
    """Hang replies, which come branch by branch in reading order, into the tree."""
    branches = {root.seq: root for root in roots}
    for comment in (*roots, *replies):
        comment.children = []
    line = []  # from a root down to the comment hung last
    for comment in replies:
        if not line or line[0].seq != comment.root_seq:
            line = [branches[comment.root_seq]]
        while line[-1].depth >= comment.depth:
            line.pop()
        stray = comment.parent_seq != line[-1].seq and comment.parent_status == "approved"
        comment.answers = comment.parent_name if stray else ""
        line[-1].children.append(comment)
        line.append(comment)
