"""Reviews with their parts, spread over twenty years."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from reviews.models import Aspect, Byline, Critic, Review, Section, Series, Subject, Tag, Take

from .bulk import FreeSlugs, get_or_make, insert, link
from .films import SampleFilm
from .people import make_critics
from .publications import make_packages, make_publications
from .text import VOCABULARY

YEARS = 20
# One review in so many is not simply published.
DRAFT_EVERY, SCHEDULED_EVERY, RETRACTED_EVERY = 40, 90, 120
ARTICLE_EVERY = 15
ARTICLES = ("interview", "feature", "news", "episode", "festival")


@dataclass
class SampleReview:
    """A review with what its parts and its comments need."""

    number: int
    film: SampleFilm
    critics: list[Critic]
    review: Review


def make_reviews(random, count, films, now):
    """`count` reviews, oldest first."""
    critics, publications = make_critics(random, count), make_publications()
    slugs, series = FreeSlugs(Review), _make_series()
    hours = sorted((random.randint(1, YEARS * 365 * 24) for _ in range(count)), reverse=True)
    reviews = []
    for number, ago in enumerate(hours, start=1):
        moment = now - timedelta(hours=ago)
        film = _choose_film(random, films, moment.year)
        review = Review(publication=random.choice(publications), **_status(number, moment, now))
        _set_texts(review, number, film.writer, slugs)
        if number % ARTICLE_EVERY == 1:
            review.kind, review.verdict_line = random.choice(ARTICLES), ""
        else:
            _set_judgement(review, random)
        departments = review.publication.departments.all()
        review.department = departments[number % len(departments)]
        review.series = random.choice(series) if number % 8 == 0 else None
        review.release = film.releases[0] if film.releases and number % 7 == 0 else None
        writers = random.sample(critics, 2 if number % 25 == 0 else 1)
        reviews.append(SampleReview(number, film, writers, review))
    insert(Review, [sample.review for sample in reviews])
    _insert_links(random, reviews)
    _insert_sections_and_takes(random, reviews)
    make_packages([sample.review for sample in reviews if sample.review.was_read])
    return reviews


def _make_series():
    rows, about = VOCABULARY["series"].items(), "Reviews that belong together."
    kinds = {True: Series.Kind.CHALLENGE, False: Series.Kind.SERIES}
    return [
        get_or_make(
            Series, {"goal": goal, "kind": kinds[goal is not None], "about": about}, name=name
        )
        for name, goal in rows
    ]


def _choose_film(random, films, year):
    """A film that was out by then; some are reviewed by many critics, others by none."""
    out = [sample for sample in films if (sample.film.year or 0) <= year] or films
    return out[int(len(out) * random.random() ** 2)]


def _status(number, moment, now):
    """Most are published; some are drafts, scheduled or retracted."""
    fields = {"status": "published", "created_at": moment, "updated_at": moment}
    if number % DRAFT_EVERY == 0:
        return fields | {"status": "draft"}
    fields |= {"published_at": moment, "ever_published": True}
    if number % SCHEDULED_EVERY == 0:
        fields["published_at"] = now + timedelta(days=1 + number % 60)
    elif number % RETRACTED_EVERY == RETRACTED_EVERY - 1:
        reason = "It described a version of the film that was never shown."
        fields |= {"status": "retracted", "retracted_at": now, "retraction_reason": reason}
    return fields


def _set_texts(review, number, writer, slugs):
    review.headline = writer.text("{Headline}")[:200]
    review.slug = slugs.take(review.headline)
    review.kicker = writer.text("{kicker}")
    review.standfirst = writer.text("{standfirst}")[:400] if number % 9 else ""
    has_sections = review.publication.standard_sections.all()
    review.body = writer.html("{introduction}" if has_sections else "{essay}")
    review.verdict_line = writer.text("{verdict_line}")[:200]
    review.disclosure = "Seen at a festival on a press pass." if number % 12 == 0 else ""


def _set_judgement(review, random):
    """Stars where the publication gives them, and often a verdict that fits."""
    share, scale = random.random(), review.publication.stars_out_of
    if scale:
        review.stars, review.stars_out_of = Decimal(round(share * scale * 2)) / 2, scale
    worst_first = Review.Verdict.values[::-1]
    verdict = worst_first[int(share * len(worst_first))]
    review.verdict = verdict if random.random() < 0.8 else ""


def _insert_links(random, reviews):
    """Bylines and tags; the film that a review is about, now and then two; and one it mentions."""
    all_tags = [get_or_make(Tag, name=name) for name in VOCABULARY["tags"]]
    bylines, subjects, mentions, tags = [], [], [], []
    for sample in reviews:
        review, film, other = sample.review, sample.film.film, sample.film.other
        for order, critic in enumerate(sample.critics):
            bylines.append(Byline(review=review, critic=critic, order=order))
        subjects.append(Subject(review=review, film=film))
        if other != film and sample.number % 50 == 0:
            subjects.append(Subject(review=review, film=other, order=1))
        if other != film:
            mentions.append({"review": review, "film": other})
        chosen = random.sample(all_tags, sample.number % 4)
        tags += [{"review": review, "tag": tag} for tag in chosen]
    insert(Byline, bylines)
    insert(Subject, subjects)
    link(Review.mentions.through, mentions)
    link(Review.tags.through, tags)


def _insert_sections_and_takes(random, reviews):
    """The sections of the publication, now and then a closed one, and takes for the round table."""
    names = enumerate(VOCABULARY["aspects"])
    aspects = [get_or_make(Aspect, {"order": order}, name=name) for order, name in names]
    sections, takes = [], []
    for sample in reviews:
        by_slug = _sections(sample)
        sections += by_slug.values()
        for aspect in random.sample(aspects, random.randint(0, len(aspects))):
            take = Take(review=sample.review, aspect=aspect, section=by_slug.get(aspect.slug))
            take.stance = random.choice(Take.Stance.values)
            take.phrase = sample.film.writer.text("{phrase}")[:120]
            takes.append(take)
    insert(Section, sections)
    insert(Take, takes)


def _sections(sample):
    """The sections of a review by their slugs."""
    review, writer, sections = sample.review, sample.film.writer, {}
    for standard in review.publication.standard_sections.all():
        section = Section(review=review, standard=standard, order=standard.order)
        section.heading = standard.heading
        section.body = writer.html(f"{{{standard.slug}_part}}")
        sections[standard.slug] = section
    if sample.number % 10 == 0:
        ending = Section(review=review, heading="The ending", order=9, spoiler="ending")
        ending.body = writer.html("<p>{Spoiler} {Spoiler}</p>")
        sections["ending"] = ending
    return sections
