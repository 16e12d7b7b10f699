"""Recordings in a bucket and in backups, and those of fixtures."""

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command

from audio.models import Recording
from tests.builders import a_review
from tests.films.test_bucket import connect, store  # noqa: F401 (fixtures)

from .builders import a_recording
from .files import an_mp3

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_a_bucket_is_asked_for_the_part_alone(client, store):  # noqa: F811
    row = a_recording(a_review(), an_mp3(30))
    assert store.names() == [row.file]
    asked = []
    bucket = default_storage.client
    bucket.meta.events.register(
        "before-send.s3.GetObject", lambda request, **_kw: asked.append(request.headers["Range"])
    )
    answer = client.get(row.url, headers={"range": "bytes=100-199"})
    assert answer.status_code == 206 and answer.getvalue() == an_mp3(30)[100:200]
    assert answer.headers["Content-Range"] == f"bytes 100-199/{row.size}"
    assert asked == [b"bytes=100-199"]


def test_a_bucket_gives_the_whole(client, store):  # noqa: F811
    row = a_recording(a_review(), an_mp3(30))
    assert client.get(row.url).getvalue() == an_mp3(30)


def test_a_recording_of_fixtures_is_brought(settings, tmp_path):
    row = a_recording(a_review(), an_mp3(30))
    default_storage.delete(row.file)
    settings.FIXTURE_DIRS = [tmp_path]
    (tmp_path / "audio").mkdir()
    (tmp_path / row.file).write_bytes(an_mp3(30))
    call_command("rebuild_renditions", verbosity=0)
    assert default_storage.open(row.file).read() == an_mp3(30)


def test_rows_name_their_review_in_fixtures():
    row = a_recording(a_review("Salt and iron"))
    assert row.natural_key() == ("salt-and-iron",)
    assert Recording.objects.get_by_natural_key("salt-and-iron") == row
