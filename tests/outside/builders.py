from datetime import timedelta

from django.utils import timezone

from films.models import Country
from outside.models import OutsideReview, PartnerFeed, Song, Station, WatchLink


def an_outside_review(film, outlet="The Tide Table", **fields):
    number = OutsideReview.objects.count() + 1
    usual = {"url": f"http://tide.example/{number}", "quote": "The cold comes off the screen."}
    return OutsideReview.objects.create(film=film, outlet=outlet, **(usual | fields))


def a_partner_feed(heading="Harbour towns on film", **fields):
    usual = {
        "partner": "The Tide Table",
        "site_url": "https://tide.example/",
        "feed_url": "http://tide.example/feed.xml",
    }
    return PartnerFeed.objects.create(heading=heading, **(usual | fields))


def a_box(*titles, **fields):
    """A partner's box whose lines were read just now."""
    feed = a_partner_feed(**fields)
    feed.keep([(title, f"https://tide.example/{title}", None) for title in titles])
    return feed


def france():
    return Country.objects.get_or_create(code="FR", defaults={"name": "France"})[0]


def a_watch_link(film, service="The library", **fields):
    number = WatchLink.objects.count() + 1
    usual = {"country": france(), "url": f"http://library.example/{number}"}
    return WatchLink.objects.create(film=film, service=service, **(usual | fields))


def a_station(name="Classical FM", **fields):
    usual = {"site_url": "https://radio.example/", "address": "http://radio.example/live"}
    return Station.objects.create(name=name, **(usual | fields))


def on_air(*titles, **fields):
    """A station that was heard just now, with the songs before."""
    station, now = a_station(**fields), timezone.now()
    station.keep(
        [Song(title, "", now - timedelta(minutes=3 * n)) for n, title in enumerate(titles)]
    )
    return station
