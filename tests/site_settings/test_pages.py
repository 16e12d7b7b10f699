"""Where the settings show: pages, feeds, e-mails, machine data; and for how long."""

import json
import re
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.core import mail as sent
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from films.models import Image
from mail import sending
from site_settings.colours import DEFAULTS, PAPERS
from site_settings.models import SiteSettings
from site_settings.models.site_settings import PICTURES
from tests.builders import a_publication, a_review, a_user
from tests.commands import ROOT
from tests.filmsite.kept_site import KeptSite

from .builders import a_menu_item, a_picture, a_site

pytestmark = pytest.mark.django_db
TOKENS = (ROOT / "filmsite/static/filmsite/css/tokens.css").read_text()


def text_of(client, path):
    return " ".join(client.get(path).content.decode().split())


def test_a_site_without_settings_is_whole(client):
    assert not SiteSettings.objects.exists()
    page = text_of(client, "/")
    assert f"© {datetime.now(UTC).year} Filmsite" in page and "colours-" not in page


def test_a_name_is_everywhere(client):
    a_site(name="The Lamplighter", tagline="By one lamp.")
    a_review()
    for path in ("/", "/about/", "/feed/", "/comments/feed/", "/opensearch.xml", "/nowhere/"):
        assert "The Lamplighter" in text_of(client, path), path
        assert "Filmsite" not in text_of(client, path), path
    data = client.get("/manifest.webmanifest").json()
    assert (data["name"], data["description"]) == ("The Lamplighter", "By one lamp.")


def test_an_e_mail_has_the_name_of_now(client):
    a_site(name="The Lamplighter")
    client.post("/account/login/code/", {"email": "nobody@films.example"})
    client.post(
        "/account/signup/",
        {"name": "Remy", "email": "remy@films.example", "password1": "vier Möwen im Wind"},
    )
    sending.send_due()
    assert [email.subject.partition(":")[0] for email in sent.outbox] == ["The Lamplighter"]
    assert "The Lamplighter" in sent.outbox[0].body


def test_the_admin_has_the_name(editor):
    a_site(name="The Lamplighter")
    assert "The Lamplighter" in text_of(editor, "/admin/")


def test_a_kept_page_changes_at_once():
    site = KeptSite()
    assert b"Filmsite" in site.get("/")[2] and site.kept("/")
    a_site(name="The Lamplighter")
    assert b"The Lamplighter" in site.get("/")[2]
    a_menu_item("Zoetropes", "/films/")
    assert b"Zoetropes" in site.get("/")[2]
    SiteSettings.objects.update(ownership="Owned by its readers.")
    assert b"Owned by its readers." in site.get("/")[2]


def test_a_kept_page_knows_a_changed_logo():
    picture = a_picture()
    a_site(logo=picture)
    site = KeptSite()
    site.get("/")
    Image.objects.update(file=f"images/{9:032x}-400x200.webp")
    assert f"{9:032x}-400x200".encode() in site.get("/")[2]


def test_pages_share_the_settings_that_are_kept():
    a_site()
    site = KeptSite()
    site.get("/opensearch.xml")
    with CaptureQueriesContext(connection) as queries:
        site.get("/films/"), site.get("/people/")
    asked = [query["sql"] for query in queries]
    assert len(asked) > 2 and not [sql for sql in asked if "site_settings" in sql]


def test_settings_and_menus_cost_one_query(client, django_assert_num_queries):
    a_site(first_year=1999, **{name: a_picture() for name in PICTURES})
    for number in range(8):
        a_menu_item(f"Part {number}", group="Parts")
    with django_assert_num_queries(1):
        client.get("/opensearch.xml")


def test_the_last_year_is_this_one_from_its_first_minute(time_machine, monkeypatch):
    monkeypatch.setattr("core.kept.MAX_SILENCE", float("inf"))
    a_site(first_year=1999, holder="The Lamplighter’s critics")
    time_machine.move_to(datetime(2026, 12, 31, 23, 59, 58, tzinfo=UTC), tick=False)
    site = KeptSite()
    assert "© 1999–2026 The Lamplighter’s critics" in site.get("/")[2].decode()
    time_machine.move_to(datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC), tick=False)
    site.get("/")
    assert site.made == 1
    time_machine.move_to(datetime(2027, 1, 1, 0, 0, 0, tzinfo=UTC), tick=False)
    assert "© 1999–2027 The Lamplighter’s critics" in site.get("/")[2].decode()


def test_the_first_year_alone_is_one_year(client):
    year = datetime.now(UTC).year
    a_site(first_year=year)
    assert f"© {year} Filmsite" in text_of(client, "/")


def test_colours_are_in_a_style_sheet_of_our_own(client):
    a_site(signal_light="#8a1f11")
    address = re.search(r'href="(/colours-[^"]+)"', text_of(client, "/"))[1]
    answer = client.get(address)
    assert answer.content.decode() == ("@layer tokens{:root{--exit:light-dark(#8a1f11,#4be39d)}}\n")
    assert answer.headers["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" in answer.headers["Cache-Control"] and not answer.cookies


def test_a_colour_that_went_past_the_form_breaks_no_page(client):
    a_site(signal_light="red;}")
    answer = client.get("/")
    assert answer.status_code == 200 and b"colours-" not in answer.content


@pytest.mark.parametrize(
    "path", ["/colours-red-blue.css", "/colours-00704c-4be39d}.css", "/colours-00704C-4be39d.css"]
)
def test_a_style_sheet_has_colours_alone(client, path):
    assert client.get(path).status_code == 404


def test_the_papers_are_those_of_the_style_sheet():
    for scheme, at in (("light", 0), ("dark", 1)):
        colours = [
            re.search(rf"--{name}: light-dark\((#\w+), (#\w+)\)", TOKENS).groups()[at]
            for name in ("paper", "wash", "exit")
        ]
        colours = [f"#{c[1:] * 2}" if len(c) == 4 else c for c in colours]
        assert colours == [*PAPERS[scheme], DEFAULTS[scheme]]


def test_the_logo_stands_for_the_name(client):
    a_site(name="The Lamplighter", logo=a_picture())
    page = text_of(client, "/films/")
    assert 'alt="The Lamplighter"' in page.partition("<header")[2].partition("</header>")[0]


def test_dark_pages_may_have_a_logo_of_their_own(client):
    light, dark = a_picture(), a_picture("A lamp at night")
    a_site(logo=light)
    assert "<picture>" not in text_of(client, "/films/").partition("</header>")[0]
    a_site(logo_dark=dark)
    masthead = text_of(client, "/films/").partition("</header>")[0]
    source, image = masthead.split("<source")[1].split("<img")
    assert "prefers-color-scheme: dark" in source and dark.url in source
    assert light.url in image and "A lamp at night" not in masthead


def test_a_page_without_picture_is_shared_with_that_of_the_site(client):
    a_site(social_picture=a_picture())
    address = SiteSettings.objects.get().social_picture.url
    assert f'property="og:image" content="{settings.SITE_URL}{address}"' in text_of(client, "/")


def test_about_the_site_comes_before_its_publications(client):
    a_site(about="We watch.", contact="us@films.example", imprint="4 Mill Lane", ownership="Ours.")
    a_review(publication=a_publication("Paper", about="On paper.", contact="paper@films.example"))
    page = text_of(client, "/about/")
    order = ["We watch.", "Ours.", "On paper.", "us@films.example", "paper@films.example"]
    found = [page.index(words) for words in [*order, "4 Mill Lane"]]
    assert found == sorted(found) and 'href="mailto:us@films.example"' in page


def test_a_publication_has_an_about_page(client):
    paper = a_publication("Paper", about="On paper.", write_for_us="Send two pages.")
    page = text_of(client, "/publications/paper/about/")
    assert "About Paper" in page and "On paper." in page and "Send two pages." in page
    assert "/publications/paper/about/" in text_of(client, paper.get_absolute_url())


def test_a_publication_that_is_not_there_has_none(client):
    assert client.get("/publications/nobody/about/").status_code == 404


@pytest.mark.parametrize(
    ("path", "field", "default"),
    [
        ("/privacy/", "privacy", "sets no cookies"),
        ("/accessibility/", "accessibility", "WCAG"),
    ],
)
def test_a_statement_is_there_until_an_editor_writes_one(client, path, field, default):
    assert default in text_of(client, path)
    a_site(**{field: "Ask <b>Edith</b>."})
    page = text_of(client, path)
    assert "Ask &lt;b&gt;Edith&lt;/b&gt;." in page and default not in page


@pytest.mark.parametrize("key", ["", "a key"])
def test_privacy_says_who_else_reads_comments(client, settings, key):
    settings.AKISMET_KEY = key
    assert ("Akismet" in text_of(client, "/privacy/")) == bool(key)


def test_principles_are_there_when_they_are_written(client):
    assert client.get("/principles/").status_code == 404
    assert "/principles/" not in text_of(client, "/")
    a_site(principles="We see it first.")
    assert "We see it first." in text_of(client, "/principles/")
    assert "/principles/" in text_of(client, "/") + text_of(client, "/sitemap-pages.xml")


def test_machines_are_told_who_publishes(client):
    a_site(name="The Lamplighter", ownership="Ours.", principles="We see it.", first_year=1999)
    page = client.get("/").content.decode()
    (data,) = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1])
    assert data["publisher"] == {
        "@type": "NewsMediaOrganization",
        "name": "The Lamplighter",
        "url": f"{settings.SITE_URL}/",
        "foundingDate": "1999",
        "ownershipFundingInfo": "Ours.",
        "publishingPrinciples": f"{settings.SITE_URL}/principles/",
        "correctionsPolicy": f"{settings.SITE_URL}/corrections/",
    }


def test_the_fixtures_show_a_site(client):
    call_command("loaddata", "site", verbosity=0)
    call_command("loaddata", "site", verbosity=0)
    page = text_of(client, "/")
    assert "© 1999–" in page and "owned and run by women" in page
    assert '<summary dir="auto">Features</summary>' in page
    assert Client().get("/film-reviews/").url == "/reviews/"


def test_a_member_s_page_asks_once(client, django_assert_max_num_queries):
    client.force_login(a_user("remy"))
    with django_assert_max_num_queries(5):  # session, user, settings, notices, promotions
        assert client.get("/privacy/").status_code == 200
