"""A recording's file: whole or in parts, to who may open the review's page."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from tests.admin.conftest import browser
from tests.admin.people import a_critic_user, an_editor
from tests.builders import a_critic, a_review

from .builders import a_recording
from .files import an_mp3

pytestmark = pytest.mark.django_db


@pytest.fixture
def row():
    return a_recording(a_review(), an_mp3(30))


def part(client, row, asked, **headers):
    return client.get(row.url, headers={"range": asked} | headers)


def content_of(answer):
    return b"".join(answer.streaming_content)


def test_the_whole_file(client, row):
    answer = client.get(row.url)
    assert answer.status_code == 200 and content_of(answer) == an_mp3(30)
    assert answer.headers["Content-Type"] == "audio/mpeg"
    assert answer.headers["Content-Length"] == str(row.size)
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert answer.headers["Cache-Control"] == "public, max-age=3600"
    assert "Content-Encoding" not in answer.headers and "Set-Cookie" not in answer.headers


def test_the_unit_may_be_written_large(client, row):
    assert part(client, row, "BYTES=0-9").status_code == 206


def test_its_head_alone(client, row):
    answer = client.head(row.url, headers={"range": "bytes=0-9"})
    assert answer.status_code == 200 and answer.content == b""
    assert answer.headers["Content-Length"] == str(row.size)
    assert answer.headers["Accept-Ranges"] == "bytes"


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-", 0, -1),
        ("bytes=100-199", 100, 199),
        ("bytes=100-99999999", 100, -1),
        ("bytes=-10", -10, -1),
        ("bytes=-99999999", 0, -1),
        ("bytes = 7 - 7", 7, 7),
    ],
)
def test_a_part(client, row, asked, first, last):
    first, last = first % row.size, last % row.size
    answer = part(client, row, asked)
    assert answer.status_code == 206
    assert answer.headers["Content-Range"] == f"bytes {first}-{last}/{row.size}"
    assert answer.headers["Content-Length"] == str(last - first + 1)
    assert content_of(answer) == an_mp3(30)[first : last + 1]


@pytest.mark.parametrize("asked", ["bytes=99999999-", "bytes=-0"])
def test_a_part_that_is_not_there(client, row, asked):
    answer = part(client, row, asked)
    assert answer.status_code == 416
    assert answer.headers["Content-Range"] == f"bytes */{row.size}"


@pytest.mark.parametrize(
    "asked", ["bytes=0-1,5-6", "bytes=9-5", "bytes=-", "bytes=a-b", "pages=1-2", "bytes=0", "0-9"]
)
def test_what_is_no_single_part_gives_the_whole(client, row, asked):
    answer = part(client, row, asked)
    assert answer.status_code == 200 and len(content_of(answer)) == row.size


def test_a_part_of_the_file_that_the_reader_began(client, row):
    tag = client.get(row.url).headers["ETag"]
    assert part(client, row, "bytes=9-", **{"if-range": tag}).status_code == 206
    assert part(client, row, "bytes=9-", **{"if-range": '"another"'}).status_code == 200


def test_what_the_reader_has_is_not_sent(client, row):
    tag = client.get(row.url).headers["ETag"]
    answer = part(client, row, "bytes=9-", **{"if-none-match": tag})
    assert answer.status_code == 304 and answer.content == b""


def test_a_draft_is_heard_by_who_may_open_it_alone(client, row):
    row.review.withdraw_to_draft()
    assert client.get(row.url).status_code == 404
    answer = browser(an_editor()).get(row.url)
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]
    assert "public" not in answer.headers["Cache-Control"]


def test_a_critic_hears_their_own_draft(client):
    user = a_critic_user()
    own = a_recording(a_review(published=False, critic=user.critic))
    other = a_recording(a_review(published=False, critic=a_critic("Ottoline")))
    assert browser(user).get(own.url).status_code == 200
    assert browser(user).get(other.url).status_code == 404


def test_what_is_scheduled_is_not_heard_yet(client, row, time_machine):
    row.review.publish(timezone.now() + timedelta(hours=1))
    assert client.get(row.url).status_code == 404
    assert "no-store" in browser(an_editor()).get(row.url).headers["Cache-Control"]
    time_machine.move_to(timezone.now() + timedelta(hours=2))
    assert client.get(row.url).status_code == 200


def test_what_is_retracted_keeps_its_recording_with_its_page(client, row):
    row.review.retract("It was another film.")
    assert client.get(row.url).status_code == 200


def test_a_file_without_a_row_is_not_there(client, row):
    path, file = row.url, row.file
    row.delete()
    assert default_storage.exists(file) and client.get(path).status_code == 404


def test_a_row_without_a_file_is_not_there(client, row):
    default_storage.delete(row.file)
    assert client.get(row.url).status_code == 404


def test_a_store_that_is_away_is_asked_again(client, row, monkeypatch):
    def away(*args):
        raise OSError("gone")

    monkeypatch.setattr("films.media_folder.MediaFolder.open_part", away)
    answer = client.get(row.url)
    assert answer.status_code == 503 and answer.headers["Retry-After"] == "10"
    assert answer.headers["Cache-Control"] == "no-store"


def test_nginx_sends_what_the_site_allows(client, row, settings):
    settings.MEDIA_ACCEL = "/accel/"
    answer = part(client, row, "bytes=0-9")
    assert answer.status_code == 200 and answer.content == b""
    assert answer.headers["X-Accel-Redirect"] == f"/accel/{row.file}"
    assert answer.headers["Content-Type"] == "audio/mpeg"
    row.review.withdraw_to_draft()
    assert client.get(row.url).status_code == 404


@pytest.mark.parametrize("path", ["audio/", "audio/..%2f..%2fsecret_key", "audio/a.mp3", "audio"])
def test_no_other_path_leads_to_a_file(client, path):
    assert client.get(f"/media/{path}").status_code == 404
