"""Who reads a review counts once an hour, robots never, and only numbers are stored."""

from datetime import UTC, date, datetime, timedelta
from threading import Event, Thread

import pytest
from django.db import OperationalError
from django.utils import timezone

from filmsite import counting, readership
from filmsite.readership import Readership
from filmsite.wsgi import connected_from, forwarded_for
from reviews.models import MostRead, ReaderCount
from reviews.tasks import rank_most_read
from tests.builders import a_review

from .kept_site import KeptSite, environ

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
ADA, BO = {"REMOTE_ADDR": "192.0.2.1"}, {"REMOTE_ADDR": "192.0.2.2"}


@pytest.fixture
def counted(monkeypatch):
    """The site with its readers counted; a test writes when it wants to."""
    monkeypatch.setattr(Readership, "start", lambda self: None)
    return Readership(lambda environ, start_response: [], connected_from)


def read(counted, review, method="GET", **headers):
    path = review if isinstance(review, str) else review.get_absolute_url()
    asked = environ(path, **{"HTTP_USER_AGENT": FIREFOX} | ADA | headers)
    counted(asked | {"REQUEST_METHOD": method}, None)


def readers(counted, review):
    counted.write()
    return sum(ReaderCount.objects.filter(review=review).values_list("number", flat=True))


def test_a_reader_counts_once_for_a_review(counted):
    review, other = a_review(), a_review()
    for asked in (review, review, other):
        read(counted, asked)
    read(counted, review, **BO)
    assert (readers(counted, review), readers(counted, other)) == (2, 1)


def test_another_name_of_the_browser_makes_no_second_reader(counted):
    review = a_review()
    for number in range(12):
        read(counted, review, HTTP_USER_AGENT=f"{FIREFOX} x{number}")
    assert readers(counted, review) == 1


def test_who_comes_by_the_other_folder_counts_once(counted):
    review = a_review()
    read(counted, review.get_absolute_url().replace("/reviews/", "/articles/"))
    read(counted, review)
    read(counted, review, **BO)
    assert readers(counted, review) == 2


def test_numbers_of_a_day_add_up(counted):
    review = a_review()
    read(counted, review)
    assert readers(counted, review) == 1
    read(counted, review, **BO)
    assert readers(counted, review) == 2
    assert ReaderCount.objects.get().day == timezone.localdate()


def test_who_comes_again_in_another_hour_counts_again(counted, time_machine):
    review = a_review()
    time_machine.move_to(datetime(2026, 11, 1, 10, 5, tzinfo=UTC), tick=False)
    read(counted, review)
    key = counted.key
    time_machine.move_to(datetime(2026, 11, 1, 10, 59, tzinfo=UTC), tick=False)
    read(counted, review)
    assert list(counted.numbers.values()) == [1] and counted.key == key
    time_machine.move_to(datetime(2026, 11, 1, 11, 1, tzinfo=UTC), tick=False)
    read(counted, review)
    assert list(counted.numbers.values()) == [2] and counted.key != key
    assert len(counted.seen) == 1


@pytest.mark.parametrize(
    "agent",
    [
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 (compatible; Yahoo! Slurp)",
        "Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/140.0",
        "curl/8.5.0",
        "python-requests/2.32",
        "",
    ],
)
def test_robots_do_not_count(counted, agent):
    read(counted, a_review(), HTTP_USER_AGENT=agent)
    assert counted.numbers == {}


def test_a_telephone_is_no_robot(counted):
    read(counted, a_review(), HTTP_USER_AGENT="Mozilla/5.0 (Linux; Android 14; CUBOT NOTE 50)")
    assert len(counted.numbers) == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"method": "HEAD"},
        {"method": "POST"},
        {"HTTP_SEC_PURPOSE": "prefetch;prerender"},
        {"HTTP_PURPOSE": "prefetch"},
        {"HTTP_X_MOZ": "prefetch"},
    ],
)
def test_what_nobody_reads_does_not_count(counted, headers):
    read(counted, a_review(), **headers)
    assert counted.numbers == {}


def test_behind_a_proxy_the_reader_is_whom_it_names(counted):
    counted.sender_of, review = forwarded_for, a_review()
    for chain in ("198.51.100.1, 192.0.2.7", "203.0.113.9, 192.0.2.7", "192.0.2.8"):
        read(counted, review, HTTP_X_FORWARDED_FOR=chain)
    assert readers(counted, review) == 2


def test_no_other_page_counts(counted):
    draft = a_review(published=False)
    film = a_review().film
    for path in ("/", "/reviews/", film.get_absolute_url(), "/reviews/nowhere/", "/reviews/a/b/"):
        read(counted, path)
    read(counted, draft)
    read(counted, "/reviews/x/" + "\0/")
    counted.write()
    assert not ReaderCount.objects.exists()


def test_slugs_of_any_script_count(counted):
    review = a_review("Сталкер: зона внутри нас")
    read(counted, review)
    assert readers(counted, review) == 1


def test_nothing_of_a_reader_is_kept(counted):
    read(counted, a_review())
    kept = repr(vars(counted))
    assert "192.0.2.1" not in kept and "Firefox" not in kept
    assert {field.name for field in ReaderCount._meta.fields} == {"id", "review", "day", "number"}


def test_memory_has_an_end(counted, monkeypatch):
    monkeypatch.setattr(readership, "MAX_SEEN", 3)
    review = a_review()
    for number in range(9):
        read(counted, review, REMOTE_ADDR=f"192.0.2.{number}")
    assert readers(counted, review) == 3
    monkeypatch.setattr(readership, "MAX_PAGES", 2)
    monkeypatch.setattr(readership, "MAX_SEEN", 99)
    for number in range(9):
        read(counted, f"/reviews/none-{number}/")
    assert len(counted.numbers) == 2


def test_a_database_that_is_gone_stops_no_counting(counted, monkeypatch, caplog):
    def fail(numbers, day):
        raise OperationalError

    review = a_review()
    read(counted, review)
    with monkeypatch.context() as patch:
        patch.setattr(ReaderCount.objects, "add", fail)
        counted.write()
    assert "not counted" in caplog.text
    read(counted, review, **BO)
    assert readers(counted, review) == 1


def test_what_was_counted_is_written_when_the_process_ends(counted, monkeypatch):
    ends, written = Event(), []
    main = Thread(target=ends.wait)
    monkeypatch.setattr(counting, "main_thread", lambda: main)
    monkeypatch.setattr(counted, "write", lambda: written.append(main.is_alive()))
    writer = Thread(target=counted.run)
    main.start(), writer.start()
    ends.set()
    writer.join(10)
    assert written == [False]


# The lists


def some_readers(numbers, day=None):
    """Reviews by their names with so many readers."""
    found = {name: a_review(name) for name in numbers}
    ReaderCount.objects.add(
        {found[name].slug: number for name, number in numbers.items()}, day or timezone.localdate()
    )
    return found


def lists():
    return [(str(period), [r.headline for r in rows]) for period, rows in MostRead.objects.lists()]


def test_the_most_read_of_the_week_and_the_year():
    today = timezone.localdate()
    some_readers({"New": 9, "Newer": 20, "Newest": 10})
    some_readers({"Old": 50}, today - timedelta(days=90))
    rank_most_read.call()
    assert lists() == [
        ("This week", ["Newer", "Newest", "New"]),
        ("This year", ["Old", "Newer", "Newest", "New"]),
    ]


def test_what_both_lists_would_say_is_said_once():
    some_readers({"One": 9, "Two": 8, "Three": 7})
    rank_most_read.call()
    assert lists() == [("This week", ["One", "Two", "Three"])]


def test_too_few_make_no_list(client):
    some_readers({"One": 9, "Two": 9, "Three": 4})
    rank_most_read.call()
    assert lists() == []
    for path in ("/", "/reviews/"):
        assert "Most read" not in client.get(path).content.decode()


def test_the_lists_stand_on_two_pages(client):
    found = some_readers({"One": 9, "Two": 8, "Three": 7})
    rank_most_read.call()
    for path in ("/", "/reviews/"):
        box = client.get(path).content.decode().partition("Most read")[2].partition("</section>")[0]
        places = [box.index(found[name].get_absolute_url()) for name in ("One", "Two", "Three")]
        assert places == sorted(places) and "This week" in box
    assert "Most read" not in client.get("/reviews/?verdict=mixed").content.decode()


def test_what_is_no_longer_public_is_in_no_list():
    found = some_readers({"One": 9, "Two": 8, "Three": 7, "Four": 6})
    rank_most_read.call()
    found["One"].withdraw_to_draft()
    assert lists()[0] == ("This week", ["Two", "Three", "Four"])
    rank_most_read.call()
    assert MostRead.objects.filter(period=7).count() == 3


def test_counting_leaves_pages_kept_and_another_order_does_not(counted):
    found = some_readers({"One": 9, "Two": 8, "Three": 7})
    rank_most_read.call()
    site = KeptSite()
    before = site.get("/")[2]
    for number in range(5):
        read(counted, found["Three"], REMOTE_ADDR=f"192.0.2.{number}")
    counted.write()
    assert site.kept("/") == before
    rank_most_read.call()
    assert site.kept("/") is None
    box = site.get("/")[2].decode().partition("Most read")[2]
    assert box.index("Three") < box.index("One")


def test_ranking_again_changes_no_page():
    some_readers({"One": 9, "Two": 8, "Three": 7})
    rank_most_read.call()
    site = KeptSite()
    site.get("/")
    rank_most_read.call()
    assert site.kept("/") is not None


def test_days_of_past_months_are_summed_and_old_ones_forgotten():
    review = a_review()
    today, add = date(2026, 11, 20), ReaderCount.objects.add
    for day in ("2025-10-30", "2026-09-01", "2026-09-17", "2026-10-31", "2026-11-02"):
        add({review.slug: 3}, date.fromisoformat(day))
    for _ in range(2):
        ReaderCount.objects.sum_months(today)
    rows = ReaderCount.objects.order_by("day").values_list("day", "number")
    assert [(str(day), number) for day, number in rows] == [
        ("2026-09-01", 6),
        ("2026-10-01", 3),
        ("2026-11-02", 3),
    ]


def test_days_of_this_week_stay_apart_at_the_turn_of_a_month():
    review = a_review()
    ReaderCount.objects.add({review.slug: 3}, date(2026, 10, 30))
    ReaderCount.objects.sum_months(date(2026, 11, 3))
    assert ReaderCount.objects.get().day == date(2026, 10, 30)
