"""The podcast of a programme, as feedparser and podcastparser read it."""

import io
import xml.etree.ElementTree as ET
from datetime import timedelta

import feedparser
import podcastparser
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone
from PIL import Image as Picture

from audio.models import Recording
from films.models import Image
from tests.admin.uploads import encoded
from tests.builders import a_critic, change_slug
from tests.filmsite.kept_site import KeptSite

from .builders import a_programme, a_recording, an_episode
from .files import an_mp3

pytestmark = pytest.mark.django_db
ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
PODCAST = "{https://podcastindex.org/namespace/1.0}"
ADDRESS = "/series/the-tide-table-on-air/podcast.xml"


@pytest.fixture
def site(settings):
    return settings.SITE_URL


@pytest.fixture
def series():
    return a_programme(about="A quarter of an hour on one film.")


def a_picture(width, height):
    name = f"images/{width:032x}-{width}x{height}.webp"
    default_storage.save(name, ContentFile(encoded("WEBP", (width, height))))
    return Image.objects.create(file=name, alt="A harbour")


def read(client, address=ADDRESS):
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/rss+xml; charset=utf-8"
    return answer.content


def channel_of(client):
    return ET.fromstring(read(client)).find("channel")


def test_two_readers_of_podcasts_understand_it(client, series, site):
    critic = a_critic("Marc Glass")
    episode = an_episode(series, "Salt & iron", critic=critic, standfirst="The cold comes <off>.")
    row = a_recording(
        episode, an_mp3(125), episode=12, season=2, chapters="0:00 Sea", transcript="Good evening."
    )
    content = read(client)
    found = feedparser.parse(content)
    assert not found.bozo
    assert found.feed.title == "The Tide Table on Air"
    assert (
        found.feed.language == "en-gb"
        and found.feed.link == f"{site}/series/the-tide-table-on-air/"
    )
    assert found.feed.itunes_explicit is False or found.feed.itunes_explicit is None
    entry = found.entries[0]
    assert entry.title == "Salt & iron" and entry.id == episode.uid.urn and not entry.guidislink
    assert entry.enclosures[0].href == f"{site}{row.url}"
    assert (entry.enclosures[0].type, entry.enclosures[0].length) == ("audio/mpeg", str(row.size))
    assert (entry.itunes_duration, entry.itunes_episode, entry.itunes_season) == ("125", "12", "2")
    podcast = podcastparser.parse(site + ADDRESS, io.BytesIO(content))
    assert podcast["title"] == "The Tide Table on Air" and podcast["type"] == "episodic"
    heard = podcast["episodes"][0]
    assert heard["guid"] == episode.uid.urn and heard["total_time"] == 125
    assert heard["number"] == 12 and heard["explicit"] is False
    assert heard["enclosures"][0]["file_size"] == row.size
    assert heard["published"] == int(episode.published_at.timestamp())


def test_it_has_the_tags_that_apple_asks_for(client, series):
    a_recording(an_episode(series))
    channel = channel_of(client)
    category = channel.find(f"{ITUNES}category")
    assert category.get("text") == "TV & Film"
    assert category.find(f"{ITUNES}category").get("text") == "Film Reviews"
    assert channel.findtext(f"{ITUNES}author") == "Filmsite"
    assert channel.findtext(f"{ITUNES}explicit") == "false"
    assert channel.find(f"{ITUNES}owner") is None
    assert channel.find("item/guid").get("isPermaLink") == "false"


def test_it_has_the_tags_of_podcasting_2(client, series, site):
    row = a_recording(an_episode(series, language="fr"), chapters="0:00 Mer", transcript="Bonsoir.")
    channel = channel_of(client)
    assert channel.findtext(f"{PODCAST}guid") == str(series.uid)
    assert channel.findtext(f"{PODCAST}locked") == "yes"
    chapters = channel.find(f"item/{PODCAST}chapters")
    assert chapters.get("url") == f"{site}{row.chapters_url}"
    assert chapters.get("type") == "application/json+chapters"
    transcript = channel.find(f"item/{PODCAST}transcript")
    assert transcript.get("url") == f"{site}{row.transcript_url}"
    assert (transcript.get("type"), transcript.get("language")) == ("text/plain", "fr")


def test_what_an_episode_lacks_is_not_named(client, series):
    a_recording(an_episode(series))
    names = {element.tag for element in channel_of(client).find("item")}
    assert not names & {f"{PODCAST}transcript", f"{PODCAST}chapters", f"{ITUNES}episode"}


def test_one_explicit_episode_makes_the_programme_so(client, series):
    a_recording(an_episode(series), is_explicit=True)
    channel = channel_of(client)
    assert channel.findtext(f"{ITUNES}explicit") == "true"
    assert channel.findtext(f"item/{ITUNES}explicit") == "true"


def test_it_names_itself_in_the_page_and_in_the_feed(client, series, site):
    a_recording(an_episode(series))
    page = client.get(series.get_absolute_url()).content.decode()
    title = "The Tide Table on Air"
    assert f'type="application/rss+xml" title="{title}" href="{ADDRESS}">' in page
    assert f'<a href="{ADDRESS}">Podcast</a>' in page
    assert '"@type":"PodcastSeries"' in page and f'"webFeed":"{site}{ADDRESS}"' in page
    link = channel_of(client).find("{http://www.w3.org/2005/Atom}link")
    assert (link.get("rel"), link.get("href")) == ("self", site + ADDRESS)


def test_a_programme_without_recordings_names_none(client, series):
    an_episode(series)
    assert "podcast.xml" not in client.get(series.get_absolute_url()).content.decode()
    assert channel_of(client).find("item") is None
    assert read(client) == read(client)


@pytest.mark.parametrize("kind", ["series", "column", "challenge"])
def test_no_other_series_has_one(client, kind):
    series = a_programme(kind=kind)
    a_recording(an_episode(series))
    assert client.get(f"{series.get_absolute_url()}podcast.xml").status_code == 404


def test_a_programme_that_nobody_sees_has_none(client, series):
    a_recording(an_episode(series, published=False))
    assert client.get(ADDRESS).status_code == 404


def test_drafts_and_what_is_to_come_are_left_out(client, series):
    a_recording(an_episode(series, "Out"))
    a_recording(an_episode(series, "Draft", published=False))
    later = timezone.now() + timedelta(days=1)
    a_recording(an_episode(series, "Later", published_at=later))
    a_recording(an_episode(series, "Withdrawn")).review.retract("It was another film.")
    an_episode(series, "Silent")
    assert [item.findtext("title") for item in channel_of(client).iter("item")] == ["Out"]


def test_the_newest_come_first(client, series):
    now = timezone.now()
    for days in (2, 1, 3):
        a_recording(an_episode(series, f"{days} ago", published_at=now - timedelta(days=days)))
    titles = [item.findtext("title") for item in channel_of(client).iter("item")]
    assert titles == ["1 ago", "2 ago", "3 ago"]


def test_an_episode_keeps_its_name_under_a_new_address(client, series):
    episode = a_recording(an_episode(series)).review
    before = channel_of(client).findtext("item/guid")
    change_slug(episode, "another-address")
    assert channel_of(client).findtext("item/guid") == before


def test_a_podcast_keeps_its_name_under_a_new_address(client, series):
    a_recording(an_episode(series))
    before = channel_of(client).findtext(f"{PODCAST}guid")
    change_slug(series, "the-tide-table")
    page = client.get("/series/the-tide-table/podcast.xml").content
    assert ET.fromstring(page).find("channel").findtext(f"{PODCAST}guid") == before


def test_a_past_address_leads_to_the_feed(client, series):
    a_recording(an_episode(series))
    change_slug(series, "the-tide-table")
    answer = client.get(ADDRESS)
    assert answer.status_code == 301
    assert answer.headers["Location"] == "/series/the-tide-table/podcast.xml"


def test_it_costs_the_same_with_more_episodes(client, series, django_assert_num_queries):
    for _number in range(3):
        a_recording(an_episode(series), chapters="0:00 Sea", transcript="Good evening.")
    read(client)
    with django_assert_num_queries(5):
        read(client)


def test_a_kept_feed_is_in_step(series):
    site, episode = KeptSite(), an_episode(series)
    assert b"<item>" not in site.get(ADDRESS)[2] and site.kept(ADDRESS)
    row = a_recording(episode)
    assert episode.uid.urn.encode() in site.get(ADDRESS)[2] and site.kept(ADDRESS)
    Recording.objects.filter(pk=row.pk).update(episode=7)
    assert b"<itunes:episode>7<" in site.get(ADDRESS)[2]
    episode.retract("It was another film.")
    assert site.get(ADDRESS)[0].startswith("404")


def test_who_has_it_is_sent_nothing(series):
    a_recording(an_episode(series))
    site = KeptSite()
    tag = site.get(ADDRESS)[1]["ETag"]
    status, _headers, body = site.get(ADDRESS, HTTP_IF_NONE_MATCH=tag)
    assert status == "304 Not Modified" and body == b""


@pytest.mark.parametrize(
    "text", ["</title>&amp;]]><script>", "مراجعات (2012) !", "\x00\x0b\ufffe sea", "a" * 180]
)
def test_any_text_leaves_it_well_formed(client, text):
    clean = text.replace("\x00", "")
    series = a_programme("On Air", about=clean * 50, on_air=clean)
    episode = an_episode(series, clean, standfirst=clean)
    a_recording(episode, chapters=f"0:00 {clean}", transcript=clean)
    found = feedparser.parse(read(client, f"{series.get_absolute_url()}podcast.xml"))
    assert not found.bozo and len(found.entries) == 1


def test_a_large_picture_becomes_a_square_cover(client, series, site):
    series.picture = a_picture(1600, 1500)
    series.save()
    a_recording(an_episode(series))
    address = channel_of(client).find(f"{ITUNES}image").get("href")
    assert address == f"{site}/series/{series.slug}/cover-{series.picture_id}.jpg"
    answer = client.get(address.removeprefix(site))
    assert answer.headers["Content-Type"] == "image/jpeg"
    picture = Picture.open(io.BytesIO(answer.content))
    assert picture.size == (1400, 1400) and picture.mode == "RGB"


def test_a_small_picture_is_no_cover(client, series):
    series.picture = a_picture(1600, 1399)
    series.save()
    a_recording(an_episode(series))
    assert channel_of(client).find(f"{ITUNES}image") is None
    number = series.picture_id
    assert client.get(f"/series/{series.slug}/cover-{number}.jpg").status_code == 404


def test_a_past_picture_is_no_cover(client, series):
    series.picture = a_picture(1400, 1400)
    series.save()
    a_recording(an_episode(series))
    other = a_picture(1500, 1500)
    assert client.get(f"/series/{series.slug}/cover-{other.pk}.jpg").status_code == 404


def test_nobody_may_post_to_it(series):
    a_recording(an_episode(series))
    assert Client().post(ADDRESS).status_code == 405
