"""A backup holds the pictures of a bucket, and puts them back into one."""

import shutil

import pytest

from tests.commands import manage
from tests.filmsite.test_backup import genres, migrated  # noqa: F401 (a fixture)
from tests.store import running_store

pytestmark = pytest.mark.slow
AUDIO = "audio/" + "0" * 32 + ".mp3"
NAME = "images/" + "0" * 32 + "-10x10.webp"


@pytest.fixture
def site(migrated, tmp_path):  # noqa: F811
    return shutil.copytree(migrated, tmp_path / "var", ignore=lambda *_: ["media"])


def test_a_backup_of_one_bucket_fills_another(site, tmp_path):
    with running_store() as store, running_store() as other:
        store.put(f"films/{NAME}", b"a still")
        store.put(f"films/{AUDIO}", b"an episode")
        store.put("another/site", b"not ours")
        url, monday = f"{store.url}/films", tmp_path / "monday"
        assert manage("backup", monday, folder=site, MEDIA_STORAGE=url).returncode == 0
        assert {path.name for path in (monday / "media").iterdir()} == {"audio", "images"}
        other.put("later.webp", b"stays")
        ended = manage("restore", monday, folder=site, MEDIA_STORAGE=other.url)
        assert ended.returncode == 0, ended.stderr
        assert other.names() == [AUDIO, NAME, "later.webp"]
        assert (other.get(AUDIO), other.get(NAME)) == (b"an episode", b"a still")
    assert genres(site) == ["Drama"] and not (site / "media").exists()


def test_a_site_moves_from_its_folder_into_a_bucket(site, tmp_path):
    (site / "media" / "images").mkdir(parents=True)
    (site / "media" / NAME).write_bytes(b"a still")
    manage("backup", tmp_path / "monday", folder=site)
    with running_store() as store:
        manage("restore", tmp_path / "monday", folder=site, MEDIA_STORAGE=store.url)
        assert store.get(NAME) == b"a still"


def test_without_the_store_there_is_no_half_backup(site, tmp_path):
    url = "s3+http://key:secret@127.0.0.1:1/films"
    ended = manage("backup", tmp_path / "monday", folder=site, MEDIA_STORAGE=url)
    assert ended.returncode == 1 and "The store does not answer" in ended.stderr
    assert not (tmp_path / "monday").exists() and not (tmp_path / ".monday.part").exists()


def test_without_the_store_a_restore_changes_nothing(site, tmp_path):
    manage("backup", tmp_path / "monday", folder=site)
    (tmp_path / "monday" / "media").mkdir(exist_ok=True)
    (tmp_path / "monday" / "media" / "still.webp").write_bytes(b"a still")
    before = (site / "filmsite.sqlite3").read_bytes()
    url = "s3+http://key:secret@127.0.0.1:1/films"
    ended = manage("restore", tmp_path / "monday", folder=site, MEDIA_STORAGE=url)
    assert ended.returncode == 1 and "The store does not answer" in ended.stderr
    assert (site / "filmsite.sqlite3").read_bytes() == before
    assert not list(site.glob("before-restore-*"))
