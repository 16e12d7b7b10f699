"""Plain pages: contact, write for us, a policy."""

import pytest
from django.test import Client
from django.urls import reverse

from films.models import Image
from pages.models import Page
from tests.admin.people import an_editor, filled
from tests.builders import change_slug
from tests.filmsite.kept_site import KeptSite
from tests.sitemaps import sitemaps_text

from .builders import a_page

pytestmark = pytest.mark.django_db
PATH = "/pages/write-for-us/"


def page(client, path=PATH, status=200):
    answer = client.get(path)
    assert answer.status_code == status
    return answer.content.decode()


def test_it_works(client, settings):
    a_page(body="<h2>Rates</h2><p>We pay.</p>", description="How to offer a review.")
    text = page(client)
    assert "<h2>Rates</h2>" in text and "<title>Write for us · Filmsite</title>" in text
    assert '<meta name="description" content="How to offer a review.">' in text
    assert f'<link rel="canonical" href="{settings.SITE_URL}{PATH}">' in text
    for path in ("/search/?q=rates&kind=page", "/about/"):
        assert PATH in page(client, path), path
    assert PATH in sitemaps_text(client)


def test_without_a_description_its_first_words_stand_for_it(client):
    a_page(body="<p>We look for critics.</p>")
    assert '<meta name="description" content="We look for critics.">' in page(client)


def test_a_draft_is_for_editors_alone(client):
    a_page(is_published=False)
    page(client, status=404)
    for path in ("/search/?q=critics", "/about/"):
        assert PATH not in page(client, path)
    assert PATH not in sitemaps_text(client)
    client.force_login(an_editor())
    text = page(client)
    assert "This is a draft." in text and "noindex" in text


def test_a_change_shows_at_once_and_a_draft_leaves_pages_kept():
    row, site = a_page(), KeptSite()
    assert b"critics" in site.get(PATH)[2] and PATH.encode() in site.get("/about/")[2]
    row.body = "<p>We look for nobody.</p>"
    row.save()
    assert b"nobody" in site.get(PATH)[2]
    made = site.made
    a_page("Contact", is_published=False)
    site.get(PATH), site.get("/about/")
    assert site.made == made + 1  # the second, for the page that changed
    row.is_published = False
    row.save()
    assert site.get(PATH)[0].startswith("404") and PATH.encode() not in site.get("/about/")[2]


def test_an_old_address_leads_to_the_new(client):
    change_slug(a_page(), "writing")
    assert client.get(PATH).url.endswith("/pages/writing/")


def test_its_text_is_cleaned_and_spoilers_are_closed(client):
    spoiler = '<blockquote class="spoiler"><p>He drowns.</p></blockquote>'
    a_page(body=f"<p onclick='x()'>Hello</p><script>alert(1)</script>{spoiler}")
    text = page(client)
    assert "onclick" not in text and "alert(1)" not in text
    assert "He drowns." not in text.partition("<details")[0]
    assert "He drowns" not in page(client, "/search/?q=drowns")


def test_pictures_in_it_have_their_credit_and_cannot_be_deleted(client):
    picture = Image.objects.create(
        file=f"images/{'a' * 32}-1920x804.webp", alt="A hall", credit="Ida Reed"
    )
    a_page(body=f'<figure><img src="{picture.url}" alt="A hall"></figure>')
    assert "Ida Reed" in page(client)
    client.force_login(an_editor())
    address = reverse("admin:films_image_delete", args=[picture.pk])
    assert "Write for us" in client.get(address).content.decode()
    client.post(address, {"post": "yes"})
    assert Image.objects.exists()


@pytest.mark.parametrize(
    "title", ["<script>alert(1)</script>", "x" * 200, "اكتب لنا", "!", "\u202eus"]
)
def test_odd_titles_leave_pages_whole(client, title):
    row = a_page(title, body="")
    for path in (row.get_absolute_url(), "/about/"):
        text = page(client, path)
        assert "<script>alert" not in text and "</html>" in text


def test_few_queries(client, django_assert_max_num_queries):
    a_page()
    with django_assert_max_num_queries(4):
        page(client)


def test_an_editor_writes_and_publishes_one(client):
    client.force_login(an_editor())
    address = reverse("admin:pages_page_add")
    data = filled(client.get(address), title="Contact", body="<p>Write to us.</p>")
    assert client.post(address, data).status_code == 302
    row = Page.objects.get(title="Contact")
    assert Client().get(row.get_absolute_url()).status_code == 404
    change = reverse("admin:pages_page_change", args=[row.pk])
    assert client.post(change, filled(client.get(change), is_published="on")).status_code == 302
    assert "Write to us." in page(Client(), "/pages/contact/")
