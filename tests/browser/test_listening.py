"""A recording in a browser: an editor uploads it, and a listener on a phone plays it and seeks."""

import re

import pytest
from playwright.sync_api import expect

from reviews.models import Review
from tests.audio.builders import a_programme, a_recording, an_episode
from tests.audio.files import a_wav

from .axe import BY_DAY_AND_NIGHT, assert_accessible
from .editing import PHONE, choose, go, save

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CHAPTERS = "0:00 The sea\n1:30 What the cold does\n2:50 Next week"


def wait_for(page, condition):
    page.wait_for_function(
        f"() => {{ const p = document.querySelector('audio'); return {condition} }}"
    )


@pytest.fixture(autouse=True)
def own_answers(monkeypatch):
    """Django’s server for tests would answer for media itself, and knows no parts of a file."""
    handler = "django.test.testcases._MediaFilesHandler"
    monkeypatch.setattr(f"{handler}._should_handle", lambda self, path: False)


@pytest.fixture
def episode():
    episode = an_episode(a_programme(), "Salt and iron", standfirst="The cold comes off.")
    sound = a_wav(180, rate=8000)
    return a_recording(episode, sound, chapters=CHAPTERS, transcript="Good evening.").review


def test_a_listener_on_a_phone_plays_and_seeks(open_page, episode):
    page = open_page(viewport=PHONE)
    asked = []
    page.on("response", lambda answer: "/media/" in answer.url and asked.append(answer.status))
    page.goto(episode.get_absolute_url())
    expect(page.get_by_role("heading", name="Listen")).to_be_visible()
    expect(page.get_by_text("3 minutes")).to_be_visible()
    assert asked == []  # nothing is fetched before somebody presses
    page.locator(".listen audio").evaluate("player => player.play()")
    wait_for(page, "p.currentTime > 0.2")
    assert page.locator(".listen audio").evaluate("player => player.duration") == 180
    page.get_by_role("link", name="What the cold does").click()
    wait_for(page, "!p.paused && p.currentTime > 90.2 && p.currentTime < 100")
    assert set(asked) == {206}
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    assert_accessible(page, schemes=BY_DAY_AND_NIGHT)


def test_a_chapter_opens_before_anything_was_played(open_page, episode):
    page = open_page(viewport=PHONE)
    page.goto(episode.get_absolute_url())
    page.get_by_role("link", name="Next week").click()
    wait_for(page, "!p.paused && p.currentTime > 170")
    assert page.url.endswith(episode.get_absolute_url())


def test_without_javascript_a_chapter_is_the_file_at_its_time(open_page, episode):
    page = open_page(javascript=False, viewport=PHONE)
    page.goto(episode.get_absolute_url())
    link = page.get_by_role("link", name="What the cold does")
    assert link.get_attribute("href") == f"{episode.recording.url}#t=90"
    page.get_by_text("Transcript").click()
    expect(page.get_by_text("Good evening.")).to_be_visible()


def test_an_editor_adds_a_recording(desk, tmp_path):
    review = Review.objects.published().newest_first().first()
    file = tmp_path / "episode.wav"
    file.write_bytes(a_wav(60, rate=8000))
    go(desk, "Recordings", "Add recording")
    choose(desk, "review", review.headline[:12])
    desk.get_by_label("File").set_input_files(file)
    desk.locator("#id_chapters").fill("0:00 The sea\n1:00 Silence")
    desk.get_by_role("button", name="Save", exact=True).first.click()
    expect(desk.get_by_text("Line 2: The recording is over by then")).to_be_visible()
    expect(desk.get_by_text("Uploaded, not yet saved")).to_be_visible()
    desk.locator("#id_chapters").fill("0:00 The sea\n0:30 The cold")
    save(desk)
    row = review.recording
    assert row.review == review and row.duration == 60
    desk.goto(f"/admin/audio/recording/{row.pk}/change/")
    expect(desk.get_by_text(re.compile("WAV, 1 minute"))).to_be_visible()
    desk.locator("audio").evaluate("player => player.play()")
    wait_for(desk, "p.currentTime > 0.2")
