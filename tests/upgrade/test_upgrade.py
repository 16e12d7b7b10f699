"""A database of the last version, with what people left in it, becomes one of this version."""

import json
import re
import sys

import pytest
from django.db import connection

from tests.commands import ROOT, empty_database, manage, run

from .old_site import FOLDER

VERSION = max(
    (path.name.removesuffix(".json.xz") for path in FOLDER.glob("*.json.xz")),
    key=lambda version: [int(number) for number in version.split(".")],
)
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def environment(tmp_path):
    """That of a site with an empty database."""
    if connection.vendor == "sqlite":
        yield {"folder": tmp_path}
        return
    with empty_database("upgrade") as url:
        yield {"folder": tmp_path, "DATABASE_URL": url}


def old_site(verb, **environment):
    words = [sys.executable, "-m", "tests.upgrade.old_site", verb, VERSION]
    ended = run(*words, ALLOWED_HOSTS="testserver", **environment)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


@pytest.mark.slow
def test_a_site_of_the_last_version_is_upgraded_whole(environment):
    old_site("load", **environment)
    ended = manage("migrate", **environment)
    assert ended.returncode == 0, ended.stderr
    assert json.loads(old_site("changed", **environment)) == {}
    assert json.loads(old_site("unanswered", **environment)) == []


def test_each_version_of_the_changelog_can_be_upgraded_from():
    versions = re.findall(r"^## (\d+\.\d+\.\d+)", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert versions and all((FOLDER / f"{version}.json.xz").exists() for version in versions)
