"""What the plain model is made of: texts, comments, bans and acts, as objects that know one
another.
"""

from dataclasses import dataclass, field

from comments.models.comment import MAX_DEPTH


@dataclass(eq=False)
class Text:
    """What a hand sent, and what became of it."""

    key: int
    hand: str
    words: str
    has_links: bool = False
    parent: "Comment | None" = None
    status: str = "unconfirmed"
    comment: "Comment | None" = None
    version: int = 1

    @property
    def is_erased(self):
        return not self.words

    @property
    def waits(self):
        return self.status in {"unconfirmed", "pending"}

    @property
    def is_shown(self):
        return bool(self.comment and self.comment.approved)


@dataclass(eq=False)
class Comment:
    """A text that came to the page; who answers it, who likes it, who reports it."""

    seq: int
    text: Text
    words: str
    parent: "Comment | None"
    approved: bool = True
    withdrawn: bool = False
    featured: bool = False
    replies: list = field(default_factory=list)
    hands: set = field(default_factory=set)
    reports: dict = field(default_factory=dict)  # whether each reporter's one is still to be heard

    @property
    def depth(self):
        return min(self.parent.depth + 1, MAX_DEPTH) if self.parent else 0

    @property
    def shown(self):
        return self.approved or any(reply.shown for reply in self.replies)

    @property
    def state(self):
        return "approved" if self.approved else "tombstone" if self.shown else "removed"

    def open_reports(self):
        return {who for who, is_open in self.reports.items() if is_open}

    def settle(self):
        self.reports = dict.fromkeys(self.reports, False)

    def walk(self):
        """Reading order; what is too deep stands beside what it answers, by number."""
        yield self
        nested = (
            self.replies
            if self.depth < MAX_DEPTH - 1
            else sorted(self.all_below(), key=lambda one: one.seq)
        )
        for reply in nested:
            yield from reply.walk() if self.depth < MAX_DEPTH - 1 else [reply]

    def all_below(self):
        for reply in self.replies:
            yield reply
            yield from reply.all_below()


@dataclass(eq=False)
class Ban:
    "A ban in force, and the comment that led to it."

    text: Text


@dataclass(eq=False)
class Act:
    """What a moderator did in the queue: which decisions it made, which reports it settled, the ban
    it imposed.
    """

    name: str
    text: Text
    on_page: bool
    begin: int
    settled: set
    end: int = 0
    ban: Ban | None = None
