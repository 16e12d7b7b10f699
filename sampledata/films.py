"""Films with their titles, genres, countries, languages and credits."""

from dataclasses import dataclass, field

from films.models import Country, Credit, Film, FilmTitle, Genre, Language, Release
from films.models.person import Role

from .bulk import FreeSlugs, get_or_make, insert, link
from .people import make_people
from .text import TEMPLATES, VOCABULARY, Writer

FIRST_YEAR = 1922
COUNTRIES = {row["code"]: row for row in VOCABULARY["countries"]}
CREW = [role for role in Role if role not in {Role.CAST, Role.OTHER}]


@dataclass
class SampleFilm:
    """A film with what its parts and the texts about it need."""

    film: Film
    country: str  # its code
    foreign: dict  # its original and translated title, empty for most
    credits: list[Credit] = field(default_factory=list)
    releases: list[Release] = field(default_factory=list)
    other: Film = None  # with which texts compare it
    writer: Writer = None  # of the texts about it


def make_films(random, count, last_year):
    """`count` films, most of them recent."""
    people, slugs, writer = make_people(random, count), FreeSlugs(Film), Writer(random)
    films = [_film(random, number, last_year, slugs, writer) for number in range(count)]
    insert(Film, [sample.film for sample in films])
    _insert_facts(random, films)
    for sample in films:
        team = random.sample(people, random.randint(5, 8))
        sample.credits = _credits(random, sample.film, team, writer)
        sample.other = random.choice(films).film
        sample.writer = _writer(random, sample)
    insert(Credit, [credit for sample in films for credit in sample.credits])
    return films


def _film(random, number, last_year, slugs, writer):
    """Its title is now and then very long, in another script, or translated."""
    titles = VOCABULARY["foreign_titles"]
    foreign = titles[number // 6 % len(titles)] if number % 6 == 1 else {}
    if foreign:
        title = foreign["original" if number % 18 == 1 else "translated"]
    else:
        title = writer.text("{long_title}" if number % 40 == 17 else "{title}")
    year = last_year - int((last_year - FIRST_YEAR) * random.random() ** 2)
    year = year if random.random() > 0.05 else None
    film = Film(
        title=title,
        year=year,
        slug=slugs.take(title, year),
        runtime=random.randint(61, 190) if random.random() > 0.05 else None,
        logline=writer.text("{logline}"),
    )
    return SampleFilm(film, foreign.get("country") or random.choice(list(COUNTRIES)), foreign)


def _insert_facts(random, films):
    genres = [get_or_make(Genre, name=name) for name in VOCABULARY["genres"]]
    languages = _by_code(Language, VOCABULARY["languages"])
    countries = _by_code(Country, {code: row["name"] for code, row in COUNTRIES.items()})
    titles, of_genre, of_country, of_language = [], [], [], []
    for sample in films:
        film, country = sample.film, countries[sample.country]
        language = languages[COUNTRIES[sample.country]["language"]]
        if sample.foreign:
            original = {"text": sample.foreign["original"], "language": language}
            translated = {"text": sample.foreign["translated"], "language": languages["en"]}
            titles.append(FilmTitle(film=film, kind="original", country=country, **original))
            titles.append(FilmTitle(film=film, kind="release", **translated))
        chosen = random.sample(genres, random.randint(1, 3))
        of_genre += [{"film": film, "genre": genre} for genre in chosen]
        of_country.append({"film": film, "country": country})
        of_language.append({"film": film, "language": language})
    insert(FilmTitle, titles)
    link(Film.genres.through, of_genre)
    link(Film.countries.through, of_country)
    link(Film.languages.through, of_language)


def _by_code(model, names):
    return {code: get_or_make(model, {"name": name}, code=code) for code, name in names.items()}


def _credits(random, film, team, writer):
    """The director first, the cast last."""
    credits = [Credit(film=film, person=random.choice(team[:3]), role=role) for role in CREW]
    for billing, person in enumerate(team, start=1):
        credit = Credit(film=film, person=person, role=Role.CAST, billing=billing)
        credit.character = writer.text("{first} {last}")
        credits.append(credit)
    return credits


def _writer(random, sample):
    """Knows the film's people, and the few places and things that it is about."""
    cast = [credit for credit in sample.credits if credit.character]
    subjects = {gap: random.sample(TEMPLATES[gap], 4) for gap in ("place", "theme", "thing", "job")}
    return Writer(
        random,
        film=[sample.film.title],
        director=[sample.credits[0].person.name],
        actor=[credit.person.name for credit in cast],
        character=[credit.character for credit in cast],
        mention=[sample.other.title],
        link=[sample.other.get_absolute_url()],
        **subjects,
    )
