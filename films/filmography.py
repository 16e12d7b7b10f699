"""A person's work as this site has it: films by role, and whom they made them with."""

from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter

from django.db.models import Case, Count, F, Max, Min, OuterRef, Subquery, Value, When

from core.page_tags import show

from .models import Credit, Film, Person

MAX_COLLEAGUES = 8
MIN_SHARED = 2  # films; with one in common nearly everybody would be a colleague
ORDER = Case(*(When(role=role, then=Value(place)) for place, role in enumerate(Credit.Role)))


@dataclass
class Summary:
    """What a person did: (role, number of films) in the order of roles, and when."""

    roles: list
    years: str


@dataclass
class Colleague:
    """Somebody who shares films with a person: how many, and the roles they have there."""

    person: Person
    number: int
    roles: list = field(default_factory=list)


def films_by_role(person):
    """Their public films by the first of their roles in each, then newest first."""
    first = person.credits.filter(film=OuterRef("pk")).annotate(place=ORDER).order_by("place")
    films = _films(person).annotate(place=Subquery(first.values("place")[:1]))
    return films.order_by("place", F("year").desc(nulls_last=True), "sort_key", "pk")


def by_role(films, person):
    """Films in that order as pairs of a role and its (film, their credits there); one query."""
    credits, roles = person.credits.filter(film__in=films).by_film(), list(Credit.Role)
    return [
        (roles[place].label, [(film, credits[film.pk]) for film in of_role])
        for place, of_role in groupby(films, key=attrgetter("place"))
    ]


def _films(person):
    return Film.objects.public().filter(pk__in=person.credits.order_by().values("film"))


def summary(person):
    rows = person.credits.filter(film__in=_films(person)).order_by().values_list("role")
    rows = rows.annotate(Count("film", distinct=True), Min("film__year"), Max("film__year"))
    found = {role: number for role, number, *_years in rows}
    years = {year for *_, first, last in rows for year in (first, last) if year}
    span = "–".join(str(year) for year in sorted({min(years), max(years)})) if years else ""
    roles = [(role.label, found[role]) for role in Credit.Role if role in found]
    return Summary(roles, span)


def colleagues(person):
    """Who shares most public films with them, the most first; two queries."""
    show("person")
    shared = Credit.objects.filter(film__in=_films(person), person__isnull=False)
    shared = shared.exclude(person=person).order_by()
    numbers = shared.values_list("person").annotate(number=Count("film", distinct=True))
    most = numbers.filter(number__gte=MIN_SHARED).order_by("-number", "person")[:MAX_COLLEAGUES]
    numbers, found = dict(most), {}
    credits = shared.filter(person__in=numbers).annotate(place=ORDER)
    for credit in credits.select_related("person").order_by("place", "pk"):
        row = Colleague(credit.person, numbers[credit.person_id])
        row = found.setdefault(credit.person_id, row)
        if credit.get_role_display() not in row.roles:
            row.roles.append(credit.get_role_display())
    return [found[key] for key in numbers]
