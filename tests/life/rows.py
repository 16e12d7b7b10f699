"""What the plain model is made of: comments, bans and actions, as objects that know one another."""

from dataclasses import dataclass, field

from comments.models.comment_queryset import MAX_DEPTH


@dataclass(eq=False)
class Text:
    """What somebody sent, and what became of it; `seq` from its first approval on."""

    key: int
    author: str
    words: str
    has_links: bool = False
    parent: "Text | None" = None
    status: str = "unconfirmed"
    version: int = 1
    seq: int = 0
    featured: bool = False
    replies: list = field(default_factory=list)
    likers: set = field(default_factory=set)
    reports: dict = field(default_factory=dict)  # whether each reporter's one is still open

    @property
    def is_erased(self):
        return not self.words

    @property
    def waits(self):
        return self.status in {"unconfirmed", "pending"}

    @property
    def is_approved(self):
        return self.status == "approved"

    @property
    def is_editable(self):
        return self.waits or self.is_approved

    @property
    def depth(self):
        return min(self.parent.depth + 1, MAX_DEPTH) if self.seq and self.parent else 0

    @property
    def is_shown(self):
        """Whether it takes a place on the page: approved, or as a note above its replies."""
        return self.is_approved or any(reply.is_shown for reply in self.replies)

    def open_reports(self):
        return {who for who, is_open in self.reports.items() if is_open}

    def settle_reports(self):
        self.reports = dict.fromkeys(self.reports, False)

    def walk(self):
        """Reading order; what is too deep stands beside what it answers, by number."""
        yield self
        if self.depth < MAX_DEPTH - 1:
            for reply in self.replies:
                yield from reply.walk()
        else:
            yield from sorted(self.all_below(), key=lambda one: one.seq)

    def all_below(self):
        for reply in self.replies:
            yield reply
            yield from reply.all_below()


@dataclass(eq=False)
class Ban:
    "A ban in force, and the comment that led to it."

    text: Text


@dataclass(eq=False)
class Done:
    """What a moderator did in the queue: which decisions it made, which reports it settled, the ban
    it imposed.
    """

    name: str
    text: Text
    was_approved: bool
    begin: int
    settled: set
    end: int = 0
    ban: Ban | None = None
