"""Fills the gaps of the sentences in `sentences.py`."""

import re
from html import escape

from .sentences import GAPS

GAP = re.compile(r"\{(\w+)\}")
EMPHASIS = re.compile(r"\*([^*]+)\*")
LINK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")
BEFORE_VOWEL = re.compile(r"\b([Aa]) (?=[aeiouAEIOU])")


class Prose:
    """The voice of one text: it knows the film's own names, and says nothing twice before it has said all."""

    def __init__(self, random, **names):
        """`names` maps a gap to the words that may fill it, such as `actor=["Ada Vale"]`."""
        self.random, self.words, self.decks = random, GAPS | names, {}

    def say(self, template):
        """One sentence or phrase with its gaps filled, no word twice."""
        said = []

        def fill(gap):
            words = self.words[gap[1]]
            said.append(self.random.choice([word for word in words if word not in said] or words))
            return said[-1]

        text = BEFORE_VOWEL.sub(r"\1n ", GAP.sub(fill, template))
        return text[:1].upper() + text[1:]

    def lines(self, templates, count):
        """`count` sentences, as a list."""
        return [self.say(self._draw(templates)) for _ in range(count)]

    def text(self, templates, count):
        """`count` sentences in a row, with emphasis and links as Markdown has them."""
        return " ".join(self.lines(templates, count))

    def html(self, templates, count):
        """`count` sentences in a row, in house markup."""
        text = escape(self.text(templates, count), quote=False)
        return LINK.sub(r'<a href="\2">\1</a>', EMPHASIS.sub(r"<em>\1</em>", text))

    def _draw(self, templates):
        deck = self.decks.setdefault(templates, [])
        if not deck:
            deck.extend(self.random.sample(templates, len(templates)))
        return deck.pop()
