"""What an editor typed is there again after Back, F5, a crash or a session that ended.

Nothing secret is kept.
"""

import os

import pytest
from playwright.sync_api import expect

from tests.builders import a_review, an_admin

from .test_admin import body_of, change, fresh, save, write

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HEADLINE = "A headline of the night"


@pytest.fixture
def review():
    return a_review("First", published=False, body="<p>Old words.</p>")


def type_text(page, review):
    page.goto(change(review))
    page.locator("#id_headline").fill(HEADLINE)
    write(page, "Typed at night.")
    page.wait_for_timeout(100)


def picture(page, name):
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=f"{folder}/{name}.png")


def assert_nothing_is_lost(page, review):
    """What one sees is what is saved."""
    expect(page.locator("#id_headline")).to_have_value(HEADLINE)
    expect(body_of(page)).to_have_text("Typed at night.")
    save(page)
    assert fresh(review).headline == HEADLINE and fresh(review).body == "<p>Typed at night.</p>"


@pytest.mark.parametrize("kept_alive", [True, False], ids=["back-forward cache", "without"])
def test_back_after_a_link(open_admin, review, kept_alive):
    page = open_admin()
    if not kept_alive:
        page.add_init_script("addEventListener('unload', () => {})")
    type_text(page, review)
    page.goto("/admin/")
    page.go_back()
    offer = page.locator(".admin-unsaved")
    page.wait_for_timeout(600)
    if offer.is_visible():
        offer.get_by_role("button", name="Restore").click()
    assert_nothing_is_lost(page, review)


def test_reload(open_admin, review):
    page = open_admin()
    type_text(page, review)
    page.reload()
    page.wait_for_timeout(600)
    offer = page.locator(".admin-unsaved")
    if offer.is_visible():
        offer.get_by_role("button", name="Restore").click()
    assert_nothing_is_lost(page, review)


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_crash(open_admin, review, width, scheme):
    page = open_admin(viewport={"width": width, "height": 900}, color_scheme=scheme)
    type_text(page, review)
    page.wait_for_timeout(3_300)
    other = page.context.new_page()
    page.close()
    other.goto(change(review))
    expect(other.locator(".admin-unsaved")).to_contain_text("Unsaved text from")
    expect(other.locator(".admin-unsaved q")).to_contain_text(HEADLINE)
    picture(other, f"unsaved-{width}-{scheme}")
    other.get_by_role("button", name="Restore").click()
    assert_nothing_is_lost(other, review)
    other.goto(change(review))
    expect(other.locator(".admin-unsaved")).to_have_count(0)


def test_a_new_row_comes_back(open_admin, review):
    page = open_admin()
    page.goto(change(review))
    page.locator("#sections-group .add-row a").click()
    page.locator("#id_sections-0-heading").fill("The premise")
    page.wait_for_timeout(3_300)
    other = page.context.new_page()
    other.goto(change(review))
    other.get_by_role("button", name="Restore").click()
    expect(other.locator("#id_sections-0-heading")).to_have_value("The premise")


def test_a_session_that_ended(open_admin, review, client):
    page = open_admin()
    type_text(page, review)
    page.context.clear_cookies(name="session")
    page.locator("input[name=_continue]").click()
    expect(page.get_by_role("heading", name="You are signed out")).to_be_visible()
    expect(page.get_by_label("Headline")).to_have_value(HEADLINE)
    picture(page, "signed-out")


def test_leaving_is_asked_about(open_admin, review):
    page, asked = open_admin(), []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    type_text(page, review)
    page.goto("/admin/")
    assert asked == ["beforeunload"]


def test_nothing_is_asked_where_nothing_was_typed(open_admin, review):
    page, asked = open_admin(), []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto(change(review))
    page.wait_for_timeout(500)
    page.goto("/admin/")
    assert asked == []


def test_control_s_saves(open_admin, review):
    page = open_admin()
    type_text(page, review)
    page.keyboard.press("Control+s")
    page.wait_for_url("**/change/")
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert fresh(review).headline == HEADLINE


def test_no_secret_is_kept_and_all_goes_at_sign_out(open_admin, review):
    page = open_admin()
    type_text(page, review)
    page.wait_for_timeout(3_300)
    kept = page.evaluate("JSON.stringify(localStorage)")
    assert (
        HEADLINE in kept and "csrf" not in kept and "password" not in kept and "_FORMS" not in kept
    )
    page.goto("/admin/auth/user/add/")
    page.locator("#id_username").fill("somebody new")
    page.locator("#id_password1").fill("plum anvil tundra")
    page.wait_for_timeout(3_300)
    assert "plum anvil" not in page.evaluate("JSON.stringify(localStorage)")
    page.locator("#logout-form button").click()
    page.wait_for_load_state()
    assert "admin-unsaved" not in page.evaluate("JSON.stringify(localStorage)")


def test_all_goes_at_sign_out_from_a_readers_page(open_admin, review):
    page = open_admin()
    type_text(page, review)
    page.wait_for_timeout(3_300)
    page.goto("/films/")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("button", name="Sign out")).to_have_count(0)
    assert page.evaluate("localStorage.length") == 0


def test_after_seven_days_it_is_gone(open_admin, review):
    page = open_admin()
    page.goto("/admin/")
    page.evaluate(
        "localStorage.setItem('admin-unsaved:1:/x/',"
        " JSON.stringify({at: Date.now() - 8 * 864e5, fields: {}}))"
    )
    page.reload()
    page.wait_for_timeout(300)
    assert page.evaluate("localStorage.getItem('admin-unsaved:1:/x/')") is None


def test_what_is_offered_tells_what_was_typed_alone(open_admin):
    page = open_admin()
    page.goto("/admin/pages/placement/add/")
    page.locator("#id_note").fill("For its end.")
    page.wait_for_timeout(3_300)
    page.goto("/admin/")
    page.goto("/admin/pages/placement/add/")
    offer = page.locator(".admin-unsaved")
    expect(offer).to_contain_text("It has 3 words:")
    expect(offer.locator("q")).to_have_text("For its end.")


def test_a_preview_saves_nothing_so_the_text_is_still_offered(open_admin, review):
    page = open_admin()
    type_text(page, review)
    with page.expect_popup() as opened:
        page.get_by_role("button", name="Preview", exact=True).click()
    expect(opened.value.get_by_text("Typed at night.")).to_be_visible()
    page.goto("/admin/")
    page.goto(change(review))
    expect(page.locator(".admin-unsaved q")).to_contain_text(HEADLINE)


def test_anothers_text_is_not_offered(open_admin, review, sign_in):
    page = open_admin()
    type_text(page, review)
    page.wait_for_timeout(3_300)
    other = page.context.new_page()
    sign_in(other, an_admin("mona"))
    other.goto(change(review))
    other.wait_for_timeout(600)
    assert other.locator(".admin-unsaved").count() == 0
