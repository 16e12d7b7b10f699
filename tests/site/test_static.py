"""Static files as they are collected for production."""

import re

from django.core.management import call_command

from filmsite.storage import SHEET, SiteStaticFilesStorage


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
