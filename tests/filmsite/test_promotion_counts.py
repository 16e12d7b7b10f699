"""How often promotions are shown and followed: sums of days, and nothing of readers."""

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.urls import reverse
from django.utils import timezone

from core.models import PageChange
from filmsite.promotion_counts import PromotionCounts
from pages.models import PromotionDay
from pages.tasks import forget_promotion_days
from tests.admin.people import an_editor
from tests.builders import a_review, a_user
from tests.pages.builders import a_promotion

from .kept_site import KeptSite, environ, open_connection
from .test_readership import FIREFOX

pytestmark = pytest.mark.django_db


@pytest.fixture
def counted(monkeypatch):
    """The site with its promotions counted; a test writes when it wants to."""
    monkeypatch.setattr(PromotionCounts, "start", lambda self: None)
    site = KeptSite()
    layer = PromotionCounts(site.cache)
    layer.site = site
    return layer


def ask(counted, path="/", method="GET", **headers):
    asked = environ(path, **{"HTTP_USER_AGENT": FIREFOX} | headers) | {"REQUEST_METHOD": method}
    started = []
    with open_connection():
        b"".join(counted(asked, lambda *args: started.append(args)))
    return started[0][0]


def sums(counted, promotion):
    counted.write()
    return list(promotion.days.values_list("day", "showings", "clicks"))


def today(showings, clicks=0):
    return [(timezone.localdate(), showings, clicks)]


def test_each_page_that_shows_it_counts_kept_or_not(counted):
    promotion = a_promotion()
    for _time in range(3):
        ask(counted)
    assert counted.site.made == 1
    assert sums(counted, promotion) == today(3)


def test_pages_of_one_reader_count_too(counted, client):
    promotion = a_promotion()
    client.force_login(a_user("remy"))
    ask(counted, HTTP_COOKIE=f"session={client.cookies['session'].value}")
    assert counted.site.kept("/") is None
    assert sums(counted, promotion) == today(1)


def test_a_page_that_a_browser_has_already_is_shown_again(counted):
    promotion = a_promotion()
    ask(counted)
    etag = counted.site.get("/")[1]["ETag"]
    assert ask(counted, HTTP_IF_NONE_MATCH=etag).startswith("304")
    assert sums(counted, promotion) == today(2)


def test_only_what_was_shown_counts(counted):
    rows = [a_promotion("One"), a_promotion("Two"), a_promotion("After", place="after_review")]
    ask(counted)
    found = [sums(counted, row) for row in rows]
    assert sorted(found[:2]) == [[], today(1)] and found[2] == []
    ask(counted, a_review().get_absolute_url())
    assert sums(counted, rows[2]) == today(1)


def test_clicks_count_where_the_address_leads_on(counted):
    promotion, draft = a_promotion(), a_promotion(starts_at=None)
    for row in (promotion, promotion, draft):
        ask(counted, f"/promotions/{row.pk}/")
    assert sums(counted, promotion) == today(0, 2) and sums(counted, draft) == []


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_USER_AGENT": "Mozilla/5.0 (compatible; Googlebot/2.1)"},
        {"HTTP_USER_AGENT": "curl/8.5.0"},
        {"HTTP_USER_AGENT": ""},
        {"HTTP_SEC_PURPOSE": "prefetch"},
        {"method": "HEAD"},
        {"method": "POST"},
    ],
)
def test_what_nobody_sees_does_not_count(counted, headers):
    promotion = a_promotion()
    for path in ("/", f"/promotions/{promotion.pk}/"):
        ask(counted, path, **headers)
    assert counted.numbers == {} and sums(counted, promotion) == []


def test_a_preview_counts_nothing(counted, client):
    promotion = a_promotion()
    client.force_login(an_editor())
    address = reverse("admin:pages_promotion_change", args=[promotion.pk])
    ask(counted, address, HTTP_COOKIE=f"session={client.cookies['session'].value}")
    assert sums(counted, promotion) == []


def test_numbers_of_a_day_add_up_from_several_processes(counted):
    promotion = a_promotion()
    for numbers in ({promotion.pk: (3, 1)}, {promotion.pk: (4, 0)}):
        PromotionDay.objects.add(numbers, timezone.localdate())
    ask(counted)
    assert sums(counted, promotion) == today(8, 1)


def test_a_promotion_that_is_gone_takes_no_other_with_it(counted):
    promotion = a_promotion()
    ask(counted)
    PromotionDay.objects.add({promotion.pk: (1, 0), 999: (1, 0)}, timezone.localdate())
    assert sums(counted, promotion) == today(2)


def test_a_database_that_is_gone_stops_no_counting(counted, monkeypatch, caplog):
    def fail(numbers, day):
        raise OperationalError

    promotion = a_promotion()
    ask(counted)
    with monkeypatch.context() as patch:
        patch.setattr(PromotionDay.objects, "add", fail)
        counted.write()
    assert "not counted" in caplog.text
    ask(counted)
    assert sums(counted, promotion) == today(1)


def test_counting_leaves_pages_kept(counted):
    promotion = a_promotion()
    ask(counted)
    before = PageChange.objects.count()
    sums(counted, promotion)
    assert PageChange.objects.count() == before and counted.site.kept("/")


def test_nothing_of_a_reader_is_kept(counted):
    a_promotion()
    ask(counted, REMOTE_ADDR="192.0.2.1")
    assert "192.0.2.1" not in repr(counted.numbers) and "Firefox" not in repr(counted.numbers)
    fields = {field.name for field in PromotionDay._meta.fields}
    assert fields == {"id", "promotion", "day", "showings", "clicks"}


def test_days_of_over_a_year_ago_are_forgotten():
    promotion, today = a_promotion(), timezone.localdate()
    for age in (0, 365, 366):
        PromotionDay.objects.add({promotion.pk: (1, 0)}, today - timedelta(age))
    forget_promotion_days.call()
    days = promotion.days.values_list("day", flat=True)
    assert list(days) == [today, today - timedelta(365)]


def test_editors_see_the_sums(client):
    promotion, today = a_promotion(name="The quiet week"), timezone.localdate()
    for age, numbers in ((0, (700, 20)), (29, (50, 1)), (30, (9_000, 900))):
        PromotionDay.objects.add({promotion.pk: numbers}, today - timedelta(age))
    client.force_login(an_editor())
    text = client.get(reverse("admin:pages_promotion_changelist")).content.decode()
    assert 'class="field-showings">750<' in text and 'class="field-clicks">21<' in text
    text = client.get(reverse("admin:pages_promotion_change", args=[promotion.pk])).content.decode()
    assert "<td>700</td><td>20</td>" in text and "<td>9000</td><td>900</td>" in text
