"""Whatever editors write, and wherever: each page, feed and map stays whole."""

import json
import re
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from django.test import Client

from tests.any_text import TEXTS, fill_all_texts
from tests.filmsite.test_crawl import crawl
from tests.sitemaps import sitemap_paths

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


class Outline(HTMLParser):
    """Refuses tags that do not close each other, and whatever runs."""

    def __init__(self):
        super().__init__()
        self.open, self.foreign = [], 0

    def handle_starttag(self, tag, attrs):
        assert not [name for name, _value in attrs if name.startswith("on")], (tag, attrs)
        assert ("src", "x") not in attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        """Of a picture in SVG."""

    def handle_endtag(self, tag):
        while self.open[-1] in {"p", "li", "dt", "dd", "option"} and self.open[-1] != tag:
            self.open.pop()  # whose end may be left out
        assert self.open.pop() == tag


def assert_whole(path, answer):
    kind = answer.headers["Content-Type"].partition(";")[0]
    if kind.startswith("audio/"):
        return
    text = (b"".join(answer) if answer.streaming else answer.content).decode()
    if kind == "text/html":
        outline = Outline()
        outline.feed(text)
        assert outline.open == [] and text.rstrip().endswith("</html>"), path
        assert "alert(1)" not in "".join(
            re.findall(r"<script(?! type=\"application/ld)[^>]*>(.*?)</", text)
        )
        for data in DATA.findall(text):
            json.loads(data)
    elif kind.endswith("xml"):
        ElementTree.fromstring(text)
    elif kind.endswith("json"):
        json.loads(text)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_every_page_stays_whole(text):
    fill_all_texts(text)
    client, kinds = Client(), set()
    answers = {path: answer for path, _queries, answer in crawl(client, 4)}
    paths = ["/", *sitemap_paths(client), "/search/?q=rust", "/manifest.webmanifest"]
    answers |= {path: client.get(path) for path in paths}
    for path, answer in answers.items():
        assert answer.status_code in {200, 301, 302}, path
        if answer.status_code == 200:
            assert_whole(path, answer)
            kinds.add(answer.headers["Content-Type"].partition(";")[0])
    assert {"text/html", "application/atom+xml", "application/xml", "audio/wav"} <= kinds
    assert len(answers) > 60
