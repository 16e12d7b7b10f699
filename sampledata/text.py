"""Texts from templates: `{gap}` becomes one of the words or templates of that name in `data/`."""

import json
import re
from html import escape, unescape
from itertools import cycle
from pathlib import Path

DATA = Path(__file__).parent / "data"
GAP = re.compile(r"\{(\w+)\}")
A_BEFORE_VOWEL = re.compile(r"\b([Aa]) (?=[aeiouAEIOU])")
WORDS = json.loads((DATA / "words.json").read_text(encoding="utf-8"))
SENTENCES = json.loads((DATA / "sentences.json").read_text(encoding="utf-8"))
VOCABULARY = json.loads((DATA / "vocabulary.json").read_text(encoding="utf-8"))
TEMPLATES = WORDS | SENTENCES


class Writer:
    """Fills templates, and repeats nothing before it has used all that may fill a gap."""

    def __init__(self, random, **words):
        """`words` are gaps of this writer alone, such as `actor=["Ada Vale"]`."""
        own = {gap: [escape(word) for word in several] for gap, several in words.items()}
        self.random, self.words, self.decks = random, TEMPLATES | own, {}

    def html(self, template):
        """The template with its gaps filled, as HTML. `{Gap}` begins with a capital letter."""
        return A_BEFORE_VOWEL.sub(r"\1n ", self._fill(template))

    def text(self, template):
        """The same as plain text."""
        return unescape(self.html(template))

    def _fill(self, template):
        return GAP.sub(lambda gap: self._next(gap[1]), template) if "{" in template else template

    def _next(self, gap):
        name = gap.lower()
        if name not in self.decks:
            words = self.words[name]
            self.decks[name] = cycle(self.random.sample(words, len(words)))
        text = self._fill(next(self.decks[name]))
        return text if gap == name else text[:1].upper() + text[1:]
