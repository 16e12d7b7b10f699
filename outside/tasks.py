from datetime import timedelta

from django.utils import timezone

from core.fetcher import Fetcher
from core.outside_url import FetchError
from jobs.base import task

from .links import problem_of
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
            row.note(problem_of(row.url, page_fetcher))


@task(priority=-40, every=timedelta(minutes=5))
def read_partner_feeds() -> None:
    """Read what partners have new. One that cannot be read keeps none of the others."""
    for feed in PartnerFeed.objects.due()[:AT_ONCE]:
        feed.plan(timezone.now())
        try:
            lines = read_lines(feed_fetcher.get(feed.feed_url), feed.number)
        except (FetchError, NoFeed) as error:
            feed.note_problem(str(error))
        else:
            feed.keep([tuple(line) for line in lines])


read_soon = read_partner_feeds.using(key="read partners’ feeds")  # within seconds


@task(priority=-40, every=timedelta(minutes=1))
def read_stations() -> None:
    """Hear what is on air. One that says nothing keeps none of the others."""
    for station in Station.objects.due()[:AT_ONCE]:
        station.plan(timezone.now())
        try:
            songs = read_songs(station_fetcher.get(station.address))
        except (FetchError, NoSongs) as error:
            station.note_problem(str(error))
        else:
            station.keep(songs)


hear_soon = read_stations.using(key="hear radio stations")  # within seconds
