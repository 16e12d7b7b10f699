"""Where and when made-up films were shown, and what they were nominated for."""

from films.models import AwardBody, Country, Distributor, Extra, Language, Nomination, Release

from . import words
from .rows import link, named, store

EXTRAS = (
    ("commentary", "Commentary by the director and the editor"),
    ("deleted_scenes", "Four scenes that were cut"),
    ("featurette", "Building the harbour on a sound stage"),
    ("interview", "A conversation at the festival"),
    ("trailer", "Trailer"),
)
MARKS = {code: marks for code, _name, _language, marks in words.COUNTRIES}


def make_releases(random, films):
    """One to four releases of each film that has a year, with dates of every precision. Gives them by film."""
    countries, languages = list(Country.objects.order_by("code")), list(Language.objects.order_by("code"))
    distributors = named(Distributor, [{"name": name} for name in words.DISTRIBUTORS])
    releases = {}
    for film in films:
        if film.year:
            kinds = random.sample(Release.Kind.values, random.randint(1, 4))
            releases[film] = [_release(random, film, kind, countries, distributors) for kind in kinds]
    rows = store(Release, [release for several in releases.values() for release in several])
    _fill_home_releases(random, [row for row in rows if row.is_home], languages)
    return releases


def _release(random, film, kind, countries, distributors):
    year, country = film.year + random.choice((0, 0, 0, 1, 2)), random.choice(countries)
    month, day = random.randint(1, 12), random.randint(1, 28)
    marks = MARKS.get(country.code)
    certified = marks and kind != Release.Kind.PREMIERE
    return Release(
        film=film,
        kind=kind,
        country=country,
        date=random.choice((f"{year}", f"{year}-{month:02}", *[f"{year}-{month:02}-{day:02}"] * 4)),
        certification=random.choice(marks) if certified else "",
        certification_country=country if certified else None,
        distributor=random.choice(distributors) if random.random() < 0.8 else None,
    )


def _fill_home_releases(random, releases, languages):
    extras, audio, subtitles = [], [], []
    for release in releases:
        chosen = random.sample(EXTRAS, random.randint(0, 4)) if release.kind == Release.Kind.PHYSICAL else []
        for order, (kind, title) in enumerate(chosen):
            extras.append(Extra(release=release, kind=kind, title=title, order=order))
        spoken, *written = random.sample(languages, random.randint(1, min(4, len(languages))))
        audio.append({"release": release, "language": spoken})
        subtitles += [{"release": release, "language": language} for language in written]
    store(Extra, extras)
    link(Release.audio.through, audio)
    link(Release.subtitles.through, subtitles)


def make_nominations(random, films, people_of):
    """Nominations for a third of the films; `people_of` maps a film to its people."""
    bodies = named(AwardBody, [{"name": name} for name in words.AWARD_BODIES])
    rows = []
    for film in films:
        if random.random() > 0.35:
            continue
        body, edition = random.choice(bodies), film.year and film.year + random.randint(0, 1)
        for category in random.sample(words.AWARD_CATEGORIES, random.randint(1, 4)):
            person = random.choice(people_of[film]) if category in words.PERSONAL_CATEGORIES else None
            won = random.random() < 0.3
            rows.append(Nomination(film=film, body=body, edition=edition, category=category, person=person, won=won))
        if random.random() < 0.1:
            rows.append(Nomination(film=film, body=body, edition=edition, count=random.randint(2, 6)))
    return store(Nomination, rows)
