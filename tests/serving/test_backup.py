"""A backup can be served again."""

from contextlib import closing
from sqlite3 import connect

import pytest

from .commands import manage


@pytest.fixture
def site(tmp_path):
    """A migrated site with one picture."""
    folder = tmp_path / "var"
    assert manage("migrate", "films", folder=folder).returncode == 0
    (folder / "media").mkdir()
    (folder / "media" / "still.jpg").write_bytes(b"a still")
    return folder


def test_a_backup_is_a_whole_site(site, tmp_path):
    copy = tmp_path / "monday"
    assert manage("backup", copy, folder=site).returncode == 0
    assert (copy / "media" / "still.jpg").read_bytes() == b"a still"
    assert (copy / "secret_key").read_text() == (site / "secret_key").read_text()
    with closing(connect(copy / "filmsite.sqlite3")) as database:
        assert database.execute("SELECT count(*) FROM films_film").fetchone() == (0,)


def test_a_folder_that_is_there_is_kept(site, tmp_path):
    ended = manage("backup", tmp_path, folder=site)
    assert ended.returncode == 1
    assert "name a new folder" in ended.stderr
