"""Whatever editors write, and wherever: no page is wider than a phone, and nothing runs."""

import pytest
from django.test import Client

from tests.any_text import TEXTS, fill_all_texts
from tests.filmsite.test_crawl import crawl

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = 320


@pytest.mark.parametrize("text", [TEXTS[name] for name in ("markup", "long", "right-to-left")])
def test_every_page_fits_a_phone(open_page, text):
    fill_all_texts(text)
    pages = [
        path
        for path, _queries, answer in crawl(Client(), 1)
        if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html")
    ]
    assert len(pages) > 30
    page = open_page(viewport={"width": PHONE, "height": 800})
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    wide = []
    for path in pages:
        page.goto(path)
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > PHONE:
            wide.append((path, width))
    assert wide == []
