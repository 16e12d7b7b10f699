"""A generator of labelled texts: what readers write of films, and advertisements of seven kinds."""

from random import Random

from . import ham_texts, spam_texts
from .templates import TemplateFiller


class Labelled:
    """Texts from a share of the templates: `part` 0 and 1 have none in common, None takes all."""

    def __init__(self, seed, part=None):
        self.random, self.part = Random(seed), part  # noqa: S311
        self.filler = TemplateFiller(self.random, ham_texts.GAPS)

    def rows(self, number):
        """(label, text, name) in any order, `number` of each kind."""
        rows = [("ham", self.ham(), self.random.choice(ham_texts.PEOPLE)) for _ in range(number)]
        rows += [("spam", self.spam(), self._spammer()) for _ in range(number)]
        self.random.shuffle(rows)
        return rows

    def ham(self):
        """A reader's text: some sentences on a film, a hard case, or another language."""
        kind = self.random.random()
        if kind < 0.55:
            return self.filler.text(
                self._mine(ham_texts.COMMENTS + ham_texts.REPLIES), self.random.randint(1, 4)
            )
        if kind < 0.7:
            return self.filler.text(self._mine(ham_texts.HARD), 1)
        return self.filler.text(self._mine(ham_texts.OTHER), self.random.randint(1, 2))

    def spam(self, kind=None):
        """An advertisement of one kind, or of any."""
        template = self.random.choice(
            self._mine(spam_texts.KINDS[kind or self.random.choice([*spam_texts.KINDS])])
        )
        text = template.replace("{ham}", self.ham()) if "{ham}" in template else template
        while "{link}" in text:
            text = text.replace("{link}", self._link(), 1)
        for gap, words in spam_texts.GAPS.items():
            while "{" + gap + "}" in text:
                text = text.replace("{" + gap + "}", self.random.choice(words), 1)
        return text.upper() if self.random.random() < 0.04 else text

    def _mine(self, templates):
        return templates if self.part is None else templates[self.part :: 2]

    def _link(self):
        return self.random.choice(
            ("https://{host}{path}", "http://www.{host}{path}", "www.{host}", "https://{host}")
        )

    def _spammer(self):
        return self.random.choice(
            spam_texts.NAMES if self.random.random() < 0.5 else ham_texts.PEOPLE
        )
