from datetime import timedelta

from django.utils import timezone

from core.fetcher import Fetcher
from core.outside_url import FetchError
from jobs.base import task

from .links import look_at
from .models import OutsideReview, PartnerFeed, Station, WatchLink
from .reading import JSON_TYPES, XML_TYPES, NoFeed, read_lines
from .songs import MAX_STEP, STATION_TYPES, STREAMS, NoSongs, read_songs

# How many one run asks for, each for ten seconds at most: a run ends before its lease.
AT_ONCE = 10
LINKS = (OutsideReview, WatchLink)
page_fetcher = Fetcher(content_types={"text/html", "application/xhtml+xml"}, max_bytes=64 * 1024)
feed_fetcher = Fetcher(content_types=JSON_TYPES | XML_TYPES, max_bytes=512 * 1024)
station_fetcher = Fetcher(
    content_types=STATION_TYPES,
    headers={"Icy-MetaData": "1"},
    parts=STREAMS,
    max_bytes=2 * MAX_STEP,
)


@task(priority=-60, every=timedelta(minutes=15))
def check_links() -> None:
    """Ask for the addresses that readers are shown, each once a week."""
    for model in LINKS:
        for row in model.objects.due()[: AT_ONCE // len(LINKS)]:
            row.note(*look_at(row.url, page_fetcher))


def _ask_due(boxes, read):
    """Keep what those that are due say. One that cannot be read keeps none of the others."""
    for box in boxes.objects.due()[:AT_ONCE]:
        box.plan(timezone.now())
        try:
            found = read(box)
        except (FetchError, NoFeed, NoSongs) as error:
            box.note_problem(str(error))
        else:
            box.keep(found)


@task(priority=-40, every=timedelta(minutes=5))
def read_partner_feeds() -> None:
    """Read what partners have new."""
    _ask_due(PartnerFeed, _lines_of)


def _lines_of(feed):
    return [tuple(line) for line in read_lines(feed_fetcher.get(feed.feed_url), feed.number)]


read_soon = read_partner_feeds.using(key="read partners’ feeds")  # within seconds


@task(priority=-40, every=timedelta(minutes=1))
def read_stations() -> None:
    """Hear what is on air."""
    _ask_due(Station, lambda station: read_songs(station_fetcher.get(station.address)))


hear_soon = read_stations.using(key="hear radio stations")  # within seconds
