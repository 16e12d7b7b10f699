"""What readers see and find of a recording: player, chapters, transcript."""

import json
import re

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audio.models import Recording
from tests.builders import a_review
from tests.filmsite.kept_site import KeptSite

from .builders import a_programme, a_recording, an_episode
from .files import an_mp3

pytestmark = pytest.mark.django_db
ARABIC = "مراجعات الأفلام"


def section_of(client, row):
    text = client.get(row.review.get_absolute_url()).content.decode()
    return text.partition('<section class="listen"')[2].partition("</section>")[0]


def blocks_of(client, path):
    text = client.get(path).content.decode()
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text)
    data = [json.loads(block) for block in found]
    return [one for block in data for one in (block if isinstance(block, list) else [block])]


def test_it_works(client):
    row = a_recording(
        a_review(), chapters="0:00 Sea\n0:09 Cold", transcript="Good evening.\n\nA film."
    )
    said = section_of(client, row)
    assert f'<audio controls preload="none" src="{row.url}"' in said
    assert "30 seconds" in said and "Download (WAV, 58.6\xa0KB)" in " ".join(said.split(" "))
    assert f'<a href="{row.url}#t=9" data-seconds="9">' in said and "Cold</span>" in said
    assert "Good evening.</p>" in said and "A film.</p>" in said
    assert "Podcast" not in said


def test_no_page_pays_a_query_for_it(client):
    silent, heard = a_review("Silent"), a_recording(a_review("Heard")).review
    numbers = []
    for review in (silent, heard):
        client.get(review.get_absolute_url())  # the first page of a process asks more
        with CaptureQueriesContext(connection) as queries:
            text = client.get(review.get_absolute_url()).content.decode()
        numbers.append(len(queries))
        assert ("<audio" in text) == (review == heard)
    assert numbers[0] == numbers[1]


def test_a_new_recording_is_on_the_kept_page():
    site, review = KeptSite(), a_review()
    path = review.get_absolute_url()
    assert b"<audio" not in site.get(path)[2] and site.kept(path)
    row = a_recording(review)
    assert row.url.encode() in site.get(path)[2]
    Recording.objects.filter(pk=row.pk).update(transcript="Good evening.")
    assert b"Good evening." in site.get(path)[2]
    row.delete()
    assert b"<audio" not in site.get(path)[2]


def test_a_recording_of_a_draft_changes_no_kept_page():
    site, draft = KeptSite(), a_review(published=False)
    site.get("/reviews/")
    made = site.made
    a_recording(draft)
    site.get("/reviews/")
    assert site.made == made


@pytest.mark.parametrize(
    ("seconds", "length"),
    [
        (1, "1 second"),
        (59, "59 seconds"),
        (60, "1 minute"),
        (3599, "1 hour"),
        (3901, "1 hour 5 minutes"),
    ],
)
def test_its_length_is_said_in_words(seconds, length):
    assert Recording(duration=seconds).length == length


@pytest.mark.parametrize(
    "text", ["</title></script><script>alert(1)</script>&amp;", ARABIC, "ab" * 95]
)
def test_any_title_leaves_the_page_whole(client, text):
    row = a_recording(an_episode(a_programme(text), text), chapters=f"0:00 {text}", transcript=text)
    said = section_of(client, row)
    assert "<script>alert" not in said and said.count('dir="auto"') == 2
    assert said.count("<li>") == 1


def test_chapters_that_no_form_has_seen_are_left_out(client):
    row = a_recording(a_review(), chapters="0:00 Sea\nnonsense\n99:00 Late\n" + "x" * 10_000)
    assert section_of(client, row).count("<li>") == 1


def test_the_transcript_has_an_address(client):
    row = a_recording(a_review(), transcript=f"Good evening.\n\n{ARABIC} <b>")
    answer = client.get(row.transcript_url)
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.content.decode() == row.transcript


def test_chapters_are_there_for_players(client):
    row = a_recording(a_review(), chapters="0:00 Sea\n0:09 “Cold”")
    answer = client.get(row.chapters_url)
    assert answer.headers["Content-Type"] == "application/json+chapters"
    rows = [{"startTime": 0, "title": "Sea"}, {"startTime": 9, "title": "“Cold”"}]
    assert json.loads(answer.content) == {"version": "1.2.0", "chapters": rows}


@pytest.mark.parametrize("name", ["transcript_url", "chapters_url"])
def test_without_words_there_is_no_address(client, name):
    assert client.get(getattr(a_recording(), name)).status_code == 404


@pytest.mark.parametrize("name", ["transcript_url", "chapters_url"])
def test_words_of_a_draft_are_nobodys(client, name):
    draft = a_review(published=False)
    row = a_recording(draft, transcript="Good evening.", chapters="0:00 Sea")
    assert client.get(getattr(row, name)).status_code == 404


def is_found(client, word):
    return "No results for" not in client.get(f"/search/?q={word}").content.decode()


def test_a_search_finds_what_is_said(client):
    a_recording(a_review(), transcript="She names the zephyr twice.")
    call_command("rebuild_search", verbosity=0)
    assert is_found(client, "zephyr") and not is_found(client, "mistral")
    Recording.objects.update(transcript="She names the mistral.")
    assert is_found(client, "mistral") and not is_found(client, "zephyr")


def test_a_search_finds_no_spoiler_that_is_said(client):
    a_recording(a_review(spoiler="ending"), transcript="She names the zephyr twice.")
    call_command("rebuild_search", verbosity=0)
    assert not is_found(client, "zephyr")


def test_machines_hear_of_a_review(client):
    row = a_recording(a_review(), an_mp3(125))
    path = row.review.get_absolute_url()
    said = [one for one in blocks_of(client, path) if one["@type"] == "AudioObject"]
    assert len(said) == 1
    assert said[0]["encodesCreativeWork"]["@id"].endswith(f"{path}#review")
    assert said[0]["duration"] == "PT2M5S" and said[0]["encodingFormat"] == "audio/mpeg"
    assert said[0]["contentUrl"].endswith(row.url)


def test_machines_hear_of_one_review_on_its_page(client):
    path = a_recording(a_review()).review.get_absolute_url()
    assert [one["@type"] for one in blocks_of(client, path)].count("Review") == 1


def test_machines_hear_of_one_episode_on_its_page(client):
    series = a_programme()
    row = a_recording(an_episode(series), episode=12)
    said = {one["@type"]: one for one in blocks_of(client, row.review.get_absolute_url())}
    assert said["AudioObject"]["position"] == 12
    assert said["AudioObject"]["encodesCreativeWork"]["@id"] == said["PodcastEpisode"]["@id"]
    part_of = said["PodcastEpisode"]["partOfSeries"]
    assert part_of["@id"].endswith(f"{series.get_absolute_url()}#series")
