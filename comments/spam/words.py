"""The word lists: literal words and phrases, compared as folded words."""

from comments.models import SpamWord

from .tokens import fold, words_of


def listed(reading):
    """The listed words that a text, its name or its links have; one query, and no expression is ever run."""
    text = _line([*reading.words, "", *reading.name_words, "", *_words_in(" ".join(reading.hosts))])
    return [row for row in SpamWord.objects.all() if (wanted := list(_words_in(row.word))) and _line(wanted) in text]


def _words_in(text):
    return words_of(fold(text))


def _line(words):
    return f" {' '.join(words)} "
