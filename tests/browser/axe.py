"""Accessibility, as axe judges it."""

from axe_playwright_python.sync_playwright import Axe

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
EVERYTHING = [*WCAG, "best-practice"]
BY_DAY_AND_NIGHT = ("light", "dark")


def assert_accessible(page, address=None, *, tags=WCAG, schemes=("light",)):
    """axe finds nothing wrong with the page, or with the one at an address."""
    if address:
        page.goto(address)
    for scheme in schemes:
        page.emulate_media(color_scheme=scheme)
        # What it found right is not described, which takes it longest.
        found = Axe().run(page, options={"runOnly": tags, "resultTypes": ["violations"]})
        assert not found.response["violations"], (page.url, scheme, found.generate_report())
