"""Where and when films were shown, and what they were nominated for."""

from films.models import AwardBody, Country, Distributor, Nomination, Release

from .bulk import get_or_make, insert
from .films import COUNTRIES
from .text import VOCABULARY


def make_releases(random, films):
    """One to four releases of each film that has a year, with dates of every precision."""
    countries = list(Country.objects.filter(code__in=COUNTRIES).order_by("code"))
    distributors = [get_or_make(Distributor, name=name) for name in VOCABULARY["distributors"]]
    for sample in films:
        if sample.film.year:
            for kind in random.sample(Release.Kind.values, random.randint(1, 4)):
                release = _release(random, sample.film, kind, random.choice(countries))
                release.distributor = random.choice([None, *distributors])
                sample.releases.append(release)
    insert(Release, [release for sample in films for release in sample.releases])


def _release(random, film, kind, country):
    year, day = film.year + random.randint(0, 1), random.randint(1, 28)
    month = f"{year}-{random.randint(1, 12):02}"
    certification = random.choice(COUNTRIES[country.code]["marks"] or [""])
    return Release(
        film=film,
        kind=kind,
        country=country,
        date=random.choice((f"{year}", month, f"{month}-{day:02}")),
        certification=certification,
        certified_in=country if certification else None,
    )


def make_nominations(random, films):
    """Nominations for a third of the films."""
    bodies = [get_or_make(AwardBody, name=name) for name in VOCABULARY["award_bodies"]]
    rows = []
    for sample in films[::3]:
        body = random.choice(bodies)
        for category in random.sample(sorted(VOCABULARY["award_categories"]), random.randint(1, 4)):
            rows.append(_nomination(random, sample, body, category))
    insert(Nomination, rows)


def _nomination(random, sample, body, category):
    role = VOCABULARY["award_categories"][category]
    people = [credit.person for credit in sample.credits if credit.role == role]
    return Nomination(
        film=sample.film,
        body=body,
        edition=sample.film.year,
        category=category,
        person=random.choice(people) if people else None,
        won=random.random() < 0.3,
    )
