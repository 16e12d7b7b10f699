"""Made-up reviews with their parts, spread over twenty years."""

from datetime import timedelta
from decimal import Decimal

from core.models import PastSlug
from reviews.models import Byline, Review, Section, Subject, Take

from . import bodies, house, sentences, words
from .people import make_critics
from .prose import Prose
from .rows import FreeSlugs, link, store

YEARS = 20
# One review in so many is not simply published.
DRAFT_EVERY, SCHEDULED_EVERY, RETRACTED_EVERY = 40, 90, 120


class Desk:
    """Writes reviews of some films, then stores them all."""

    def __init__(self, random, films, names, releases, now):
        """`names` maps a film to the names a text about it may drop, `releases` to its releases."""
        self.random, self.films, self.names, self.releases, self.now = random, films, names, releases, now
        self.publications, self.keys = house.make_publications(random)
        self.tags, self.series, self.aspects = house.make_tags(), house.make_series(), house.make_aspects()
        past = PastSlug.objects.filter(kind="reviews.review")
        self.slugs = FreeSlugs(*(rows.values_list("slug", flat=True) for rows in (Review.objects.all(), past)))
        self.reviews, self.subjects, self.bylines, self.sections, self.takes = [], [], [], [], []
        self.tagged, self.mentioned = [], []
        self.film_of, self.critics_of = {}, {}

    def make(self, count):
        """`count` reviews, oldest first."""
        critics = make_critics(self.random, count)
        span = YEARS * 365 * 24 * 3600
        moments = sorted(self.now - timedelta(seconds=self.random.randrange(3600, span)) for _ in range(count))
        for number, moment in enumerate(moments, start=1):
            self._write(number, moment, critics)
        self._store()
        self.film_of = {subject.review: subject.film for subject in reversed(self.subjects)}
        for byline in self.bylines:
            self.critics_of.setdefault(byline.review, []).append(byline.critic)
        return self.reviews

    def prose_on(self, review):
        """A voice for readers of this review, who know its film too."""
        film = self.film_of[review]
        return self.prose(film, film)

    def prose(self, film, mention):
        """A voice that knows the film's people, and one other film to compare it with."""
        return Prose(
            self.random,
            film=(film.title,),
            mention=(mention.title,),
            link=(mention.get_absolute_url(),),
            **self.names[film],
        )

    def _write(self, number, moment, critics):
        film, mention = self._film_of(moment.year), self.random.choice(self.films)
        prose = self.prose(film, mention)
        review = self._review(number, moment, film, prose)
        self.reviews.append(review)
        self.subjects.append(Subject(review=review, film=film))
        if mention is not film:
            self.mentioned.append({"review": review, "film": mention})
        if number % 50 == 0 and mention is not film:
            self.subjects.append(Subject(review=review, film=mention, order=1))
        team = self.random.sample(critics, 2 if number % 25 == 0 else 1)
        self.bylines += [Byline(review=review, critic=critic, order=order) for order, critic in enumerate(team)]
        self.tagged += [{"review": review, "tag": tag} for tag in self.random.sample(self.tags, number % 4)]
        self._write_parts(review, prose)

    def _film_of(self, year):
        """A film that was out by then; some films are reviewed far more often than others."""
        out = [film for film in self.films if (film.year or 0) <= year] or self.films
        return out[int(len(out) * self.random.random() ** 2)]

    def _review(self, number, moment, film, prose):
        random = self.random
        publication = random.choice(self.publications)
        headline = prose.say(random.choice(sentences.HEADLINES))[:200]
        judgement = random.random()
        scale = publication.stars_out_of
        return Review(
            publication=publication,
            headline=headline,
            kicker=random.choice(sentences.KICKERS),
            standfirst=prose.say(random.choice(sentences.STANDFIRSTS))[:400] if number % 9 else "",
            body=bodies.introduction(prose) if self.keys[publication] else bodies.essay(prose),
            slug=self.slugs.take(headline, otherwise="review"),
            release=random.choice(self.releases[film]) if number % 7 == 0 and film in self.releases else None,
            series=random.choice(self.series) if number % 8 == 0 else None,
            verdict=words.VERDICTS[int((1 - judgement) * len(words.VERDICTS))] if number % 6 else "",
            verdict_line=prose.say(random.choice(sentences.VERDICT_LINES)),
            stars=Decimal(round(judgement * scale * 2)) / 2 if scale else None,
            stars_out_of=scale,
            advisory="Some strong language, quoted from the film." if number % 30 == 0 else "",
            disclosure="Seen at a festival on a press pass." if number % 12 == 0 else "",
            **self._life(number, moment),
        )

    def _life(self, number, moment):
        """Status and dates: most are published, some are drafts, scheduled or retracted."""
        made = {"created_at": moment, "changed_at": moment}
        if number % DRAFT_EVERY == 0:
            return made | {"status": "draft"}
        if number % SCHEDULED_EVERY == 0:
            return made | {"status": "published", "published_at": self.now + timedelta(days=1 + number % 60)}
        if number % RETRACTED_EVERY == RETRACTED_EVERY - 1:
            reason = "It described a version of the film that was never shown."
            return made | {
                "status": "retracted",
                "published_at": moment,
                "retracted_at": min(moment + timedelta(days=30), self.now),
                "retraction": reason,
            }
        return made | {"status": "published", "published_at": moment}

    def _write_parts(self, review, prose):
        sections = {}
        for order, key in enumerate(self.keys[review.publication]):
            sections[key.key] = Section(
                review=review, key=key, heading=key.heading, order=order, body=bodies.section(prose, key.key)
            )
        if self.random.random() < 0.1:
            sections["ending"] = Section(
                review=review, heading="The ending", order=9, spoiler="ending", body=bodies.ending(prose)
            )
        self.sections += sections.values()
        for name in self.random.sample(list(self.aspects), self.random.randint(0, len(self.aspects))):
            take = Take(review=review, aspect=self.aspects[name], section=sections.get(name))
            take.stance = self.random.choice(Take.Stance.values)
            take.phrase = prose.say(self.random.choice(sentences.PHRASES))[:120]
            self.takes.append(take)

    def _store(self):
        store(Review, self.reviews)
        for model, rows in (
            (Subject, self.subjects),
            (Byline, self.bylines),
            (Section, self.sections),
            (Take, self.takes),
        ):
            store(model, rows)
        link(Review.tags.through, self.tagged)
        link(Review.mentions.through, self.mentioned)
