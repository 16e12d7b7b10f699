"""Fills the gaps of sentences such as “I saw it in {place}.”"""

import re

GAP = re.compile(r"\{(\w+)\}")
A_BEFORE_VOWEL = re.compile(r"\b([Aa]) (?=[aeiouAEIOU])")


class TemplateFiller:
    """Repeats no sentence before it has used all of its list."""

    def __init__(self, random, gaps):
        self.random, self.gaps, self.decks = random, gaps, {}

    def text(self, templates, count):
        """`count` sentences in a row; `templates` is a tuple."""
        return " ".join([self._fill(self._draw(templates)) for _ in range(count)])

    def _fill(self, template):
        """One sentence, no word twice."""
        used = []

        def fill(gap):
            words = self.gaps[gap[1]]
            used.append(self.random.choice([word for word in words if word not in used] or words))
            return used[-1]

        text = A_BEFORE_VOWEL.sub(r"\1n ", GAP.sub(fill, template))
        return text[:1].upper() + text[1:]

    def _draw(self, templates):
        deck = self.decks.setdefault(templates, [])
        if not deck:
            deck.extend(self.random.sample(templates, len(templates)))
        return deck.pop()
