"""As `broken`: series and their kinds, departments."""

from reviews.models import Department, Series

from .broken import CHOICE, publication


def a_series(**fields):
    return Series(name="A", slug="a", **fields)


def stored():
    return Series.objects.create(name="A")


def department(name):
    return Department.objects.create(publication=publication(), name=name)


ROWS = {
    "department_once": lambda: [
        Department(publication=publication(), name="A", slug=slug) for slug in "ab"
    ],
    "series_kind_is_known": lambda: [a_series(kind="rumour")],
    "series_goal_is_of_a_challenge": lambda: [a_series(kind="column", goal=12)],
    "series_on_air_is_of_a_programme": lambda: [a_series(on_air="Fridays")],
}
TYPED = {
    "department_once": (
        lambda: department("B"),
        "",
        lambda: {"name": department("A").name},
        "already has this department",
    ),
    "series_kind_is_known": (stored, "", lambda: {"kind": "rumour"}, CHOICE),
    "series_goal_is_of_a_challenge": (
        stored,
        "",
        lambda: {"kind": "column", "goal": 12},
        "Only a viewing challenge has a goal",
    ),
    "series_on_air_is_of_a_programme": (
        stored,
        "",
        lambda: {"on_air": "Fridays"},
        "Only a programme has times on air",
    ),
}
