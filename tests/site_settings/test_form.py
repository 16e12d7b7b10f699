"""“Site settings” in the admin: one form, for editors alone."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from pages.models import Placement
from site_settings.colours import contrast
from site_settings.models import MenuItem, Redirect, SiteSettings
from tests.admin.conftest import browser
from tests.admin.people import a_critic_user, a_moderator, a_row, errors_of, filled
from tests.builders import a_review, an_admin

from .builders import a_menu_item, a_picture, a_site

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
LIST = "/admin/site_settings/sitesettings/"
FORM = f"{LIST}1/change/"
RTL = "مجلة الفيلم"
LONG = "x" * 100


def save(editor, **changes):
    """The answer to the form with these fields changed."""
    form = editor.get(LIST, follow=True)
    return editor.post(FORM, filled(form, **changes))


def refused(editor, **changes):
    """What the form says is wrong; nothing is saved."""
    form = editor.get(LIST, follow=True)  # which makes the row
    before = list(SiteSettings.objects.values())
    answer = editor.post(FORM, filled(form, **changes))
    assert answer.status_code == 200 and list(SiteSettings.objects.values()) == before
    return errors_of(answer)


def test_it_works(editor, client):
    answer = save(editor, name="The Lamplighter", tagline="Films, by the light of one lamp.")
    assert answer.status_code == 302
    page = client.get("/").content.decode()
    assert "The Lamplighter: Films, by the light of one lamp." in page
    assert "Filmsite" not in page


def test_the_list_is_the_form(editor):
    assert editor.get(LIST).url == FORM
    assert b"Site settings" in editor.get("/admin/").content


def test_what_is_empty_is_that_of_the_environment(editor, client, settings):
    settings.SITE_NAME = "Named outside"
    save(editor, name="", tagline="")
    assert 'placeholder="Named outside"' in editor.get(FORM).content.decode()
    assert b">Named outside</a>" in client.get("/").content
    assert SiteSettings.objects.get().name == ""


@pytest.mark.parametrize("who", [a_critic_user, a_moderator])
@pytest.mark.parametrize(
    "path", [LIST, FORM, "/admin/site_settings/redirect/", "/admin/site_settings/redirect/add/"]
)
def test_others_of_the_staff_do_not_open_it(who, path):
    a_site()
    assert browser(who()).get(path).status_code == 403


@pytest.mark.parametrize("path", [f"{LIST}add/", f"{LIST}1/delete/"])
def test_nobody_adds_or_deletes_it(path):
    a_site()
    assert browser(an_admin()).get(path).status_code == 403


def test_the_database_holds_one(editor):
    a_site()
    with pytest.raises(IntegrityError), transaction.atomic():
        SiteSettings.objects.bulk_create([SiteSettings(pk=2)])


def test_the_second_to_save_is_told(editor):
    form = editor.get(LIST, follow=True)
    save(editor, name="First")
    answer = editor.post(FORM, filled(form, name="Second"))
    assert "Somebody else changed this" in errors_of(answer)


@pytest.mark.parametrize("colour", ["#70a090", "#ffffff", "#008055"[:4] + "b06"])
def test_a_pale_colour_is_refused_on_light_pages(editor, colour):
    assert "Darken it." in refused(editor, signal_light=colour)


@pytest.mark.parametrize("colour", ["#7a2a1c", "#000000"])
def test_a_dim_colour_is_refused_on_dark_pages(editor, colour):
    assert "Lighten it." in refused(editor, signal_dark=colour)


@pytest.mark.parametrize("text", ["red", "#fff", "#00704C;", "url(x)", "#00704c}"])
def test_what_is_no_colour_is_refused(editor, text):
    found = refused(editor, signal_light=text)
    assert "Enter a colour as #" in found or "Shorten this to 7" in found


def test_contrast_is_that_of_the_guidelines():
    assert round(contrast("#ffffff", "#000000"), 2) == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


def test_a_year_to_come_is_refused(editor):
    assert "has not come yet" in refused(editor, first_year="2999")


def test_a_menu_is_typed_into_the_form(editor, client):
    item = a_row("menu_items", menu="sections", label="Reviews", address="/reviews/", order=1)
    assert save(editor, **item).status_code == 302
    nav = client.get("/").content.decode().partition('aria-label="Sections"')[2].partition("</nav")
    assert '<a href="/reviews/">Reviews</a>' in nav[0] and "Critics" not in nav[0]


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)", " javascript:alert(1)", "data:text/html,x", "//evil.example/",
        "/\\evil.example", "http://films.example/", "https://user:secret@films.example/",
        "https://", "films", "ftp://films.example/", "/fil ms/", "https://127.0.0.1:8000/",
    ],
)  # fmt: skip
def test_an_address_that_is_not_safe_is_refused(editor, address):
    item = a_row("menu_items", menu="footer", label="Films", address=address, order=1)
    assert "such as /films/, or an address" in refused(editor, **item)


def test_a_label_that_nobody_can_see_is_refused(editor):
    item = a_row("menu_items", menu="footer", label="\u200b", address="/films/", order=1)
    assert "Enter a label that can be read." in refused(editor, **item)


def test_two_items_of_one_name_are_refused(editor):
    a_menu_item("Films")
    data = filled(editor.get(FORM))
    row = {"menu": "sections", "group": "", "label": "Films", "address": "/x/", "order": 2}
    data |= {"menu_items-TOTAL_FORMS": 2} | {f"menu_items-1-{n}": v for n, v in row.items()}
    assert "Change one label." in errors_of(editor.post(FORM, data))


@pytest.mark.parametrize("address", ["javascript:alert(1)", "//evil.example/", "http://a.example"])
def test_the_database_refuses_it_too(address):
    a_site()
    with pytest.raises(IntegrityError), transaction.atomic():
        MenuItem.objects.bulk_create([MenuItem(label="Films", address=address)])


def test_the_database_knows_two_menus():
    a_site()
    with pytest.raises(IntegrityError), transaction.atomic():
        MenuItem.objects.bulk_create([MenuItem(menu="side", label="Films", address="/films/")])


def test_a_logo_for_dark_pages_alone_is_refused(editor):
    assert "Choose the logo of light pages too." in refused(editor, logo_dark=a_picture().pk)


def test_a_picture_in_use_is_not_deleted(editor):
    logo = a_picture()
    a_site(logo=logo)
    answer = editor.get(reverse("admin:films_image_delete", args=[logo.pk]))
    assert "still in use" in answer.content.decode()


@pytest.mark.parametrize("name", [RTL, LONG, '<script>alert(1)</script>"', "\u202egnp.exe", "  "])
def test_any_name_leaves_the_site_whole(editor, client, name):
    save(editor, name=name, tagline=name, ownership=name, holder=name)
    for path in ("/", "/about/", "/privacy/", "/opensearch.xml", "/feed/"):
        answer = client.get(path)
        text = answer.content.decode()
        assert answer.status_code == 200 and "<script>alert" not in text and "\u202e" not in text
    assert client.get("/manifest.webmanifest").json()["name"] == SiteSettings.objects.load().name
    assert editor.get("/admin/").status_code == 200


@pytest.mark.parametrize("text", [RTL, LONG * 300, "<script>alert(1)</script>", "\u202egnp.exe"])
def test_any_text_leaves_its_page_whole(editor, client, text):
    texts = ("about", "contact", "privacy", "accessibility", "principles")
    assert save(editor, **dict.fromkeys(texts, text)).status_code == 302
    for path in ("/about/", "/privacy/", "/accessibility/", "/principles/"):
        page = client.get(path).content.decode()
        assert "</footer>" in page and "<script>alert" not in page


def test_a_long_imprint_is_refused_as_every_page_has_it(editor):
    assert "Shorten this to 600" in refused(editor, imprint="x" * 601)


def test_a_colour_may_be_typed_in_capitals(editor):
    assert save(editor, signal_light="#8A1F11").status_code == 302
    assert SiteSettings.objects.get().signal_light == "#8a1f11"


def test_an_imprint_of_many_lines_is_as_long_as_its_browser_counts(editor):
    assert save(editor, imprint="4 Mill Lane\r\n" * 50).status_code == 302
    assert SiteSettings.objects.get().imprint == ("4 Mill Lane\n" * 50).strip()


def test_the_front_page_and_redirects_stand_below(editor):
    review = a_review(headline="Waiting for the tide")
    lead = Placement.objects.create(review=review, place="lead", starts_at=timezone.now())
    old = Redirect.objects.create(old_path="/2012/heat", new_address="/films/heat/")
    page = editor.get(LIST, follow=True).content.decode()
    for address in (
        reverse("admin:pages_placement_change", args=[lead.pk]),
        reverse("admin:site_settings_redirect_change", args=[old.pk]),
        reverse("admin:pages_placement_add") + "?place=lead",
    ):
        assert f'href="{address}"' in page
    assert "Waiting for the tide" in page and "/2012/heat" in page


def test_places_that_ended_are_not_below(editor):
    past = timezone.now() - timedelta(days=1)
    review = a_review(headline="Waiting for the tide")
    Placement.objects.create(
        review=review, starts_at=past, ends_at=past + timedelta(hours=1), place="lead"
    )
    page = editor.get(LIST, follow=True).content.decode()
    assert "Waiting for the tide" not in page and "The newest review leads" in page
