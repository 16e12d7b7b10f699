"""Backups of a site on PostgreSQL: put back over a site of any edition, or refused."""

import pytest
from django.db import connection

from tests.commands import empty_database, manage

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="test_backup.py has SQLite"),
]
COUNT = (
    "from films.models import Genre; print(sorted(Genre.objects.values_list('name', flat=True)))"
)


@pytest.fixture
def site(tmp_path):
    """Runs `manage.py` on an empty database in the cluster of the tests; what it said."""
    with empty_database("dumps") as url:
        yield lambda *words: manage(*words, folder=tmp_path / "var", DATABASE_URL=url)


def shell(site, code):
    return site("shell", "-v0", "-c", code).stdout.strip()


def add_genre(site, name):
    shell(site, f"from films.models import Genre; Genre.objects.create(name={name!r})")


def test_a_restore_gives_the_site_of_that_hour(site, tmp_path):
    site("migrate")
    add_genre(site, "Drama")
    assert site("backup", tmp_path / "monday").returncode == 0
    add_genre(site, "Western")
    assert "Restored" in site("restore", tmp_path / "monday").stdout
    assert shell(site, COUNT) == "['Drama']"


def test_tables_that_came_after_the_backup_go(site, tmp_path):
    """So that the next migration can make them."""
    assert site("migrate", "core").returncode == 0
    assert site("backup", tmp_path / "monday").returncode == 0
    site("migrate")
    assert "Restored" in site("restore", tmp_path / "monday").stdout
    ended = site("migrate")
    assert ended.returncode == 0, ended.stderr
    add_genre(site, "Drama")
    assert shell(site, COUNT) == "['Drama']"


def test_a_backup_of_a_newer_edition_is_refused(site, tmp_path):
    site("migrate")
    of = "from django.db.migrations.recorder import MigrationRecorder as R; R.Migration.objects"
    shell(site, f"{of}.create(app='films', name='9999_later')")
    site("backup", tmp_path / "tomorrow")
    add_genre(site, "Drama")
    ended = site("restore", tmp_path / "tomorrow")
    assert ended.returncode == 1 and "newer edition of the site (films.9999_later)" in ended.stderr
    assert shell(site, COUNT) == "['Drama']"
