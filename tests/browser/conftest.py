"""Debian's Chromium against a live server: `page` comes once with JavaScript and once without."""

import os
import shutil

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command

from comments.models import RejectionReason
from tests.builders import an_admin
from tests.comments.builders import a_moderator, a_pending_comment, a_review_with

from .editing import an_editor

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",  # the only way for root, as whom CI runs
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items):
    """Every test here needs Chromium; CI must not pass without it."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    for item in items:
        if item.path.parent.name != "browser":
            continue
        item.add_marker("browser")
        if not (program or os.environ.get("CI")):
            item.add_marker(
                pytest.mark.skip(reason="Chromium is not installed (apt install chromium).")
            )


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, tmp_path_factory):
    """SQLite in a file, as on a site: in memory, all threads of the server share one connection."""
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        database["TEST"]["NAME"] = str(tmp_path_factory.getbasetemp() / "test.sqlite3")


@pytest.fixture(scope="session")
def live_server(django_db_setup, live_server):
    """Start after the test database: earlier, pages would be cached by the real one's file."""
    return live_server


@pytest.fixture(scope="session")
def chromium():
    """The browser, started once for each test process."""
    from playwright.sync_api import sync_playwright

    # Playwright's loop runs in this thread, and Django would take the tests for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    program = next(filter(None, map(shutil.which, NAMES)), "chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def open_page(chromium, live_server):
    """Gives `open_page(javascript=True, **options)`: a page in a context of its own.

    A script error on any of the pages fails the test.
    """
    contexts, errors = [], []

    def open_one(javascript=True, **options):
        context = chromium.new_context(
            base_url=live_server.url, java_script_enabled=javascript, **options
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(error))
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture
def sign_in(client, settings):
    """Gives `sign_in(page, user)`, which needs no form."""

    def come_in(page, user):
        client.force_login(user)
        name = settings.SESSION_COOKIE_NAME
        page.context.add_cookies(
            [
                {
                    "name": name,
                    "value": client.cookies[name].value,
                    "domain": "localhost",
                    "path": "/",
                }
            ]
        )

    return come_in


@pytest.fixture
def open_admin(open_page, sign_in):
    """Gives `open_admin(user=None, **options)`: a page of that user, or of one who may do all.

    What the policy blocks is kept in `page.blocked`.
    """

    def open_desk(user=None, **options):
        page = open_page(**options)
        sign_in(page, user or an_admin())
        page.blocked = []
        page.on(
            "console",
            lambda said: "Content Security Policy" in said.text and page.blocked.append(said.text),
        )
        return page

    return open_desk


@pytest.fixture
def mona(open_admin):
    """Gives `mona(**options)`: a page of Mona's, who moderates."""
    return lambda **options: open_admin(
        User.objects.filter(username="mona").first() or a_moderator(), **options
    )


@pytest.fixture
def texts():
    """Three texts that wait, and a reason to choose."""
    RejectionReason.objects.create(text="Off the subject.")
    review = a_review_with()
    return [a_pending_comment(review, body=f"Thought number {number}.") for number in (1, 2, 3)]


@pytest.fixture(params=[True, False], ids=["with-js", "without-js"])
def page(request, open_page):
    """The test runs twice: the site is whole without JavaScript."""
    return open_page(javascript=request.param)


@pytest.fixture
def desk(open_admin):
    """The admin as an editor sees it, with the fixtures."""
    call_command("loaddata", *settings.FIXTURES, verbosity=0)
    call_command("rebuild_search", verbosity=0)
    page = open_admin(an_editor(), viewport={"width": 1440, "height": 1000})
    yield page
    assert page.blocked == []
