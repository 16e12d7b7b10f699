"""For each constraint of what comes from outside: as in `tests/admin/broken.py`."""

from films.models import Film
from outside.models import OutsideReview, PartnerFeed, PartnerLine, Station, Track, WatchLink
from tests.builders import a_film, a_publication

from .builders import a_partner_feed, a_station, a_watch_link, an_outside_review, france

URL = "https://tide.example/cleo"


def film():
    return Film.objects.first() or a_film()


def an_unsaved(**fields):
    return OutsideReview(**({"film": film(), "outlet": "The Tide Table", "url": URL} | fields))


def a_saved():
    return an_outside_review(film())


def another():
    return an_outside_review(film(), url=URL)


def an_unsaved_feed(**fields):
    usual = {"heading": "Elsewhere", "partner": "The Tide Table", "feed_url": URL}
    return PartnerFeed(**(usual | fields))


def a_place(**fields):
    usual = {"film": film(), "country": france(), "service": "The library", "url": URL}
    return WatchLink(**(usual | fields))


def a_saved_place():
    return a_watch_link(film())


def a_line(**fields):
    feed = PartnerFeed.objects.first() or a_partner_feed()
    return PartnerLine(**({"feed": feed, "order": 9, "title": "A", "url": URL} | fields))


def another_feed():
    return a_partner_feed(feed_url="http://tide.example/other.xml")


def a_radio(**fields):
    return Station(**({"name": "Classical FM", "site_url": URL, "address": URL} | fields))


def another_radio():
    return a_station(address="http://radio.example/other")


ROWS = {
    "partner_feed_is_read_before_it_hides": lambda: [
        an_unsaved_feed(refresh_minutes=60, hide_after_hours=1)
    ],
    "outside_review_once": lambda: [an_unsaved(), an_unsaved()],
    "outsidereview_url_is_web": lambda: [an_unsaved(url="ftp://tide.example/")],
    "outside_review_has_outlet": lambda: [an_unsaved(outlet="")],
    "watchlink_url_is_web": lambda: [a_place(url="ftp://tide.example/")],
    "watch_link_once": lambda: [a_place(), a_place()],
    "watch_link_kind_is_known": lambda: [a_place(kind="theft")],
    "watch_link_has_service": lambda: [a_place(service="")],
    "partner_feed_once": lambda: [an_unsaved_feed(), an_unsaved_feed()],
    "partner_feed_place_is_known": lambda: [an_unsaved_feed(place="ceiling")],
    "partner_feed_front_is_of_all": lambda: [an_unsaved_feed(publication=a_publication())],
    "partner_feed_number_is_sound": lambda: [an_unsaved_feed(number=11)],
    "partner_feed_refresh_is_sound": lambda: [an_unsaved_feed(refresh_minutes=1)],
    "partner_line_once": lambda: [a_line(), a_line()],
    "partner_line_url_is_web": lambda: [a_line(url="javascript:alert(1)")],
    "partner_line_has_title": lambda: [a_line(title="")],
    "station_once": lambda: [a_radio(), a_radio()],
    "station_has_name": lambda: [a_radio(name="")],
    "station_place_is_known": lambda: [a_radio(place="ceiling")],
    "station_front_is_of_all": lambda: [a_radio(publication=a_publication())],
    "station_ask_is_sound": lambda: [a_radio(ask_minutes=0)],
    "station_hide_is_sound": lambda: [a_radio(hide_after_minutes=4)],
    "station_is_asked_before_it_hides": lambda: [a_radio(ask_minutes=9, hide_after_minutes=9)],
    "track_has_title": lambda: [
        Track(station=a_station(), title="", at="2026-11-29T20:00Z", is_told=False)
    ],
}

TYPED = {
    "outside_review_once": (a_saved, "", lambda: {"url": another().url}, "already has the review"),
    "outsidereview_url_is_web": (
        a_saved,
        "",
        lambda: {"url": "ftp://tide.example/"},
        "the address of a page on the web",
    ),
    "outside_review_has_outlet": (a_saved, "", lambda: {"outlet": ""}, "Fill in this field"),
    "watchlink_url_is_web": (
        a_saved_place,
        "",
        lambda: {"url": "ftp://tide.example/"},
        "the address of a page on the web",
    ),
    "watch_link_once": (
        a_saved_place,
        "",
        lambda: {"url": a_watch_link(film(), url=URL).url},
        "already has this address",
    ),
    "watch_link_kind_is_known": (
        a_saved_place,
        "",
        lambda: {"kind": "theft"},
        "Select a valid choice",
    ),
    "watch_link_has_service": (
        a_saved_place,
        "",
        lambda: {"service": ""},
        "Fill in this field",
    ),
    "partner_feed_once": (
        a_partner_feed,
        "",
        lambda: {"feed_url": another_feed().feed_url},
        "a box of this feed in this place",
    ),
    "partner_feed_place_is_known": (
        a_partner_feed,
        "",
        lambda: {"place": "ceiling"},
        "Select a valid choice",
    ),
    "partner_feed_front_is_of_all": (
        a_partner_feed,
        "",
        lambda: {"publication": a_publication().pk},
        "Leave the publication empty",
    ),
    "partner_feed_number_is_sound": (a_partner_feed, "", lambda: {"number": 11}, "less than"),
    "partner_feed_refresh_is_sound": (
        a_partner_feed,
        "",
        lambda: {"refresh_minutes": 1},
        "greater than",
    ),
    "partner_feed_is_read_before_it_hides": (
        a_partner_feed,
        "",
        lambda: {"refresh_minutes": 60, "hide_after_hours": 1},
        "must be longer than",
    ),
    "station_once": (
        a_station,
        "",
        lambda: {"address": another_radio().address},
        "stands in this place already",
    ),
    "station_has_name": (a_station, "", lambda: {"name": ""}, "Fill in this field"),
    "station_place_is_known": (
        a_station,
        "",
        lambda: {"place": "ceiling"},
        "Select a valid choice",
    ),
    "station_front_is_of_all": (
        a_station,
        "",
        lambda: {"publication": a_publication().pk},
        "Leave the publication empty",
    ),
    "station_ask_is_sound": (a_station, "", lambda: {"ask_minutes": 0}, "greater than"),
    "station_hide_is_sound": (a_station, "", lambda: {"hide_after_minutes": 4}, "greater than"),
    "station_is_asked_before_it_hides": (
        a_station,
        "",
        lambda: {"ask_minutes": 9, "hide_after_minutes": 9},
        "must be longer than",
    ),
}

# A job writes them, from what it has cleaned.
OFF_THE_FORMS = {
    *("partner_line_once", "partner_line_url_is_web", "partner_line_has_title", "track_has_title")
}
