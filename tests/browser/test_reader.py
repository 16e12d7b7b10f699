"""A reader in a browser: reads, opens what is closed, answers.

On a phone, in the dark, with large text.
"""

from itertools import pairwise

import pytest
from django.core.management import call_command
from django.urls import reverse
from playwright.sync_api import expect

from comments.models import Comment
from reviews.models import ListEntry, Review, Subject
from tests.builders import a_film, a_publication, a_review, a_section

from .axe import BY_DAY_AND_NIGHT, assert_accessible

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONG = (
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft und andere "
    "Geschichten"
)


def pages_of_a_site():
    """One page of each kind, on a site with short, long and foreign titles."""
    call_command("make_sample_data", reviews=12, films=9, comments=60, verbosity=0)
    review = a_review(
        LONG, film=a_film(LONG, 1999, director=LONG[:80]), publication=a_publication(LONG[:120])
    )
    a_section(review, LONG, spoiler="ending")
    listed = a_review("Films of salt", kind="list", spoiler="mild")
    for order, spoiler in enumerate(("none", "mild", "ending")):
        film = a_film(f"{LONG} {order}", 1990 + order)
        ListEntry.objects.create(review=listed, film=film, order=order, line=LONG, spoiler=spoiler)
    Subject.objects.create(review=review, film=film, order=1)
    interview = a_review("A talk", kind="interview")
    interview.subjects.all().delete()
    talked_of = Review.objects.published().order_by("-discussion__visible_count").first()
    return [
        "/", "/reviews/", "/films/", "/people/", "/critics/", "/publications/", "/series/",
        "/tags/", "/archive/", "/about/", "/my-critic/", "/login/", "/no-such-page/",
        "/articles/", listed.get_absolute_url(), interview.get_absolute_url(),
        review.get_absolute_url(), review.film.get_absolute_url(),
        review.publication.get_absolute_url(), talked_of.get_absolute_url(),
        reverse("comments:write", args=[talked_of.slug]),
    ]  # fmt: skip


def test_the_ending_is_closed_until_opened(page):
    review = a_review()
    a_section(review, "Last act", spoiler="ending", body="<p>They part at the station.</p>")
    page.goto(review.get_absolute_url())
    ending = page.get_by_text("They part at the station.")
    expect(ending).to_be_hidden()
    page.get_by_text("Spoiler: the ending.").click()
    expect(ending).to_be_visible()


def test_a_reader_answers_and_sees_it_at_once(page):
    review = a_review(publication=a_publication(confirm_guests=False))
    page.goto(review.get_absolute_url())
    page.get_by_label("Name").fill("Remy")
    page.get_by_label("E-mail", exact=True).fill("remy@films.example")
    page.get_by_label("Comment", exact=True).fill("I saw it *twice*.")
    page.get_by_role("button", name="Post comment").click()
    expect(page.get_by_role("heading", name="1 comment")).to_be_visible()
    expect(page.locator("em", has_text="twice")).to_be_visible()
    assert page.url.endswith("#comment-1")


def test_a_preview_and_an_error_keep_the_text(page):
    review = a_review()
    page.goto(review.get_absolute_url())
    page.get_by_label("Name").fill("Remy")
    page.get_by_label("E-mail", exact=True).fill("remy@films.example")
    page.get_by_label("Comment", exact=True).fill("A **bold** claim.")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator(".preview strong", has_text="bold")).to_be_visible()
    page.locator(".more-fields > summary").click()
    page.get_by_label("Website (optional)").fill("https://nowhere")
    page.get_by_role("button", name="Post comment").click()
    expect(page.get_by_label("Comment", exact=True)).to_have_value("A **bold** claim.")
    expect(page.locator(".error-summary")).to_be_visible()
    expect(page.get_by_label("Website (optional)")).to_be_visible()
    assert Comment.objects.count() == Comment.objects.count() == 0


def test_a_held_comment_is_shown_to_its_writer_alone(page, open_page):
    review = a_review(publication=a_publication(comment_policy="real_names", confirm_guests=False))
    page.goto(review.get_absolute_url())
    page.get_by_label("Name").fill("Remy Okonkwo")
    page.get_by_label("E-mail", exact=True).fill("remy@films.example")
    page.get_by_label("Comment", exact=True).fill("Held words.")
    page.get_by_role("button", name="Post comment").click()
    expect(page.get_by_text("A moderator will read it first")).to_be_visible()
    expect(page.get_by_text("Held words.")).to_be_visible()
    other = open_page()
    other.goto(review.get_absolute_url())
    expect(other.get_by_text("Held words.")).to_have_count(0)


def test_every_page_is_accessible(open_page):
    page = open_page()
    for path in pages_of_a_site():
        assert_accessible(page, path, schemes=BY_DAY_AND_NIGHT)


def test_no_page_scrolls_sideways_or_breaks_the_policy(open_page):
    page, refused = open_page(), []
    page.on(
        "console",
        lambda message: "Content Security Policy" in message.text and refused.append(message.text),
    )
    for path in pages_of_a_site():
        page.goto(path)
        for width, text in ((320, "100%"), (640, "200%")):
            page.set_viewport_size({"width": width, "height": 800})
            page.evaluate("size => { document.documentElement.style.fontSize = size }", text)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (path, width)
    assert refused == []


def test_the_list_of_sections_marks_the_one_being_read(open_page):
    review = a_review(body="<p>Before.</p>")
    for heading in ("The story", "The people", "The end"):
        a_section(review, heading, body="<p>Words.</p>" * 60)
    page = open_page()
    page.goto(f"{review.get_absolute_url()}#section-the-people")
    expect(page.locator(".toc [aria-current]")).to_have_text("The people")
    page.evaluate("scrollTo(0, 0)")
    expect(page.locator(".toc [aria-current]")).to_have_count(0)


def test_the_link_is_copied(open_page):
    review = a_review("Two men")
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(review.get_absolute_url())
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_text("Link copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").endswith(review.get_absolute_url())


def test_a_link_goes_out_by_e_mail(page):
    page.goto(a_review("Two men").get_absolute_url())
    expect(page.get_by_role("link", name="Send by e-mail")).to_be_visible()


def test_no_line_of_a_tile_covers_another(page):
    """A tile of two films once had its verdict over its byline."""
    two = a_review("Two heists", film=a_film("Heat", 1995), verdict="mixed")
    Subject.objects.create(review=two, film=a_film("Rififi", 1955), order=1)
    for number in range(6):
        a_review(f"Piece {number}", verdict="mixed")
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto("/")
    tile = page.locator(".tiles .tile", has_text="Two heists")
    boxes = [line.bounding_box() for line in tile.locator("> *").all()]
    assert len(boxes) == 6
    for above, below in pairwise(boxes):
        assert above["y"] + above["height"] <= below["y"]
