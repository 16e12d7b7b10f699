"""One page of a thread: twenty comments on the review with their replies, as a tree, in two queries."""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db.models import Q, Subquery, Value
from django.db.models.functions import Coalesce

ROOTS = 20
REPLIES = 200
MAX_NUMBER = 2_147_483_647  # the largest that both databases hold


def number_from(text):
    """A comment's number from an address, or None where it is none."""
    return int(text) if text and text.isascii() and text.isdecimal() and 0 < int(text[:12]) <= MAX_NUMBER else None


@dataclass
class Thread:
    """A page of a thread. `roots` are comments with `children`; addresses are queries such as `?from=12`."""

    roots: list = field(default_factory=list)
    earlier: str | None = None  # empty for the first page, None where nothing is earlier
    later: str | None = None
    cut: object = None  # the last comment of a branch that goes on, with `later` leading to the rest

    def holds(self, seq):
        """Whether the page shows this number."""
        return any(seq == comment.seq for root in self.roots for comment in _walk(root))


def read(discussion, start=None, after=None):
    """The page of a discussion from root number `start` on; `after` skips replies up to that number.

    Two queries at any size: both pages are read by key, never by counting.
    """
    if discussion.pk is None:
        return Thread()
    shown = discussion.comments.shown()
    roots = list(_roots_from(shown, start)[: ROOTS + 1])
    later = address(start=roots.pop().seq) if len(roots) > ROOTS else None
    thread = Thread(roots, _earlier(roots, start, after), later)
    if roots:
        replies = shown.replies_under([root.seq for root in roots])
        if start and after:
            replies = replies.filter(Q(root_seq__gt=start) | Q(path__gt=_path_of(discussion, after)))
        _hang(thread, list(replies[: REPLIES + 1]))
    return thread


def page_of(comment):
    """The query of the page that shows a comment: empty for the first page."""
    if read(comment.discussion).holds(comment.seq):
        return ""
    shown = comment.discussion.comments.shown()
    before = shown.replies_under([comment.root_seq]).filter(path__lt=comment.path).order_by("-path")
    before = list(before.values_list("seq", flat=True)[:REPLIES])
    return address(start=comment.root_seq, after=before[ROOTS] if len(before) == REPLIES else None)


def address(*, start, after=None):
    """The query of a page: from which root on, and after which reply of it."""
    return "?" + urlencode({"from": start} | ({"after": after} if after else {}))


def _roots_from(shown, start):
    """Roots from a number on; each row tells where the page before begins, 0 for the very first page."""
    roots = shown.roots()
    if not start:
        return roots
    before = roots.filter(seq__lt=start).order_by("-seq")
    first = before.annotate(first=Value(0)).values("first")[:1]
    return roots.filter(seq__gte=start).annotate(
        earlier=Coalesce(Subquery(before.values("seq")[ROOTS - 1 : ROOTS]), Subquery(first))
    )


def _earlier(roots, start, after):
    if not start:
        return None
    if after:
        return address(start=start)
    number = roots[0].earlier if roots else 0
    if number is None:
        return None
    return address(start=number) if number else ""


def _path_of(discussion, seq):
    return Coalesce(Subquery(discussion.comments.filter(seq=seq).values("path")[:1]), Value(""))


def _hang(thread, replies):
    """Hang replies into the tree; where there are too many, the page ends with the branch that was cut."""
    if len(replies) > REPLIES:
        replies = replies[:REPLIES]
        thread.cut = replies[-1]
        thread.later = address(start=thread.cut.root_seq, after=thread.cut.seq)
        thread.roots = [root for root in thread.roots if root.seq <= thread.cut.root_seq]
    for comment in (*thread.roots, *replies):
        comment.children = []
    line = []  # from a root down to the comment hung last
    for comment in replies:
        if not line or line[0].seq != comment.root_seq:
            line = [next(root for root in thread.roots if root.seq == comment.root_seq)]
        while line[-1].depth >= comment.depth:
            line.pop()
        stray = comment.parent_seq != line[-1].seq and comment.parent_state == "approved"
        comment.answers = comment.parent_name if stray else ""
        line[-1].children.append(comment)
        line.append(comment)


def _walk(comment):
    yield comment
    for child in comment.children:
        yield from _walk(child)
