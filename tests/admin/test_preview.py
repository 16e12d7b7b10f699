"""“Preview” beneath a form shows the page as it would be, and nothing is saved."""

import pytest
from django.urls import reverse
from django.utils import timezone

from films.models import Film, Person
from pages.models import Notice, Package, Page, Placement, Promotion
from reviews.models import Publication, Review
from site_settings.models import MenuItem, SiteSettings
from tests.builders import a_film, a_person, a_publication, a_review
from tests.filmsite.kept_site import KeptSite
from tests.pages.builders import (
    a_notice,
    a_package,
    a_page,
    a_placement,
    a_promotion,
    moments_from_now,
)
from tests.site_settings.builders import a_site

from .people import a_row, errors_of, filled, someone

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NOTE = "This is a preview. Nothing is saved, and readers do not see it."


def form_of(model, row=None):
    page = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    return reverse(f"{page}_change", args=[row.pk]) if row else reverse(f"{page}_add")


def preview(editor, model, row=None, **typed):
    """The page that the button leads to, after which every row is what it was."""
    before = [list(kind.objects.order_by("pk").values()) for kind in KINDS]
    address = form_of(model, row)
    answer = editor.post(address, filled(editor.get(address), **typed, _preview="Preview"))
    assert [list(kind.objects.order_by("pk").values()) for kind in KINDS] == before
    return answer


KINDS = (Film, MenuItem, Notice, Package, Page, Person, Placement, Promotion)
KINDS += (Publication, Review, SiteSettings)


def text_of(answer):
    assert answer.status_code == 200 and NOTE in answer.content.decode()
    return answer.content.decode()


def lead_of(text):
    return text.partition('<article class="top">')[2].partition("</article>")[0]


def test_the_front_page_with_another_name_colour_and_menu(editor, client):
    site = a_site(name="Before")
    typed = a_row("menu_items", menu="sections", label="Only this", address="/films/", order=1)
    answer = preview(
        editor, SiteSettings, site, name="The Lamplighter", signal_light="#7a1f5c", **typed
    )
    text = text_of(answer)
    assert "The Lamplighter" in text and "Before" not in text
    assert "colours-7a1f5c-" in text and ">Only this</a>" in text
    assert "Before" in client.get("/").content.decode()


def test_a_lead_is_seen_before_its_day_and_before_it_is_published(editor):
    a_review("The newest")
    draft = a_review("Waits for Friday", published=False)
    placement = a_placement(draft, "lead", **moments_from_now(starts_at=48, ends_at=96))
    assert "Waits for Friday" in lead_of(text_of(preview(editor, Placement, placement)))
    draft.refresh_from_db()
    assert draft.status == Review.Status.DRAFT


def test_a_pick_is_seen_before_it_is_ever_saved(editor):
    review = a_review("An old one")
    typed = {"review": review.pk, "place": "pick", "note": "For its last five minutes."}
    text = text_of(preview(editor, Placement, **typed))
    assert "For its last five minutes." in text
    assert not Placement.objects.exists()


def test_a_pick_of_a_publication_on_its_own_page(editor):
    review = a_review("Close by", publication=a_publication("The Lantern"))
    placement = a_placement(review, publication=review.publication, note="Before.")
    text = text_of(preview(editor, Placement, placement, note="After."))
    assert "After." in text and "<h1" in text and "The Lantern" in text.partition("<h1")[2]


@pytest.mark.parametrize("place", ["top", "foot", "after_review"])
def test_a_notice_is_seen_alone_in_its_place(editor, place):
    a_review()
    a_notice("Always first", place=place, priority=9)
    notice = a_notice("As saved", place=place, starts_at=None)
    text = text_of(preview(editor, Notice, notice, text="As typed"))
    assert text.count("As typed") == 1
    assert "As saved" not in text and "Always first" not in text
    assert "notice.js" not in text  # which would hide one that was dismissed


@pytest.mark.parametrize("place", ["front", "foot", "after_review"])
def test_a_promotion_is_seen_alone_in_its_place_and_leads_on_uncounted(editor, place):
    a_review()
    a_promotion("Another", place=place, weight=100)
    promotion = a_promotion("As saved", place=place, starts_at=None)
    text = text_of(preview(editor, Promotion, promotion, text="As typed"))
    assert text.count("As typed") == 1 and "As saved" not in text and "Another" not in text
    assert 'href="https://quiet.example/"' in text and "/promotions/" not in text


def test_a_special_report_that_is_being_prepared(editor):
    package = a_package("Holiday Guide", [a_review("One of it")], starts_at=None)
    text = text_of(preview(editor, Package, package, title="Fall Arts"))
    assert "Fall Arts" in text and "One of it" in text


def test_a_plain_page_before_readers_have_it(editor):
    row = a_page("Write for us", is_published=False)
    assert "<h1" in text_of(preview(editor, Page, row, title="Pitch to us"))


def test_a_film_with_what_is_typed(editor):
    film = a_film("Cleo", 1962)
    assert "Cléo from 5 to 7" in text_of(preview(editor, Film, film, title="Cléo from 5 to 7"))


def test_a_review_with_what_is_typed_before_it_is_saved(editor):
    review = a_review("As saved", published=False)
    assert "As typed" in text_of(preview(editor, Review, review, headline="As typed"))


def test_a_person_whom_readers_cannot_see_yet(editor):
    person = a_person("Nobody Yet")
    assert "Somebody" in text_of(preview(editor, Person, person, name="Somebody"))


def test_a_mistake_is_told_as_when_saving(editor):
    answer = preview(editor, SiteSettings, a_site(), signal_light="#ffff00")
    assert "too pale to read" in errors_of(answer)


def test_what_was_kept_of_the_pages_stays(editor):
    site, row = KeptSite(), a_site(name="Before")
    site.get("/")
    made = site.made
    preview(editor, SiteSettings, row, name="After")
    assert b"Before" in site.get("/")[2] and site.made == made


def test_saving_afterwards_is_no_conflict(editor):
    notice = a_notice("As saved")
    address = form_of(Notice, notice)
    form = filled(editor.get(address), text="As typed")
    editor.post(address, form | {"_preview": "Preview"})
    assert editor.post(address, form).status_code == 302
    notice.refresh_from_db()
    assert notice.text == "As typed"


def test_what_the_save_would_have_said_is_not_said(editor):
    package = a_package("Empty", starts_at=timezone.now())
    preview(editor, Package, package)
    assert "none of its reviews" not in editor.get("/admin/").content.decode()


def test_it_is_never_stored_by_a_browser(editor):
    assert "no-store" in preview(editor, SiteSettings, a_site()).headers["Cache-Control"]


def test_who_may_only_look_has_no_preview(client):
    client.force_login(someone("mona", "moderator"))
    notice = a_notice()
    answer = client.post(form_of(Notice, notice), {"text": "Mine", "_preview": "Preview"})
    assert answer.status_code == 403
