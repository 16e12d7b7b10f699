"""Three letters of a text at a time, by which FTS5 finds parts of folded names.

The index is made by `core/migrations/0003_name_trigrams.py`; PostgreSQL asks its own as it is.
"""

from collections.abc import Iterable

HAVING_GRAMS = """
    SELECT rowid FROM core_searchname_trigram WHERE core_searchname_trigram MATCH %s
"""
LENGTH = 3
WITHOUT = "reviews.review"  # the model whose names are not in SQLite's index


def grams_of(text: str) -> list[str]:
    return [text[at : at + LENGTH] for at in range(len(text) - LENGTH + 1)]


def match(grams: Iterable[str], operator: str) -> str:
    """As FTS5 reads it: one of them (OR), or all (AND), in any order."""
    quoted = ('"{}"'.format(gram.replace('"', '""')) for gram in dict.fromkeys(grams))
    return f" {operator} ".join(quoted)
