"""What a moderator acts on: a received text or a comment on the page, at the version that was read."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from comments.models import Comment, Submission

_ITEM = re.compile(r"([sc])([1-9]\d{0,17}):([1-9]\d{0,8})", re.ASCII)
MOST = 500  # in one act; so many take some seconds


@dataclass(frozen=True)
class Item:
    """`s12:3` is received text 12 as of its version 3, `c7:1` is comment 7."""

    kind: str
    pk: int
    seen: int

    def __str__(self):
        return f"{self.name}:{self.seen}"

    @property
    def name(self):
        """What it is called in an address, whatever its version."""
        return f"{self.kind}{self.pk}"

    @classmethod
    def of(cls, row, seen):
        """The item of a received text or a comment whose version `seen` was read."""
        return cls("c" if isinstance(row, Comment) else "s", row.pk, seen)

    @property
    def is_comment(self):
        return self.kind == "c"


def read(values):
    """The items that these words name, each once; other words are passed over."""
    found = (_ITEM.fullmatch(value) for value in values[:MOST])
    return list(dict.fromkeys(Item(match[1], int(match[2]), int(match[3])) for match in found if match))


def load(items):
    """(item, row) of all that are still there, in two queries."""
    rows = {}
    for kind, model in (("s", Submission), ("c", Comment)):
        keys = [item.pk for item in items if item.kind == kind]
        if keys:
            there = model.objects.filter(pk__in=keys).select_related("discussion__review__publication", "user")
            rows |= {(kind, row.pk): row for row in there.defer("discussion__review__body")}
    return [(item, rows[item.kind, item.pk]) for item in items if (item.kind, item.pk) in rows]


def text_at(row, version):
    """What a row said at an earlier version; empty where nobody kept it."""
    text = row.received if isinstance(row, Comment) else row
    kept = text.versions.filter(number=version).first() if text else None
    return kept.body if kept else ""


def difference(old, new):
    """(what became of it, words) from the old text to the new: `same`, `gone`, `new`."""
    before, after = re.split(r"(\s+)", old), re.split(r"(\s+)", new)
    parts = []
    for kind, start, end, new_start, new_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            parts.append(("same", "".join(before[start:end])))
            continue
        parts.append(("gone", "".join(before[start:end])))
        parts.append(("new", "".join(after[new_start:new_end])))
    return [part for part in parts if part[1]]
