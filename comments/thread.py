"""One page of a thread: twenty comments on the review with their replies, as a tree, in two or three queries."""

from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode

from django.db.models import Case, Exists, F, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce

from .models.tree import DIGITS

ROOTS = 20
REPLIES = 200
MAX_NUMBER = 2_147_483_647  # the largest that both databases hold
OLDEST = "oldest"
# What the roots are read by in each order: one unique number of an index, so that a page is found without counting.
ORDERS = {OLDEST: "seq", "newest": "-seq", "best": "-rank"}


def number_from(text):
    """A comment's number from an address, or None where it is none."""
    return int(text) if text and text.isascii() and text.isdecimal() and 0 < int(text[:12]) <= MAX_NUMBER else None


@dataclass(frozen=True)
class Place:
    """Where in a thread a page begins: its order, from which root on, and after which reply of that root."""

    order: str = OLDEST
    start: int | None = None
    after: int | None = None

    @classmethod
    def asked(cls, query):
        """The place that an address names; what it does not know is as if it were not said."""
        order = query.get("order") if query.get("order") in ORDERS else OLDEST
        return cls(order, number_from(query.get("from")), number_from(query.get("after")))

    @classmethod
    def from_text(cls, text):
        """The place that a form's field brought back."""
        return cls.asked(dict(parse_qsl(text[:200].lstrip("?"))))

    def at(self, start=None, after=None):
        """Another place in the same order."""
        return Place(self.order, start, after)

    def __str__(self):
        said = {"order": self.order if self.order != OLDEST else None, "from": self.start, "after": self.after}
        query = urlencode({name: value for name, value in said.items() if value})
        return f"?{query}" if query else ""


@dataclass
class Thread:
    """A page of a thread. `roots` are comments with `children`; addresses are queries such as `?from=12`."""

    place: Place = Place()
    roots: list = field(default_factory=list)
    earlier: str | None = None  # empty for the first page, None where nothing is earlier
    later: str | None = None
    cut: object = None  # the last comment of a branch that goes on, with `later` leading to the rest

    def holds(self, seq):
        """Whether the page shows this number."""
        return any(seq == comment.seq for root in self.roots for comment in walk(root))


class _Number(Subquery):
    """How many rows a cut query has."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"


def read(discussion, place=None, reader=None):
    """The page of a discussion at a place; with `reader`, a `hands.Reader`, what that one is told.

    Two queries at any size, a third where a branch is too long for the page, a fourth where it goes on from the
    page before. All are read by key, never by counting.
    """
    place = place or Place()
    if discussion.pk is None:
        return Thread(place)
    shown = discussion.comments.shown()
    if reader:
        shown = shown.for_reader(reader)
    roots = list(_roots_at(discussion, shown, place)[: ROOTS + 1])
    later = str(place.at(roots.pop().seq)) if len(roots) > ROOTS else None
    thread = Thread(place, roots, _earlier(roots, place), later)
    _hang(thread.roots, _fill(discussion, shown, thread))
    return thread


def page_of(comment):
    """The query of the page that shows a comment, oldest first: empty for the first page."""
    if read(comment.discussion).holds(comment.seq):
        return ""
    shown = comment.discussion.comments.shown()
    before = shown.replies_under([comment.root_seq]).filter(path__lt=comment.path).order_by("-path")
    before = list(before.values_list("seq", flat=True)[:REPLIES])
    return str(Place(start=comment.root_seq, after=before[ROOTS] if len(before) == REPLIES else None))


def _roots_at(discussion, shown, place):
    """Roots from a place on, each with how many replies it has up to one more than a page holds.

    Each also tells where the page before begins, 0 for the very first page.
    """
    column = ORDERS[place.order]
    name, falls = column.lstrip("-"), column.startswith("-")
    branch = discussion.comments.shown().filter(root_seq=OuterRef("seq")).exclude(seq=F("root_seq")).order_by()
    roots = shown.filter(depth=0).annotate(size=_Number(branch.values("pk")[: REPLIES + 1])).order_by(column)
    if not place.start:
        return roots
    here = place.start if name == "seq" else _value_at(discussion, place.start, name)
    before = discussion.comments.shown().filter(depth=0, **{f"{name}__{'gt' if falls else 'lt'}": here})
    before = before.order_by(name if falls else f"-{name}")
    first = before.annotate(first=Value(0)).values("first")[:1]
    a_page_back = When(Exists(before[ROOTS : ROOTS + 1]), then=Subquery(before.values("seq")[ROOTS - 1 : ROOTS]))
    return roots.filter(**{f"{name}__{'lte' if falls else 'gte'}": here}).annotate(
        earlier=Case(a_page_back, default=Subquery(first))
    )


def _earlier(roots, place):
    if not place.start:
        return None
    if place.after:
        return str(place.at(place.start))
    number = roots[0].earlier if roots else 0
    if number is None:
        return None
    return str(place.at(number or None))


def _value_at(discussion, seq, name, default=0):
    return Coalesce(Subquery(discussion.comments.filter(seq=seq).values(name)[:1]), Value(default))


def _fill(discussion, shown, thread):
    """The replies of the page's roots, as many as it holds; it ends with the first branch that does not fit."""
    place, waiting, replies = thread.place, list(thread.roots), []
    if place.after and waiting and waiting[0].seq == place.start:
        replies = list(_rest_of_branch(discussion, shown, place))
        if len(replies) > REPLIES:
            return _cut(shown, thread, waiting[0], replies[:REPLIES])
        waiting.pop(0)
    room, whole = REPLIES - len(replies), []
    while waiting and waiting[0].size <= room:
        root = waiting.pop(0)
        room -= root.size
        whole += [root.seq] if root.size else []
    replies += shown.replies_under(whole) if whole else []
    if not waiting:
        return _with_ancestors(shown, replies)
    if not room:
        thread.roots, thread.later = thread.roots[: -len(waiting)], str(place.at(waiting[0].seq))
        return _with_ancestors(shown, replies)
    return _cut(shown, thread, waiting[0], replies + list(shown.replies_under([waiting[0].seq])[:room]))


def _rest_of_branch(discussion, shown, place):
    path = _value_at(discussion, place.after, "path", "")
    return shown.replies_under([place.start]).filter(path__gt=path)[: REPLIES + 1]


def _cut(shown, thread, root, replies):
    """End the page within the branch of a root; the rest of it comes on the next."""
    thread.cut = replies[-1]
    thread.later = str(thread.place.at(root.seq, thread.cut.seq))
    thread.roots = thread.roots[: thread.roots.index(root) + 1]
    return _with_ancestors(shown, replies)


def _with_ancestors(shown, replies):
    """The replies, after the comments above the first of them where the page before showed those."""
    if not replies or replies[0].depth < 2:
        return replies
    path = replies[0].path
    above = [path[: level * DIGITS] for level in range(2, replies[0].depth + 1)]
    return [*shown.replies_under([replies[0].root_seq]).filter(path__in=above), *replies]


def _hang(roots, replies):
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
        stray = comment.parent_seq != line[-1].seq and comment.parent_state == "approved"
        comment.answers = comment.parent_name if stray else ""
        line[-1].children.append(comment)
        line.append(comment)


def walk(comment):
    """A comment and all that hangs under it, in reading order."""
    yield comment
    for child in comment.children:
        yield from walk(child)
