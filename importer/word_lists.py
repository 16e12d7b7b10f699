"""The word lists in data/: whole words, or regular expressions that join into one."""

import re
import tomllib
from functools import cache
from pathlib import Path

from .text import fold

FOLDER = Path(__file__).parent / "data"


@cache
def load(name):
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def fold_all(words):
    return {fold(word) for word in words}


def by_folded_word(lists):
    """{folded word: key of its list}"""
    return {fold(word): key for key, words in lists.items() for word in words}


def any_of(patterns):
    """One pattern for all, to be put into brackets."""
    return "|".join(patterns)


def any_word(patterns):
    return re.compile(rf"(?<!\w)(?:{any_of(patterns)})(?!\w)", re.IGNORECASE)
