"""Which films of the site a text names: its author is asked in the preview, and ticks them."""

import re
from collections import defaultdict
from dataclasses import dataclass

from django import forms
from django.db.models import Q
from django.utils.functional import cached_property

from core.models import SearchName
from core.slugs import slugify
from films.models import Film

from .models import FilmMention
from .titles import Title, titles_in

MAX_CHOICES = 8  # films that one title may mean
MAX_QUESTIONS = 40
MAX_FILMS = 400  # looked at for a text


@dataclass
class Question:
    """A title that a text names, and the films that have it: more than one, if it is not clear."""

    title: Title
    films: list
    in_spoiler: bool  # each time

    @property
    def is_clear(self):
        return len(self.films) == 1

    @property
    def is_confirmed(self):
        """Whether nobody need be asked: an @ means the film."""
        return self.title.is_typed and self.is_clear

    def mention_of(self, film):
        return FilmMention(film=film, name=self.title.key, in_spoiler=self.in_spoiler)


def questions_about(html):
    """What to ask the author of a printed text, in its order; none about a film twice."""
    titles = titles_in(html)
    films, by_key = _films_of(titles), defaultdict(list)
    for title in titles:
        by_key[title.key].append(title)
    asked = [_question(same, films) for same in by_key.values()]
    found, seen = [], set()
    for question in sorted(filter(None, asked), key=lambda question: len(question.films)):
        if seen.isdisjoint(question.films):
            seen.update(question.films)
            found.append(question)
    return sorted(found, key=lambda question: question.title.start)[:MAX_QUESTIONS]


def _question(same, films):
    """About a title by all that names it in the same words; None where no film has it."""
    title = next((title for title in same if title.is_typed), same[0])
    for name in (*title.names, f"@{slugify(title.text)}" if title.is_typed else ""):
        fitting = [film for film in films[name] if title.year in (None, film.year)]
        if fitting:
            in_spoiler = all(title.in_spoiler for title in same)
            return Question(title, fitting[:MAX_CHOICES], in_spoiler)
    return None


def _films_of(titles):
    """Public films by their folded names, and behind an @ by their slugs; two or three queries."""
    found = defaultdict(list)
    names = {name for title in titles for name in title.names}
    slugs = {slugify(title.text) for title in titles if title.is_typed}
    if not names:
        return found
    rows = SearchName.objects.filter(model_label=Film._meta.label_lower, folded__in=names)
    rows = list(rows.order_by("pk").values_list("object_id", "folded")[:MAX_FILMS])
    keys = [key for key, _name in rows]
    if not (keys or slugs):
        return found
    public = Film.objects.public().filter(Q(pk__in=keys) | Q(slug__in=slugs)).with_directors()
    films = {film.pk: film for film in public.newest_first()}
    order = {key: place for place, key in enumerate(films)}
    for key, name in sorted(rows, key=lambda row: order.get(row[0], 0)):
        found[name] += [films[key]] if key in films else []
    for film in films.values():
        found[f"@{film.slug}"].append(film)
    return found


class KeysInput(forms.MultipleHiddenInput):
    """Boxes of one name, and groups of radio buttons, whose names go on behind a hyphen."""

    def value_from_datadict(self, data, files, name):
        names = [key for key in data if key == name or key.startswith(f"{name}-")]
        return [value for key in names for value in data.getlist(key)]


class KeysField(forms.Field):
    """Keys of rows; what is none is passed over."""

    widget = KeysInput

    def to_python(self, value):
        texts = value if isinstance(value, list | tuple) else ()
        return {int(text) for text in texts if re.fullmatch(r"[0-9]{1,18}", text)}


class MentionForm(forms.Form):
    """Asks which films its text names: `films` were chosen of those that were `offered`."""

    films = KeysField(required=False)
    offered = KeysField(required=False)
    mentioned_before = frozenset()  # keys of films, where the text was there before

    @property
    def asks_about_films(self):
        return "preview" in self.data or bool(self._sent("offered"))

    @cached_property
    def questions(self):
        """Each with its films as pairs of film and whether it is ticked; two or three queries."""
        return questions_about(self.instance.body_html)

    @property
    def questions_shown(self):
        """(question, [(film, whether it is ticked)], whether one is) where the page asks."""
        asked = self.questions if self.asks_about_films else []
        choices = [[(film, self._is_ticked(row, film)) for film in row.films] for row in asked]
        return [
            (row, films, any(is_ticked for _film, is_ticked in films))
            for row, films in zip(asked, choices, strict=True)
        ]

    def mentions(self):
        """The films that the text names, as unsaved rows.

        Without a preview only those behind an @, and those that it named before.
        """
        found = [(question, self._film_of(question)) for question in self.questions]
        return [question.mention_of(film) for question, film in found if film]

    def _film_of(self, question):
        return next((film for film in question.films if self._is_confirmed(question, film)), None)

    def _is_confirmed(self, question, film):
        if film.pk in self._sent("offered"):
            return film.pk in self._sent("films")
        return question.is_confirmed or film.pk in self.mentioned_before

    def _is_ticked(self, question, film):
        is_new = self.is_bound and film.pk not in self._sent("offered")
        return (is_new and question.is_clear) or self._is_confirmed(question, film)

    def _sent(self, name):
        return getattr(self, "cleaned_data", {}).get(name, ())
