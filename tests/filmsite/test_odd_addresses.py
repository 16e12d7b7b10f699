"""No address answers 500, however long or odd its path or its query.

Nor does any form, whatever is in its fields.
"""

import re

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.builders import a_film, a_review
from tests.comments.builders import a_comment

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
# As bytes of a path or query; a browser would send most of them percent-encoded.
ODD = {
    "long": b"a" * 100_000,
    "nul": b"a\x00b",
    "bad UTF-8": b"\xff\xfe\x80",
    "half a surrogate": b"\xed\xa0\x80",
    "not a character": "\ufffe\U0010ffff".encode(),
    "invisible": "\u202e\u200b\u00ad".encode(),
    "digits": b"9" * 30,
    "more digits than Python reads": b"9" * 5_000,
    "a small number in many digits": b"0" * 11 + b"1" + b"9" * 5_000,
    "beyond 64 bits": b"9223372036854775808",
    "negative": b"-1",
    "Arabic digits": "٣".encode(),
    "superscript": "²".encode(),
    "not a number": b"nan",
    "far away": b"1e999",
    "year 0": b"0000-00-00",
    "quotes": b"'\"<script>",
    "percent": b"%ZZ%00%",
    "template": b"{{7*7}}{%x%}",
    "dots": b"../../..",
    "backslash": b"\\..\\",
    "lines": b"a\r\nSet-Cookie: a=b",
}  # fmt: skip
# All that a view of the site, of the admin or of allauth reads from a query.
NAMES = [
    "page", "p", "q", "o", "e", "all", "at", "order", "sort", "year", "decade", "genre", "country",
    "letter", "language", "director", "status", "next", "reply", "quote", "parent", "text", "after",
    "before", "kind", "from", "gone", "ids", "received",
    "publication", "id__exact", "id__in", "pk__gt", "published_at__year", "published_at__gte",
    "_changelist_filters",
    "_popup", "_to_field", "term", "app_label", "model_name", "field_name", "object_id", "x",
    "process", "code", "key",
]  # fmt: skip


@pytest.fixture
def reader():
    """Somebody without a session, told of errors as readers are."""
    a_comment(a_review(film=a_film("Heat", 1995)))
    return Client(raise_request_exception=False)


@pytest.fixture
def editor(reader):
    reader.force_login(User.objects.create_superuser("edith", "edith@films.example"))
    return reader


def addresses(patterns=None, before=""):
    """Every address of the site as a regular expression or route, each group to be filled."""
    for pattern in patterns or get_resolver().url_patterns:
        route = before + re.sub(r"^\^|\$$", "", str(pattern.pattern)).replace("\\Z", "")
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern):
            yield route


GROUP = re.compile(r"\(\?P<[^>]+>(?:[^()]|\([^()]*\))*\)|<[^>]+>")
ROUTES = sorted(
    {re.sub(r"[?\\^$]", "", route) if not GROUP.search(route) else route for route in addresses()}
)
FILLED = [route for route in ROUTES if GROUP.search(route)]
PLAIN = [route for route in ROUTES if not GROUP.search(route)]
LEAVES = {"admin/logout/", "logout/", "account/logout/"}


def ask(client, path, query=b"", method="GET", **more):
    """The status of an address given as raw bytes."""
    environ = {"PATH_INFO": path.decode("latin-1"), "QUERY_STRING": query.decode("latin-1")}
    return client.generic(method, "/", **environ, **more).status_code


def filled(route, value):
    text = GROUP.sub("\0", route)
    return b"/" + re.sub(r"[?\\^$]", "", text).encode().replace(b"\0", value)


def assert_no_500(statuses):
    assert not {place: status for place, status in statuses.items() if status >= 500}


@pytest.mark.parametrize("odd", ODD)
def test_no_path_answers_500(reader, odd):
    assert_no_500({route: ask(reader, filled(route, ODD[odd])) for route in FILLED})


@pytest.mark.parametrize("odd", ODD)
def test_no_path_answers_500_to_an_editor(editor, odd):
    assert_no_500(
        {
            route: ask(editor, filled(route, ODD[odd]))
            for route in FILLED
            if route.startswith("admin/")
        }
    )


@pytest.mark.parametrize("odd", ODD)
def test_no_query_answers_500(reader, odd):
    query = b"&".join(name.encode() + b"=" + ODD[odd] for name in NAMES)
    paths = [f"/{route}".encode() for route in PLAIN if not route.startswith("admin/")]
    assert_no_500({path: ask(reader, path, query) for path in paths})


@pytest.mark.parametrize("odd", sorted(set(ODD) - {"long"}))
def test_no_filter_of_a_list_answers_500(editor, odd):
    lists = [route for route in PLAIN if re.fullmatch(r"admin/\w+/\w+/|admin/autocomplete/", route)]
    paths = [(f"/{route}".encode(), name) for route in lists for name in ("q", "p", "id__in")]
    assert len(paths) > 50
    assert_no_500(
        {(path, name): ask(editor, path, name.encode() + b"=" + ODD[odd]) for path, name in paths}
    )


@pytest.mark.parametrize("odd", ODD)
def test_no_form_answers_500(reader, odd):
    """As a field of a form, under each name that one of ours has."""
    fields = [
        "name",
        "email",
        "body",
        "website",
        "parent",
        "at",
        "letters",
        "age",
        "login",
        "password",
        "code",
        "key",
    ]
    body = b"&".join(name.encode() + b"=" + ODD[odd].replace(b"%", b"%25") for name in fields)
    paths = [
        b"/" + route.encode()
        for route in PLAIN
        if not route.startswith("admin/") and route not in LEAVES
    ]
    paths += [b"/reviews/headline-1/comments/", b"/reviews/headline-1/comments/1/like/"]
    form = {"data": body, "content_type": "application/x-www-form-urlencoded"}
    statuses = {path: reader.generic("POST", path.decode(), **form).status_code for path in paths}
    assert_no_500(statuses)


def test_all_addresses_are_asked():
    assert len(FILLED) > 40 and len(PLAIN) > 60
    assert "films/<uslug:slug>/" in FILLED and "films/" in PLAIN
