"""Made-up films with all that a film's page shows."""

from films.models import Country, Credit, Film, FilmTitle, Genre, Language, SourceWork
from films.models.person import Role

from . import words
from .people import make_people
from .prose import Prose
from .rows import FreeSlugs, coded, link, named, store
from .sentences import LOGLINES

FIRST_YEAR = 1922
CREW = (Role.DIRECTOR, Role.WRITER, Role.PRODUCER, Role.CINEMATOGRAPHER, Role.EDITOR, Role.COMPOSER)


def make_films(random, count, last_year):
    """`count` films, most of them recent, with titles, genres, countries and languages; and all their credits."""
    countries = coded(Country, [(code, name) for code, name, *_ in words.COUNTRIES])
    languages = coded(Language, words.LANGUAGES)
    genres = named(Genre, [{"name": name} for name in words.GENRES])
    people = make_people(random, count)
    sources = _make_sources(random, people, count)
    drafts = [_title(random, number) for number in range(count)]
    slugs = FreeSlugs(Film.objects.values_list("slug", flat=True))
    films = [_film(random, draft["title"], last_year, slugs, sources) for draft in drafts]
    store(Film, films)
    _make_titles(random, films, drafts, languages, countries)
    _join(random, films, drafts, genres, countries, languages)
    return films, _make_credits(random, films, people)


def _title(random, number):
    """A film's title and where it comes from: now and then in another script, very long, or in translation."""
    prose = Prose(
        random,
        adjective=words.TITLE_ADJECTIVES,
        noun=words.TITLE_NOUNS,
        other=words.TITLE_NOUNS,
        place=words.PLACES,
        first=words.FIRST_NAMES,
        last=words.LAST_NAMES,
    )
    if number % 40 == 17:
        return _home(random) | {"title": prose.say(random.choice(words.LONG_TITLES))}
    if number % 6 == 1:
        language, country, original, ours = random.choice(words.FOREIGN_TITLES)
        title = original if number % 18 == 1 else ours  # some are known by no other name
        return {"title": title, "original": original, "ours": ours, "language": language, "country": country}
    return _home(random) | {"title": prose.say(random.choice(words.TITLE_PATTERNS))}


def _home(random):
    country, _name, language, _marks = random.choice(words.COUNTRIES)
    return {"original": "", "ours": "", "language": language, "country": country}


def _film(random, title, last_year, slugs, sources):
    known = random.random() > 0.05
    year = last_year - int((last_year - FIRST_YEAR) * random.random() ** 2) if known else None
    return Film(
        title=title,
        year=year,
        slug=slugs.take(title, year, otherwise="film"),
        runtime=random.randint(61, 190) if random.random() > 0.06 else None,
        logline=Prose(random, place=words.PLACES).say(random.choice(LOGLINES)),
        source=random.choice(sources) if sources and random.random() < 0.2 else None,
    )


def _make_sources(random, people, count):
    rows = []
    for number in range(count // 10):
        noun, other = random.sample(words.TITLE_NOUNS, 2)
        name = (
            f"The {noun} and Other Pieces, {number + 1}" if number % 3 else f"{noun} and {other}, volume {number + 1}"
        )
        kind = random.choice(("novel", "stories", "play", "comic"))
        rows.append({"name": name, "kind": kind, "author": random.choice(people)})
    return named(SourceWork, rows)


def _make_titles(random, films, drafts, languages, countries):
    titles = []
    for film, draft in zip(films, drafts, strict=True):
        if not draft["original"]:
            continue
        home = {"language": languages[draft["language"]], "country": countries[draft["country"]]}
        titles.append(FilmTitle(film=film, kind="original", text=draft["original"], **home))
        abroad = {"language": languages["en"], "country": countries[random.choice(("GB", "US"))]}
        titles.append(FilmTitle(film=film, kind="release", text=draft["ours"], **abroad))
        if random.random() < 0.2:
            titles.append(FilmTitle(film=film, kind="alias", text=f"{draft['ours']} (festival title)"))
    store(FilmTitle, titles)


def _join(random, films, drafts, genres, countries, languages):
    in_genre, in_country, in_language = [], [], []
    for film, draft in zip(films, drafts, strict=True):
        in_genre += [{"film": film, "genre": genre} for genre in random.sample(genres, random.randint(1, 3))]
        codes = {draft["country"]: None, random.choice(words.COUNTRIES)[0]: None}
        in_country += [{"film": film, "country": countries[code]} for code in list(codes)[: random.randint(1, 2)]]
        in_language.append({"film": film, "language": languages[draft["language"]]})
    link(Film.genres.through, in_genre)
    link(Film.countries.through, in_country)
    link(Film.languages.through, in_language)


def _make_credits(random, films, people):
    credits = []
    for film in films:
        team = random.sample(people, random.randint(5, 8))
        cast = [_cast(random, film, person, billing) for billing, person in enumerate(team[2:], start=1)]
        crew = [Credit(film=film, person=random.choice(team[:3]), role=role) for role in CREW]
        credits += [*crew, *cast]
        if random.random() < 0.3:
            credits.append(
                Credit(film=film, credited_as="The people of the town", role=Role.CAST, billing=len(cast) + 1)
            )
    return store(Credit, credits)


def _cast(random, film, person, billing):
    character = f"{random.choice(words.FIRST_NAMES)} {random.choice(words.LAST_NAMES)}"
    alias = "The Stranger" if random.random() < 0.04 else ""
    as_printed = f"{person.name.split()[0][0]}. {person.name.split()[-1]}" if random.random() < 0.05 else ""
    return Credit(
        film=film,
        person=person,
        role=Role.CAST,
        character=character,
        character_alias=alias,
        credited_as=as_printed,
        billing=billing,
    )
