"""The lines of a partner's feed, in whatever format they write it, as plain words and addresses."""

import json
from calendar import timegm
from datetime import UTC, date, datetime
from html import unescape
from io import BytesIO
from itertools import islice
from typing import Any, NamedTuple
from urllib.parse import urljoin

import feedparser
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.html import strip_tags

from core.fetcher import Document
from core.outside_url import OutsideURL, is_outside
from core.text import clean_name, has_visible_text, truncate

JSON_TYPES = {"application/feed+json", "application/json"}
XML_TYPES = {
    *("application/atom+xml", "application/rss+xml", "application/rdf+xml", "application/xml"),
    *("application/x-rss+xml", "text/xml"),
}
MAX_TITLE, MAX_URL, MAX_READ = 200, 2000, 100  # characters of each; entries


class NoFeed(Exception):
    """What was fetched is no feed; the text says so to editors."""


class Line(NamedTuple):
    title: str
    url: str
    published_on: date | None


def read_lines(document: Document, number: int) -> list[Line]:
    """The first lines of a feed in its own order; NoFeed where it is none.

    What has no title that can be read, or no address of a public page, is left out.
    """
    read = _read_json if document.content_type in JSON_TYPES else _read_xml
    try:
        entries = islice(read(document), MAX_READ)
        lines: dict[str, Line] = {}
        for entry in entries:
            if line := _line(document.url, *entry):
                lines.setdefault(line.url, line)  # of several that lead to one page the newest
    except NoFeed:
        raise
    except Exception as error:
        # A stranger wrote it: whatever it does to a parser, the other feeds are read all the same.
        raise NoFeed("It cannot be read as a feed.") from error
    return list(lines.values())[:number]


def _read_xml(document: Document) -> Any:
    headers = {"content-type": f"{document.content_type}; charset={document.charset}"}
    if not document.charset:
        headers["content-type"] = document.content_type
    # A stream: the name of a file would be opened.
    feed = feedparser.parse(BytesIO(document.body), response_headers=headers)
    if not feed.get("version"):
        raise NoFeed("It is no feed in Atom or RSS.")
    for entry in feed.entries:
        moment = entry.get("published_parsed") or entry.get("updated_parsed")
        then = datetime.fromtimestamp(timegm(moment), UTC) if moment else None
        yield entry.get("title", ""), entry.get("link", ""), _day(then)


def _read_json(document: Document) -> Any:
    """JSON Feed 1.1."""
    try:
        feed = json.loads(document.body)
    except (ValueError, RecursionError) as error:
        raise NoFeed("It is no JSON.") from error
    if not isinstance(feed, dict) or not str(feed.get("version")).startswith(
        "https://jsonfeed.org/version/"
    ):
        raise NoFeed("It is no JSON Feed.")
    for item in feed["items"]:
        if isinstance(item, dict):
            moment = _moment(item.get("date_published"))
            yield item.get("title") or "", item.get("url") or "", _day(moment)


def _moment(text: Any) -> datetime | None:
    """None where there never was such a day."""
    try:
        return parse_datetime(str(text or ""))
    except ValueError:
        return None


def _day(moment: datetime | None) -> date | None:
    """The site's, whatever clock the partner goes by; as written where that tells no zone."""
    if moment is None:
        return None
    return timezone.localdate(moment) if timezone.is_aware(moment) else moment.date()


def plain_words(text: Any) -> str:
    """What a stranger wrote, without markup and what nobody sees, and not too long."""
    words = clean_name(unescape(strip_tags(unescape(str(text)))))
    return truncate(words, MAX_TITLE - 1)[:MAX_TITLE]  # marks take no room, but do take place


def _line(base: str, title: Any, address: Any, day: date | None) -> Line | None:
    title = plain_words(title)
    try:
        url = urljoin(base, str(address).strip())
    except ValueError:
        return None
    if not (address and is_outside(url) and has_visible_text(title)):
        return None
    url = str(OutsideURL.parse(url))  # whose signs beyond ASCII take nine for one
    return Line(title, url, day) if len(url) <= MAX_URL else None
