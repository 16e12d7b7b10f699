"""What an editor does again and again in the admin."""

from datetime import timedelta

from django.contrib.auth.models import Permission
from django.utils import timezone
from playwright.sync_api import expect

from tests.builders import a_user

PHONE = {"width": 390, "height": 844}


def an_editor():
    """With the rights of the group, which tests that empty all tables took along."""
    rooms = ["site_settings", "films", "reviews", "pages"]
    rooms += ["audio", "outside", "screenings", "error_reports"]
    user = a_user("edith", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(content_type__app_label__in=rooms))
    return user


def go(page, *links):
    """From the first page of the admin, by links that an editor sees."""
    page.goto("/admin/")
    for name in links:
        page.get_by_role("link", name=name, exact=True).first.click()
        page.wait_for_load_state()


def choose(page, field, words):
    """From a list that answers to what is typed."""
    page.locator(f"#id_{field} + .select2 .select2-selection").click()
    page.locator(".select2-container--open .select2-search__field").press_sequentially(words)
    page.locator(".select2-results__option", has_text=words).first.click()


def save(page, button="Save"):
    page.get_by_role("button", name=button, exact=True).first.click()
    page.wait_for_load_state()
    expect(page.locator(".errornote")).to_have_count(0)
    expect(page.locator(".messagelist .success").first).to_be_visible()


def preview(page, words):
    """The page in a tab of its own, before anything is saved."""
    with page.expect_popup() as opened:
        page.get_by_role("button", name="Preview", exact=True).click()
    shown = opened.value
    expect(shown.get_by_text("This is a preview. Nothing is saved")).to_be_visible()
    expect(shown.get_by_text(words).first).to_be_visible()
    shown.close()


def in_days(number):
    return timezone.localtime(timezone.now() + timedelta(days=number)).strftime("%Y-%m-%dT%H:%M")
