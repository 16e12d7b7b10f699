"""What partners write into their feeds: odd dates, empty items, other formats."""

import json

import pytest

from core.fetcher import Document
from outside.reading import read_lines

from .feeds import rss

RSS_1 = b"""<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/"><channel rdf:about="https://tide.example/"/>
<item rdf:about="https://tide.example/fog"><title>Fog</title>
<link>https://tide.example/fog</link></item></rdf:RDF>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Tide</title><id>urn:x:1</id>
<entry><title>Fog</title><id>urn:x:2</id><link href="https://tide.example/fog"/>
<updated>{}</updated></entry></feed>"""


def lines(body, content_type):
    return read_lines(Document("https://tide.example/feed", content_type, "", body), 10)


def json_feed(*items):
    feed = {"version": "https://jsonfeed.org/version/1.1", "items": items}
    return json.dumps(feed).encode()


def item(title="Fog", date="2026-11-29T20:00:00Z"):
    return {"title": title, "url": f"https://tide.example/{title}", "date_published": date}


@pytest.mark.parametrize("odd", [item(date="2026-02-30T10:00:00Z"), None, [], "Fog"])
def test_one_odd_item_loses_none_of_the_others(odd):
    found = lines(json_feed(odd, item("Nets")), "application/feed+json")
    assert found[-1].title == "Nets"


def test_a_day_that_never_was_is_no_day():
    (found,) = lines(json_feed(item(date="2026-02-30")), "application/feed+json")
    assert (found.title, found.published_on) == ("Fog", None)


def test_rss_1_has_a_type_of_its_own():
    assert [line.title for line in lines(RSS_1, "application/rdf+xml")] == ["Fog"]


def test_of_several_that_lead_to_one_page_the_newest_stands():
    body = rss("Episode 2", "Episode 1", links=["https://tide.example/show"] * 2)
    assert [line.title for line in lines(body, "application/rss+xml")] == ["Episode 2"]


@pytest.mark.parametrize("zone", ["America/Toronto", "Asia/Tokyo"])
def test_a_moment_has_one_day_in_every_format(settings, zone):
    settings.TIME_ZONE, moment = zone, "2026-11-30T23:30:00-05:00"
    atom = lines(ATOM.format(moment).encode(), "application/atom+xml")
    other = lines(json_feed(item(date=moment)), "application/feed+json")
    assert atom[0].published_on == other[0].published_on
