"""The admin in a browser: the editor of texts, pictures, and the policy that holds there too."""

import io
from contextlib import suppress

import PIL.Image
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from playwright.sync_api import Error, expect

from films import pictures
from films.models import Credit, Image
from reviews.models import Review
from tests.builders import a_film, a_review, a_section

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def a_png(colour="teal", size=(800, 600)):
    buffer = io.BytesIO()
    PIL.Image.new("RGB", size, colour).save(buffer, "PNG")
    return buffer.getvalue()


def an_image(alt="A boat on grey water"):
    picture = pictures.prepare(SimpleUploadedFile("boat.png", a_png()))
    pictures.store(picture)
    return Image.objects.create(file=picture.path, alt=alt, caption="The boat")


def change(review):
    return reverse("admin:reviews_review_change", args=[review.pk])


def fresh(review):
    return Review.objects.get(pk=review.pk)


def body_of(page, field="body"):
    return page.locator(f"#id_{field}").locator("xpath=..").locator("[contenteditable=true]")


def press(page, name, field="body"):
    """Press a button of the text's menu, in its drop-down where it has one."""
    editor = page.locator(f"#id_{field}").locator("xpath=..")
    button = page.locator(f'[data-name="{name}"]')
    if not editor.locator(button).is_visible():
        editor.locator(".prose-menubar__dropdown", has=button).locator(
            ".prose-menubar__selected"
        ).click()
    editor.locator(button).click()


def write(page, words, field="body"):
    """Put these words in the place of all there is."""
    body_of(page, field).click()
    page.keyboard.press("Control+A")
    page.keyboard.type(words)


def save(page):
    page.locator("input[name=_continue]").click()
    page.wait_for_load_state()


def test_words_typed_are_saved_and_shown(open_admin):
    review, page = a_review(published=False), open_admin()
    page.goto(change(review))
    write(page, "Typed by hand.")
    save(page)
    assert fresh(review).body == "<p>Typed by hand.</p>"
    assert "Typed by hand." in body_of(page).inner_text()
    assert page.blocked == []


def test_a_quote_gets_its_kind(open_admin):
    review, page = a_review(published=False), open_admin()
    for kind in ("pull", "dialogue", "spoiler"):
        Review.objects.update(body="<p>Old.</p>")
        page.goto(change(review))
        write(page, "Ali: Are you all right?")
        press(page, "blockquote")
        press(page, f"nodeClass:blockquote:{kind}")
        save(page)
        assert (
            fresh(review).body
            == f'<blockquote class="{kind}"><p>Ali: Are you all right?</p></blockquote>'
        )
    page.goto(review.get_absolute_url())
    assert "Are you all right?" in page.content()
    assert page.blocked == []


def test_a_footnote_and_a_crosshead(open_admin):
    review, page = a_review(published=False), open_admin()
    page.goto(change(review))
    write(page, "The premise")
    press(page, "heading2")
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.keyboard.type("Cut in 2012.")
    page.keyboard.press("Shift+Home")
    press(page, "textClass:footnote")
    save(page)
    assert (
        fresh(review).body
        == '<h2>The premise</h2><p><span class="footnote">Cut in 2012.</span></p>'
    )
    assert page.blocked == []


def test_a_link(open_admin):
    review, page = a_review(published=False), open_admin()
    page.goto(change(review))
    write(page, "The film")
    page.keyboard.press("Control+A")
    press(page, "link")
    page.locator("dialog [name=href]").fill("https://films.example/rust")
    page.locator("dialog [type=submit]").click()
    save(page)
    assert 'href="https://films.example/rust"' in fresh(review).body
    assert page.blocked == []


def test_a_picture_is_browsed_for_and_put_in(open_admin):
    review, image, page = a_review(published=False), an_image(), open_admin()
    page.goto(change(review))
    write(page, "Before.")
    press(page, "figure")
    with page.context.expect_page() as opened:
        page.locator("dialog").get_by_text("Browse").click()
    opened.value.wait_for_load_state("load")  # its script answers only then
    with suppress(Error):  # the window may close before the click is answered
        opened.value.locator(".admin-pick").first.click()
    expect(page.locator("dialog [name=altText]")).to_have_value(image.alt)
    page.locator("dialog [type=submit]").click()
    save(page)
    assert f'<img src="{image.url}" alt="{image.alt}">' in fresh(review).body
    assert "<figcaption>The boat</figcaption>" in fresh(review).body
    assert page.blocked == []


def test_a_picture_is_uploaded_in_the_window(open_admin, tmp_path):
    page, file = open_admin(), tmp_path / "boat.png"
    file.write_bytes(a_png())
    page.goto(reverse("admin:films_image_pick") + "?CKEditorFuncNum=-1")
    page.locator("[name=upload]").set_input_files(file)
    page.locator("[name=alt]").fill("A boat")
    page.locator(".admin-upload button").click()
    assert page.locator(".admin-pick").first.inner_text().strip() == "A boat"
    assert Image.objects.get().alt == "A boat"
    assert page.blocked == []


def test_a_section_added_by_hand_has_its_own_editor(open_admin):
    review, page = a_review(published=False), open_admin()
    a_section(review)
    page.goto(change(review))
    page.get_by_text("Add another Section").click()
    page.locator("#id_sections-1-heading").fill("The verdict")
    write(page, "Go and see it.", "sections-1-body")
    save(page)
    assert review.sections.get(heading="The verdict").body == "<p>Go and see it.</p>"
    assert page.blocked == []


def test_a_film_is_found_by_autocomplete(open_admin):
    review, page = a_review(published=False), open_admin()
    film = a_film("Rust and Bone", 2012)
    page.goto(change(review))
    page.get_by_text("Add another Film").click()
    page.locator("#subjects-1 .select2-selection").click()
    page.keyboard.type("rust")
    page.locator(".select2-results__option", has_text="Rust and Bone").click()
    save(page)
    assert film in [subject.film for subject in review.subjects.all()]
    assert page.blocked == []


def test_credits_move_up_and_down(open_admin):
    film, page = a_film("Rust and Bone", 2012), open_admin()
    for place, name in enumerate(["Marion", "Matthias", "Armand"], 1):
        Credit.objects.create(film=film, role="cast", credited_as=name, billing=place)
    page.goto(reverse("admin:films_film_change", args=[film.pk]))
    page.locator("#credits-2 .admin-move").first.click()
    page.get_by_text("Add another Credit").click()
    assert page.locator("#id_credits-3-billing").input_value() == "4"
    page.locator("#id_credits-3-role").select_option("cast")
    page.locator("#id_credits-3-credited_as").fill("Corinne")
    save(page)
    names = [credit.credited_as for credit in film.credits.order_by("billing")]
    assert names == ["Marion", "Armand", "Matthias", "Corinne"]
    assert page.blocked == []


def test_a_click_sets_the_focal_point(open_admin):
    image, page = an_image(), open_admin()
    page.goto(reverse("admin:films_image_change", args=[image.pk]))
    box = page.locator(".admin-focus-frame").bounding_box()
    page.mouse.click(box["x"] + box["width"] * 0.25, box["y"] + box["height"] * 0.75)
    save(page)
    image.refresh_from_db()
    assert (image.focal_x, image.focal_y) == (25, 75)
    assert page.blocked == []


def test_the_text_is_written_without_javascript(open_admin):
    review, page = a_review(published=False), open_admin(javascript=False)
    page.goto(change(review))
    page.locator("#id_body").fill("<p>By <em>hand</em>.</p>")
    save(page)
    assert fresh(review).body == "<p>By <em>hand</em>.</p>"


def test_the_policy_blocks_nothing(open_admin):
    a_review()
    page = open_admin()
    for name in (
        "index",
        "films_film_add",
        "films_film_changelist",
        "reviews_review_changelist",
        "films_image_add",
    ):
        page.goto(reverse(f"admin:{name}"))
        page.wait_for_load_state("networkidle")
    assert page.blocked == []


def test_the_editors_are_named_and_check_the_spelling(open_admin):
    review = a_review("First", body="<p>Words.</p>")
    a_section(review)
    page = open_admin()
    page.goto(change(review))
    expect(body_of(page)).to_have_attribute("aria-label", "Body")
    editors = page.locator("[contenteditable=true]")
    assert editors.count() >= 2
    for editor in editors.all():
        expect(editor).to_have_attribute("spellcheck", "true")
        expect(editor).to_have_attribute("role", "textbox")
