"""Static files as they are collected for production, and templates that nothing uses."""

import re
from pathlib import Path

import pytest
from django.core.management import call_command

from filmsite.storage import SHEET, SiteStaticFilesStorage

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
ROOMS = [path.parent for path in ROOT.glob("*/__init__.py") if path.parent.name != "tests"]
# Django, allauth and crispy-forms find these by names of their own.
FOUND_BY_LIBRARIES = re.compile(
    r"\d{3}\.html|(account|mfa|socialaccount|usersessions|filmsite/layout)/.+"
    r"|admin/reviews/review/.+|filmsite/whole_uni_form\.html"
)


def test_the_style_sheet_is_collected_in_one_piece(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "filmsite.storage.SiteStaticFilesStorage"}
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    storage = SiteStaticFilesStorage(location=tmp_path)
    sheet = (tmp_path / storage.stored_name(SHEET)).read_text()
    assert "@import" not in sheet and ".marquee" in sheet and "--paper" in sheet
    fonts = re.findall(r'url\("\.\./fonts/([\w.-]+)"\)', sheet)
    assert fonts and all((tmp_path / "filmsite" / "fonts" / font).exists() for font in fonts)


def test_every_template_is_named_somewhere():
    templates = {
        path.relative_to(ROOT / "templates").as_posix(): path.read_text()
        for path in (ROOT / "templates").rglob("*.*")
    }
    code = "\n".join(path.read_text() for room in ROOMS for path in room.rglob("*.py"))
    kinds = re.findall(r'register\("(\w+)"', code)
    built = {f"emails/{kind}.{ending}" for kind in kinds for ending in ("html", "txt")}
    unnamed = [
        name
        for name in templates.keys() - built
        if not FOUND_BY_LIBRARIES.fullmatch(name)
        and name not in code
        and not any(name in text for other, text in templates.items() if other != name)
    ]
    assert unnamed == []
