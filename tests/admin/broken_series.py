"""As `broken`: series and their kinds, departments, menus of publications."""

from reviews.models import Department, PublicationMenuItem, Series

from .broken import CHOICE, TWIN, publication


def a_series(**fields):
    return Series(name="A", slug="a", **fields)


def stored():
    return Series.objects.create(name="A")


def department(name):
    return Department.objects.create(publication=publication(), name=name)


def link(**fields):
    return {"group": "", "label": "Films", "address": "/films/", "order": 1} | fields


def menu_item(**fields):
    return PublicationMenuItem(publication=publication(), **link(**fields))


ROWS = {
    "department_once": lambda: [
        Department(publication=publication(), name="A", slug=slug) for slug in "ab"
    ],
    "publication_menu_item_once": lambda: [menu_item(), menu_item()],
    "publication_menu_item_address_is_safe": lambda: [menu_item(address="javascript:alert(1)")],
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
    "publication_menu_item_once": (publication, "menu_items", lambda: [link()] * 2, TWIN),
    "publication_menu_item_address_is_safe": (
        publication,
        "menu_items",
        lambda: [link(address="javascript:alert(1)")],
        "such as /films/, or an address",
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
