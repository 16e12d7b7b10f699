"""Feeds as partners write them."""

import json

from outside import tasks
from tests.core.outside import a_server, an_answer

DAY = "Sun, 29 Nov 2026 20:00:00 GMT"


def rss(*titles, links=()):
    """RSS 2.0; titles are XML already."""
    links = links or [f"https://tide.example/{number}" for number in range(len(titles))]
    items = (
        f"<item><title>{title}</title><link>{link}</link><pubDate>{DAY}</pubDate></item>"
        for title, link in zip(titles, links, strict=True)
    )
    channel = f"<title>The Tide Table</title><link>https://tide.example/</link>{''.join(items)}"
    return f'<rss version="2.0"><channel>{channel}</channel></rss>'.encode()


RSS = rss("What the fog was made of", links=["https://tide.example/fog"])
ATOM = b"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<title>The Tide Table</title><id>urn:x:1</id><updated>2026-11-29T20:00:00Z</updated>
<entry><title type="html">What the &lt;i&gt;fog&lt;/i&gt; was made of</title><id>urn:x:2</id>
<link href="https://tide.example/fog"/><updated>2026-11-29T20:00:00Z</updated></entry>
</feed>"""
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "The Tide Table",
        "items": [
            {
                "id": "1",
                "url": "https://tide.example/fog",
                "title": "What the fog was made of",
                "date_published": "2026-11-29T20:00:00Z",
            }
        ],
    }
).encode()
LIMITS = {name: getattr(tasks.feed_fetcher, name) for name in ("content_types", "max_bytes")}


def xml(body, **headers):
    return an_answer(body, **({"content_type": "application/rss+xml"} | headers))


def read(monkeypatch, *answers, **names):
    """Run the job once, while the outside answers this."""
    with a_server(*answers) as server:
        server.names = names
        monkeypatch.setattr(tasks, "feed_fetcher", server.fetcher(**LIMITS))
        tasks.read_partner_feeds.call()
    return server


def titles_of(feed):
    return [line.title for line in feed.lines.all()]
