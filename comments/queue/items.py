"""What a moderator acts on: a comment with the version and status they saw: `12:3:pending`."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from comments.models import Comment

_ITEM = re.compile(r"([1-9]\d{0,17}):([1-9]\d{0,8}):([a-z]{4,11})", re.ASCII)
MAX_ITEMS = 500  # in one action; so many take some seconds


@dataclass(frozen=True)
class ItemRef:
    pk: int
    expected_version: int = 1
    expected_status: str = ""

    def __str__(self):
        return f"{self.pk}:{self.expected_version}:{self.expected_status}"

    @classmethod
    def of(cls, comment):
        return cls(comment.pk, comment.version, comment.status)


def parse(values):
    """The items that these words name, each once; other words are passed over."""
    found = (_ITEM.fullmatch(value) for value in values[:MAX_ITEMS])
    items = (ItemRef(int(match[1]), int(match[2]), match[3]) for match in found if match)
    return list(dict.fromkeys(items))


def load(items):
    """(item, comment) of all that are still there, in one query."""
    rows = Comment.objects.select_related("discussion__review__publication", "user")
    there = rows.defer("discussion__review__body").in_bulk([item.pk for item in items])
    return [(item, there[item.pk]) for item in items if item.pk in there]


def text_at(comment, version):
    """What a comment said at an earlier version; empty where nobody kept it."""
    kept = comment.revisions.filter(number=version).first()
    return kept.body if kept else ""


def difference(old, new):
    """(HTML element, words) from the old text to the new: `span` for what stays, `del`, `ins`."""
    before, after = re.split(r"(\s+)", old), re.split(r"(\s+)", new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    parts = []
    for change, start, end, new_start, new_end in matcher.get_opcodes():
        if change == "equal":
            parts.append(("span", "".join(before[start:end])))
        else:
            parts.append(("del", "".join(before[start:end])))
            parts.append(("ins", "".join(after[new_start:new_end])))
    return [part for part in parts if part[1]]
