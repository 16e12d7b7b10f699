"""What the search costs and finds on a site of 20,000 reviews, beside what it has to reach.

    .venv/bin/python bench/searches.py                # SQLite, in a temporary folder
    DATABASE_URL=postgres://… .venv/bin/python bench/searches.py    # an empty database


CPU milliseconds of this process; on PostgreSQL milliseconds until the answer, the fewest of some.
"""

import argparse
import os
import sys
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import accumulate, islice
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

import django

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
folder = TemporaryDirectory()
os.environ |= {"DJANGO_SETTINGS_MODULE": "filmsite.settings", "DATA_DIR": folder.name}
django.setup()

from django.core.management import call_command  # noqa: E402 (after the settings)
from django.db import connection  # noqa: E402

from core.statistics import analyze  # noqa: E402
from core.text import fold  # noqa: E402
from films.models import Credit, Film, FilmTitle, Person  # noqa: E402
from reviews.models import Byline, Critic, Publication, Review, Subject  # noqa: E402
from search.engine import Terms, engine  # noqa: E402
from search.finder import find  # noqa: E402
from search.index import update  # noqa: E402
from search.names import nearest_names, suggest  # noqa: E402
from search.query import parse  # noqa: E402
from search.sources import numbers_of  # noqa: E402

SEED = 7
EVERYWHERE, RARE, NAME, TITLE = "cinema", "zyzzyva", "Žofie Łukaszewskø", "L’Été à Žilina"
ONSETS = [
    "b", "br", "c", "cl", "d", "dr", "f", "g", "gr", "h", "k", "l", "m", "n", "p",
    "r", "s", "st", "t", "v",
]  # fmt: skip
VOWELS = ["a", "e", "i", "o", "u", "ai", "ea", "ou", "é", "ö", "å"]
CODAS = ["", "", "n", "r", "l", "s", "t", "nd", "rt", "ck", "m", "lm", "ng"]
FIRST = [
    "Anna", "Ben", "Carla", "Dora", "Emil", "Gala", "Hugo", "Iris", "Jan", "Lea", "Max", "Nora",
]  # fmt: skip

parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
for name, number in {"reviews": 20_000, "films": 5_000, "people": 6_000}.items():
    parser.add_argument(f"--{name}", type=int, default=number)


class Corpus:
    """Words by Zipf’s law, titles and names; the same each time."""

    def __init__(self):
        self.random = random = Random(SEED)
        words = {self.word(random.choice([1, 2, 2, 3])) for _ in range(40_000)}
        self.words = sorted(words)
        random.shuffle(self.words)
        self.weights = list(accumulate(1 / rank for rank in range(1, len(self.words) + 1)))

    def word(self, syllables):
        choice = self.random.choice
        return "".join(choice(ONSETS) + choice(VOWELS) + choice(CODAS) for _ in range(syllables))

    def some(self, number):
        return self.random.choices(self.words, cum_weights=self.weights, k=number)

    def distinct(self, number, make):
        found = dict.fromkeys(make() for _ in range(number * 2))
        return list(islice(found, number))

    def name(self):
        return f"{self.random.choice(FIRST)} {self.word(self.random.choice([2, 3])).title()}"

    def title(self):
        words = [self.random.choice(self.words) for _ in range(self.random.choice([1, 2, 2, 3]))]
        return " ".join([*self.random.choice([["The"], []]), *words]).capitalize()

    def slip(self, text):
        """A letter changed, lost, added or swapped; never the first."""
        places = [at for at in range(1, len(text) - 1) if text[at].isalpha()]
        at, letter = self.random.choice(places), self.random.choice("abcdefghijklmnopqrstuvwxyz")
        before, here, after = text[:at], text[at], text[at + 1 :]
        kinds = [letter + after, after, letter + here + after, after[:1] + here + after[1:]]
        slipped = before + self.random.choice(kinds)
        return slipped if fold(slipped) != fold(text) else self.slip(text)


def fill(corpus, reviews, films, people):
    random, now = corpus.random, datetime(2026, 11, 1, tzinfo=UTC)
    names = [NAME, *corpus.distinct(people, corpus.name)]
    rows = Person.objects.bulk_create(
        Person(name=name, sort_name=" ".join(name.split()[::-1]), slug=f"person-{at}")
        for at, name in enumerate(names)
    )
    titles = [TITLE, *corpus.distinct(films, corpus.title)]
    made = Film.objects.bulk_create(
        Film(title=title, slug=f"film-{at}", year=1920 + at % 107, always_public=True)
        for at, title in enumerate(titles)
    )
    FilmTitle.objects.bulk_create(
        FilmTitle(film=film, text=corpus.title(), kind="original") for film in made[::4]
    )
    Credit.objects.bulk_create(
        Credit(film=film, person=person, role="director" if at == 0 else "cast", billing=at)
        for number, film in enumerate(made)
        for at, person in enumerate([rows[number % len(rows)], *random.sample(rows, 5)])
    )
    fill_reviews(corpus, reviews, made, now)


def fill_reviews(corpus, number, films, now):
    random = corpus.random
    publications = Publication.objects.bulk_create(
        Publication(name=f"Paper {at}", slug=f"paper-{at}") for at in range(20)
    )
    critics = Critic.objects.bulk_create(
        Critic(name=corpus.name(), slug=f"critic-{at}") for at in range(60)
    )
    for start in range(0, number, 1000):
        made = Review.objects.bulk_create(
            Review(
                headline=" ".join(corpus.some(6)).capitalize(),
                slug=f"review-{at}",
                standfirst=" ".join(corpus.some(15)),
                body=body(corpus, at),
                publication=random.choice(publications),
                verdict=random.choice(Review.Verdict.values),
                status="published",
                published_at=now - timedelta(hours=at),
            )
            for at in range(start, min(start + 1000, number))
        )
        Subject.objects.bulk_create(Subject(review=row, film=random.choice(films)) for row in made)
        Byline.objects.bulk_create(
            Byline(review=row, critic=random.choice(critics)) for row in made
        )


def body(corpus, number):
    words = [*corpus.some(640), EVERYWHERE, *([RARE] if number % 50 == 0 else [])]
    corpus.random.shuffle(words)
    return "".join(f"<p>{' '.join(words[at : at + 80])}.</p>" for at in range(0, len(words), 80))


class Report:
    def __init__(self):
        self.failed = False
        self.clock = process_time if connection.vendor == "sqlite" else perf_counter
        self.at = 0 if connection.vendor == "sqlite" else 1

    def cost(self, label, goals, function, times=9):
        spent = []
        for _ in range(times):
            begun = self.clock()
            function()
            spent.append((self.clock() - begun) * 1000)
        figure = round(min(spent), 2)
        if goals:
            self.line(label, figure, goals[self.at], "ms, at most", figure <= goals[self.at])
        else:
            print(f"{label:52} {figure:>9} ms", flush=True)

    def share(self, label, found, goal, of):
        self.line(label, found, goal, f"of {of}, at least", found >= goal)

    def line(self, label, figure, goal, unit, is_reached):
        self.failed |= not is_reached
        print(
            f"{label:52} {figure:>9} {unit} {goal}{'' if is_reached else '   MISSED'}", flush=True
        )


def measure(corpus, report):
    queries = {
        "a rare word": (RARE, (1, 3)),
        "a name": (NAME, (1, 3)),
        "a title": (TITLE, (1, 3)),
        "the word in every review": (EVERYWHERE, (8, 25)),
        "three words, each in every review": (" ".join(corpus.words[:3]), None),
        "a phrase of two such words": (f'"{" ".join(corpus.words[:2])}"', None),
    }
    for label, (text, goals) in queries.items():
        terms = Terms(numbers_of(), parse(text).phrases)
        report.cost(
            f"index: {label}",
            goals,
            lambda terms=terms: (engine().best(terms, 200), engine().newest(terms, 1000)),
        )
    for label, (text, goals) in queries.items():
        report.cost(
            f"answer, 20 snippets, facets: {label}",
            goals and (30, 60),
            lambda text=text: answer(text),
        )
    report.cost("answer: nothing found", (30, 60), lambda: answer(corpus.slip("Łukaszewskø")))
    report.cost("suggestions", (3, 6), lambda: suggest("luka"))
    measure_writing(report)


def answer(text):
    results = find(parse(text))
    return [(hit.title, hit.snippet) for hit in results.hits], results.facets


def measure_writing(report):
    reviews = list(Review.objects.order_by("pk")[:40])
    plain, step = [], []
    for review in reviews:
        review.standfirst += " a"
        begun = report.clock()
        review.save()
        saved = report.clock()
        update()
        plain.append((saved - begun) * 1000)
        step.append((report.clock() - saved) * 1000)
    print(f"{'one review saved, median':52} {median(plain):9.2f} ms")
    report.line(
        "its index in step, median", round(median(step), 2), 5, "ms, at most", median(step) <= 5
    )


def measure_slips(corpus, report):
    rows = [
        *Person.objects.values_list("name", flat=True),
        *Film.objects.values_list("title", flat=True),
    ]
    chosen = corpus.random.sample([row for row in rows if len(row) >= 5], 600)
    hits = sum(has_name(corpus.slip(name), name) for name in chosen)
    report.share("whole names and titles with a slip, in the first 5", hits, 590, 600)
    words = sorted({word for row in rows for word in row.split()})
    for least, most in ((7, 99), (5, 6)):
        fitting = [word for word in words if least <= len(word) <= most]
        chosen = corpus.random.sample(fitting, 300)
        hits = sum(has_word(corpus.slip(word), word) for word in chosen)
        label = (
            f"words of {least} letters and more"
            if most == 99
            else f"words of {least} and {most} letters"
        )
        report.share(f"{label} with a slip", hits, 285 if least == 7 else 0, 300)
    spent = []
    for name in chosen[:50]:
        begun = report.clock()
        nearest_names(corpus.slip(name))
        spent.append((report.clock() - begun) * 1000)
    print(f"{'nearest names, median':52} {median(spent):9.2f} ms")
    typed = {"zofie lukaszewsko": NAME, "LETE A ZILINA": TITLE, "l'ete zilina": TITLE}
    hits = sum(
        any(str(hit.document.title) == name for hit in find(parse(text)).hits)
        for text, name in typed.items()
    )
    report.share("without accents, other case, straight apostrophe", hits, 3, 3)


def has_name(text, name):
    return any(
        name in {getattr(near.row, "name", ""), getattr(near.row, "title", "")}
        for near in nearest_names(text)
    )


def has_word(text, word):
    return any(fold(word) in near.folded.replace(",", "").split() for near in nearest_names(text))


@contextmanager
def timed(label):
    begun = perf_counter()
    yield
    print(f"{label:52} {perf_counter() - begun:9.1f} s", flush=True)


def prepare(corpus, size):
    call_command("migrate", verbosity=0)
    with timed("filled"):
        fill(corpus, size.reviews, size.films, size.people)
    with timed("rebuild_names"):
        call_command("rebuild_names", verbosity=0)
    with timed("rebuild_search"):
        call_command("rebuild_search", verbosity=0)
    analyze()


def main():
    size = parser.parse_args()
    corpus, report = Corpus(), Report()
    prepare(corpus, size)
    measure(corpus, report)
    measure_slips(corpus, report)
    with timed("check_search"):
        call_command("check_search")
    return report.failed


if __name__ == "__main__":
    sys.exit(main())
