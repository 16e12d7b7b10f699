"""What browsers and crawlers ask for by themselves: icons, the manifest, search, whom to tell."""

import json
import re
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree as etree

import pytest
from django.contrib.staticfiles import finders
from PIL import Image

from filmsite import environment

from .kept_site import KeptSite

pytestmark = pytest.mark.django_db
OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
TOKENS = Path(__file__).parents[2] / "filmsite/static/filmsite/css/tokens.css"
GROUND, LETTER, EXIT = (16, 18, 17), (233, 236, 232), (75, 227, 157)  # of icon.svg
DRAWING = {(2, 2): GROUND, (10.5, 20): LETTER, (17, 7.5): LETTER, (24, 24): EXIT}  # of 32 units


def json_ld(page):
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1])


def link(page, relation):
    return re.search(rf'<link rel="{relation}"[^>]* href="([^"]+)"', page)[1]


def test_the_front_page_says_how_the_site_is_searched(client, settings):
    (site,) = json_ld(client.get("/").content.decode())
    assert (site["@type"], site["name"]) == ("WebSite", settings.SITE_NAME)
    action = site["potentialAction"]
    target = f"{settings.SITE_URL}/search/?q={{search_term_string}}"
    assert action["target"]["urlTemplate"] == target
    assert action["query-input"] == "required name=search_term_string"


def test_browsers_find_the_search(client, settings):
    settings.SITE_NAME = "Light & Sound Quarterly"
    address = link(client.get("/").content.decode(), "search")
    answer = client.get(address)
    assert answer["Content-Type"].startswith("application/opensearchdescription+xml")
    root = etree.fromstring(answer.content)
    name = root.find(f"{OPENSEARCH}ShortName").text
    assert name.startswith("Light & Sound") and len(name) <= 16
    templates = {url.get("type"): url.get("template") for url in root.iter(f"{OPENSEARCH}Url")}
    search = f"{settings.SITE_URL}/search/"
    assert templates["text/html"] == f"{search}?q={{searchTerms}}"
    assert templates["application/x-suggestions+json"] == f"{search}suggest/?q={{searchTerms}}"
    assert templates["application/opensearchdescription+xml"] == settings.SITE_URL + address


def test_the_manifest_names_icons_that_are_there(client, settings):
    answer = client.get(link(client.get("/").content.decode(), "manifest"))
    assert answer["Content-Type"] == "application/manifest+json"
    data = answer.json()
    assert (data["name"], data["start_url"]) == (settings.SITE_NAME, "/")
    assert {icon["purpose"] for icon in data["icons"]} == {"any", "maskable"}
    for icon in data["icons"]:
        path = finders.find(icon["src"].removeprefix(settings.STATIC_URL))
        with Image.open(path) as picture:
            assert "{}x{}".format(*picture.size) == icon["sizes"]


def test_the_manifest_has_the_colours_of_the_design(client):
    data = client.get("/manifest.webmanifest").json()
    paper = re.search(r"--paper: light-dark\((#\w+), (#\w+)\)", TOKENS.read_text())
    assert (data["background_color"], data["theme_color"]) == paper.groups()


@pytest.mark.parametrize("path", ["/favicon.ico", "/apple-touch-icon.png"])
def test_icons_at_the_root_are_the_drawing(client, path):
    answer = client.get(path)
    assert answer.status_code == 200 and "max-age=2592000" in answer["Cache-Control"]
    with Image.open(BytesIO(b"".join(answer.streaming_content))) as picture:
        drawn = picture.convert("RGB")
    unit = drawn.width / 32
    for (x, y), colour in DRAWING.items():
        found = drawn.getpixel((int(x * unit), int(y * unit)))
        assert all(abs(a - b) < 8 for a, b in zip(found, colour, strict=True)), (x, y)


def test_an_icon_for_any_mask_keeps_the_drawing_in_its_safe_zone():
    with Image.open(finders.find("filmsite/img/icon-maskable-512.png")) as picture:
        drawn, half = picture.convert("RGB"), picture.width / 2
    inked = [
        (x, y)
        for x in range(0, drawn.width, 4)
        for y in range(0, drawn.height, 4)
        if drawn.getpixel((x, y)) != GROUND
    ]
    assert inked and all(abs(complex(x - half, y - half)) <= half * 0.8 for x, y in inked)


@pytest.mark.parametrize("path", ["/manifest.webmanifest", "/opensearch.xml"])
def test_what_browsers_read_is_kept(path):
    site = KeptSite()
    _status, headers, body = site.get(path)
    assert headers["Cache-Control"] == "public, no-cache" and "Set-Cookie" not in headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert site.kept(path) == body


def test_whom_to_tell_of_a_vulnerability(client, settings):
    settings.SECURITY_CONTACT = "mailto:edith@films.example"
    answer = client.get("/.well-known/security.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
    assert fields["Contact"] == "mailto:edith@films.example"
    assert fields["Canonical"] == f"{settings.SITE_URL}/.well-known/security.txt"
    assert fields["Preferred-Languages"] == settings.LANGUAGE_CODE
    ahead = datetime.fromisoformat(fields["Expires"]) - datetime.now(UTC)
    assert timedelta(days=90) < ahead < timedelta(days=365)


def test_the_date_of_the_contact_is_never_an_old_one(settings):
    settings.SECURITY_CONTACT = "mailto:edith@films.example"
    site = KeptSite()
    site.get("/.well-known/security.txt")
    assert site.kept("/.well-known/security.txt") is None


def test_without_a_contact_there_is_none(client):
    assert client.get("/.well-known/security.txt").status_code == 404


@pytest.mark.parametrize(
    ("written", "link"),
    [
        ("edith@films.example", "mailto:edith@films.example"),
        ("https://films.example/security", "https://films.example/security"),
        ("", ""),
    ],
)
def test_a_contact_is_read(monkeypatch, written, link):
    monkeypatch.setenv("SECURITY_CONTACT", written)
    assert environment.contact("SECURITY_CONTACT") == link
    assert not link or urlsplit(link).scheme in {"mailto", "https"}
