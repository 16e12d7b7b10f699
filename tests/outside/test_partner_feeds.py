"""Boxes with the newest of partners: read by a job, kept, and gone when they are too old."""

import json
from datetime import timedelta
from itertools import pairwise

import pytest
from django.utils import timezone

from outside import tasks
from tests.admin.people import an_editor
from tests.builders import a_publication, a_review
from tests.core.outside import a_redirect, a_server, an_answer
from tests.filmsite.kept_site import KeptSite

from .builders import a_box, a_partner_feed
from .feeds import ATOM, JSON_FEED, LIMITS, RSS, read, rss, titles_of, xml

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    return time_machine


def box_of(text):
    return text.partition('<section class="partner"')[2].partition("</section>")[0]


def page(client, path="/"):
    return client.get(path).content.decode()


@pytest.mark.parametrize(
    "answer",
    [
        xml(RSS),
        an_answer(ATOM, content_type="application/atom+xml"),
        an_answer(JSON_FEED, content_type="application/feed+json"),
    ],
    ids=["RSS", "Atom", "JSON Feed"],
)
def test_it_reads_what_partners_write(client, monkeypatch, answer):
    a_partner_feed()
    read(monkeypatch, answer)
    box = box_of(page(client))
    assert "Harbour towns on film" in box and "The Tide Table" in box
    assert 'href="https://tide.example/fog"' in box and "What the fog was made of" in box
    assert "29 November 2026" in box


def test_the_places(client):
    lantern = a_publication("The Lantern")
    review = a_review(publication=lantern)
    places = {
        "front": "/",
        "publication": lantern.get_absolute_url(),
        "after_review": review.get_absolute_url(),
    }
    for place in places:
        a_box(f"stands-at-{place}", place=place)
    for place, path in places.items():
        text = page(client, path)
        assert [name for name in places if f">stands-at-{name}</a>" in text] == [place]


def test_one_of_a_publication_is_on_its_pages_alone(client):
    lantern, other = a_publication("The Lantern"), a_publication("The Beam")
    a_box("only-there", place="publication", publication=lantern)
    assert "only-there" in page(client, lantern.get_absolute_url())
    assert "only-there" not in page(client, other.get_absolute_url())


def test_so_many_lines_as_the_editor_says(monkeypatch):
    feed = a_partner_feed(number=2)
    read(monkeypatch, xml(rss(*(f"Line {n}" for n in range(9)))))
    assert titles_of(feed) == ["Line 0", "Line 1"]


def test_what_was_never_read_or_is_empty_has_no_box(client, monkeypatch):
    feed = a_partner_feed()
    assert "partner" not in box_of(page(client))
    read(monkeypatch, xml(rss()))
    feed.refresh_from_db()
    assert not box_of(page(client)) and feed.state == "Their feed is empty."


def test_one_that_is_switched_off_is_neither_shown_nor_read(client, monkeypatch):
    a_box("Hidden", is_shown=False)
    assert "Hidden" not in page(client)
    assert not read(monkeypatch).requests


def test_it_is_read_as_often_as_the_editor_says(monkeypatch, clock):
    a_partner_feed(refresh_minutes=60)
    assert read(monkeypatch, xml(RSS)).requests
    clock.shift(59 * 60)
    assert not read(monkeypatch).requests
    clock.shift(2 * 60)
    assert read(monkeypatch, xml(RSS)).requests


def test_what_was_read_stays_when_the_partner_is_down_until_it_is_too_old(monkeypatch, clock):
    a_partner_feed(hide_after_hours=3)
    read(monkeypatch, xml(RSS))
    site = KeptSite()
    assert b"What the fog" in site.get("/")[2]
    clock.shift(2 * 60 * 60)
    read(monkeypatch, an_answer(status="503 Unavailable"))
    assert b"What the fog" in site.get("/")[2] and site.kept("/")
    clock.shift(61 * 60)
    assert b"What the fog" not in site.get("/")[2]


def test_the_same_lines_leave_pages_kept(monkeypatch, clock):
    a_partner_feed(refresh_minutes=15)
    read(monkeypatch, xml(RSS))
    site = KeptSite()
    site.get("/")
    made = site.made
    clock.shift(16 * 60)
    assert read(monkeypatch, xml(RSS)).requests
    site.get("/")
    assert site.made == made


def test_new_lines_reach_kept_pages(monkeypatch, clock):
    a_partner_feed()
    read(monkeypatch, xml(RSS))
    site = KeptSite()
    assert b"What the fog" in site.get("/")[2]
    clock.shift(61 * 60)
    read(monkeypatch, xml(rss("Nets and knots")))
    body = site.get("/")[2]
    assert b"Nets and knots" in body and b"What the fog" not in body


# What a partner may do to us


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (xml(b"<html><p>Not found</p>"), "no feed"),
        (xml(b"/etc/passwd"), "no feed"),
        (xml(b""), "no feed"),
        (an_answer(b"[" * 200_000, content_type="application/json"), "no JSON"),
        (an_answer(b'{"version": 1}', content_type="application/json"), "no JSON Feed"),
        (
            an_answer(
                json.dumps({"version": "https://jsonfeed.org/version/1", "items": 3}).encode(),
                content_type="application/json",
            ),
            "cannot be read",
        ),
        (an_answer(RSS, content_type="image/png"), "another type"),
        (xml(b"x" * 600_000), "too large"),
        (xml(RSS, content_encoding="gzip"), "compressed"),
        (an_answer(status="500 Oops"), "status 500"),
    ],
    ids=[
        *("a page", "a file’s name", "nothing", "deep JSON", "other JSON", "odd JSON"),
        *("a picture", "too much", "packed", "broken"),
    ],
)
def test_what_is_no_feed_is_told_in_a_sentence(client, monkeypatch, answer, sentence):
    feed = a_box("From before")
    read(monkeypatch, answer)
    feed.refresh_from_db()
    assert sentence in feed.state and feed.state.endswith(".")
    assert "From before" in page(client)  # until it is too old
    client.force_login(an_editor())
    assert feed.state in page(client, "/admin/outside/partnerfeed/")


def test_a_bomb_of_entities_is_no_feed(monkeypatch):
    lines = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise("abcdefghi"))
    bomb = f'<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">{lines}]>'.encode() + rss("&i;")
    feed = a_partner_feed()
    read(monkeypatch, xml(bomb))
    assert all(len(title) < 20 for title in titles_of(feed))


def test_an_entity_reads_no_file(monkeypatch, tmp_path):
    (tmp_path / "secret").write_text("hunter2")
    head = f'<!DOCTYPE rss [<!ENTITY a SYSTEM "file://{tmp_path}/secret">]>'.encode()
    feed = a_partner_feed()
    read(monkeypatch, xml(head + rss("Before &a; after")))
    assert not any("hunter2" in title for title in titles_of(feed))


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("&lt;script&gt;alert(1)&lt;/script&gt; Nets", "alert(1) Nets"),
        ("<![CDATA[<b>Nets</b> &amp; knots]]>", "Nets & knots"),
        ("Nets\u202e and\u200b knots", "Nets and knots"),
        ("ملح البحر", "ملح البحر"),
    ],
)
def test_titles_are_plain_words(client, monkeypatch, title, shown):
    feed = a_partner_feed()
    read(monkeypatch, xml(rss(title)))
    assert titles_of(feed) == [shown]
    assert "<script>alert" not in page(client) and "<b>Nets" not in page(client)


def test_a_long_title_is_cut(monkeypatch):
    feed = a_partner_feed()
    read(monkeypatch, xml(rss("word " * 400)))
    assert len(titles_of(feed)[0]) <= 200 and titles_of(feed)[0].endswith("…")


def test_a_title_of_marks_is_cut(monkeypatch):
    feed = a_partner_feed()
    read(monkeypatch, xml(rss("a" + "\u0301" * 1000)))
    assert len(titles_of(feed)[0]) == 200


@pytest.mark.parametrize(
    "link",
    [
        *("javascript:alert(1)", "data:text/html,x", "http://127.0.0.1:8000/", "//me@x/", ""),
        "https://tide.example/" + "日" * 300,
    ],
)
def test_a_line_that_leads_to_no_page_is_left_out(monkeypatch, link):
    feed = a_partner_feed()
    read(monkeypatch, xml(rss("Odd", "Sound", links=[link, "https://tide.example/a"])))
    assert titles_of(feed) == ["Sound"]


def test_a_link_without_a_host_is_the_partners(monkeypatch):
    feed = a_partner_feed()
    read(monkeypatch, xml(rss("Nets", links=["/nets?a=1"])))
    assert feed.lines.get().url == "http://tide.example/nets?a=1"


@pytest.mark.parametrize("title", ["", " ", "\u200b"])
def test_a_line_without_words_is_left_out(monkeypatch, title):
    feed = a_partner_feed()
    read(monkeypatch, xml(rss(title, "Sound")))
    assert titles_of(feed) == ["Sound"]


@pytest.mark.parametrize("address", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1"])
def test_an_address_inside_is_never_asked(monkeypatch, address):
    feed = a_partner_feed()
    server = read(monkeypatch, **{"tide.example": [address]})
    feed.refresh_from_db()
    assert not server.asked and feed.state == "The host is not on the public internet."


def test_a_redirect_inside_is_not_followed(monkeypatch):
    feed = a_partner_feed()
    inside = {"inside.example": ["192.168.0.1"]}
    server = read(monkeypatch, a_redirect("http://inside.example/feed"), **inside)
    feed.refresh_from_db()
    assert len(server.requests) == 1 and "public internet" in feed.state


def test_one_bad_partner_keeps_none_of_the_others(monkeypatch):
    bad = a_partner_feed(feed_url="http://bad.example/", next_at=timezone.now() - timedelta(1))
    good = a_partner_feed()
    read(monkeypatch, xml(b"\x00\xff" * 999), xml(RSS))
    bad.refresh_from_db()
    assert bad.problem and titles_of(good)[0] == "What the fog was made of"


def test_one_that_kills_the_worker_is_not_first_again(monkeypatch):
    def kill(*_args):
        raise SystemExit

    a_partner_feed(next_at=timezone.now() - timedelta(1))
    good = a_partner_feed(feed_url="http://good.example/")
    with monkeypatch.context() as patch:
        patch.setattr(tasks, "read_lines", kill)
        with a_server(xml(RSS)) as server:
            patch.setattr(tasks, "feed_fetcher", server.fetcher(**LIMITS))
            with pytest.raises(SystemExit):
                tasks.read_partner_feeds.call()
    read(monkeypatch, xml(RSS))
    assert titles_of(good)
