"""The search over all lists of the admin that find by names, each for whom its own search does."""

from itertools import chain
from typing import NamedTuple
from urllib.parse import urlencode

from django.apps import apps
from django.urls import reverse

from search.names import nearest

FOUND_ROWS = 6  # of each list
NEAREST_ROWS = 5  # of all lists, where none has the words


class Found(NamedTuple):
    """Of a list that has something: the first rows as pairs of words and address."""

    name: str
    address: str
    rows: list
    has_more: bool


def found_in_lists(site, request, text):
    for entry in chain.from_iterable(group["models"] for group in site.get_app_list(request)):
        model_admin = site._registry.get(entry.get("model"))
        if text and hasattr(model_admin, "search_relations"):  # by the index of names
            rows = _first_rows(model_admin, request, text)
            if rows:
                address = f"{entry['admin_url']}?{urlencode({'q': text})}"
                links = [_link(model_admin, row) for row in rows[:FOUND_ROWS]]
                yield Found(entry["name"], address, links, len(rows) > FOUND_ROWS)


def _first_rows(model_admin, request, text):
    """Some of what is found, and one more if there is: first what has the words in its name."""
    most = FOUND_ROWS + 1
    rows = model_admin.prefetch_labels(model_admin.get_queryset(request))
    found, _may_repeat = model_admin.get_search_results(request, rows, text)
    first = list(found[:most])
    if len(first) < most:
        named = {row.pk for row in model_admin.having_names(found, text)}
        return sorted(first, key=lambda row: row.pk not in named)
    named = list(model_admin.having_names(found, text)[:most])
    return [*named, *(row for row in first if row not in named)][:most]


def nearest_in_lists(site, request, text):
    """Rows with names near to what was typed, as pairs of words and address."""
    places = list(dict.fromkeys((label, key) for label, key, _name in nearest(text)))
    links = {}
    for label in dict.fromkeys(label for label, _key in places):
        model_admin = site._registry.get(apps.get_model(label))
        if model_admin and model_admin.has_view_permission(request):
            rows = model_admin.prefetch_labels(model_admin.get_queryset(request))
            found = rows.in_bulk([key for other, key in places if other == label])
            links |= {(label, key): _link(model_admin, row) for key, row in found.items()}
    return [links[place] for place in places if place in links][:NEAREST_ROWS]


def _link(model_admin, row):
    page = f"admin:{row._meta.app_label}_{row._meta.model_name}_change"
    return model_admin.label(row), reverse(page, args=[row.pk])
