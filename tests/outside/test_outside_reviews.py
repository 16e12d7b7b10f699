"""“What others are saying” of a film: quoted in a sentence, linked, and looked at every week."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from outside import tasks
from outside.models import OutsideReview
from tests.admin.people import an_editor, errors_of, filled
from tests.builders import a_film, a_review
from tests.core.outside import a_redirect, a_server, an_answer
from tests.filmsite.kept_site import KeptSite

from .builders import an_outside_review

pytestmark = pytest.mark.django_db
FORM = "admin:outside_outsidereview_change"


@pytest.fixture
def cleo():
    return a_film("Cléo from 5 to 7", 1962)


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    return time_machine


def section_of(client, path):
    text = client.get(path).content.decode()
    return text.partition('<section class="elsewhere"')[2].partition("</section>")[0]


def look(monkeypatch, *answers, **names):
    """Run the job once, while the outside answers this."""
    with a_server(*answers) as server:
        server.names = names
        monkeypatch.setattr(tasks, "page_fetcher", server.fetcher())
        tasks.check_links.call()
    return server


def looked_at_daily(monkeypatch, clock, *answers):
    for answer in answers:
        look(monkeypatch, answer)
        clock.shift(25 * 60 * 60)


def test_it_stands_on_the_film_and_on_its_reviews(client, cleo):
    an_outside_review(cleo, critic="Ottoline Marchbane", mark="four of five", quote="So dark.")
    for path in (cleo.get_absolute_url(), a_review(film=cleo).get_absolute_url()):
        said = section_of(client, path)
        assert "What others are saying" in said and "<p>So dark.</p>" in said
        assert "Ottoline Marchbane" in said and "<bdi>four of five</bdi>" in said
        assert 'href="http://tide.example/1"' in said


def test_without_one_a_page_has_no_trace_of_it(client, cleo):
    for path in (cleo.get_absolute_url(), a_review(film=cleo).get_absolute_url()):
        assert "others are saying" not in client.get(path).content.decode()


def test_other_films_have_none_of_it(client, cleo):
    an_outside_review(cleo)
    assert not section_of(client, a_film("Alien", 1979).get_absolute_url())


def test_a_review_of_two_films_says_which(client, cleo):
    review, alien = a_review(film=cleo), a_film("Alien", 1979)
    review.subjects.create(film=alien, order=2)
    an_outside_review(cleo), an_outside_review(alien)
    said = section_of(client, review.get_absolute_url())
    assert re.findall(r'<p><cite dir="auto">([^<]+)<', said) == [str(cleo), str(alien)]


def test_their_marks_make_no_rating_of_ours(client, cleo):
    an_outside_review(cleo, mark="4/5"), an_outside_review(cleo, mark="2/5")
    text = client.get(cleo.get_absolute_url()).content.decode()
    assert "aggregateRating" not in text and "3/5" not in text


def test_a_change_reaches_kept_pages_at_once(cleo):
    row, site = an_outside_review(cleo, quote="Before."), KeptSite()
    paths = cleo.get_absolute_url(), a_review(film=cleo).get_absolute_url()
    for path in paths:
        assert b"Before." in site.get(path)[2]
    row.quote = "After."
    row.save()
    for path in paths:
        assert b"After." in site.get(path)[2] and site.kept(path)


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "شاهدته مرتين", "w" * 300])
def test_any_words_leave_the_page_whole(client, cleo, text):
    an_outside_review(cleo, text[:100], quote=text, critic=text[:100], mark=text[:40])
    page = client.get(cleo.get_absolute_url()).content.decode()
    assert "<script>alert" not in page and page.rstrip().endswith("</html>")


def test_an_editor_enters_one(client, cleo):
    client.force_login(an_editor())
    address = reverse("admin:outside_outsidereview_add")
    typed = {"film": cleo.pk, "outlet": "The Tide Table", "url": "https://tide.example/cleo"}
    assert client.post(address, filled(client.get(address), **typed)).status_code == 302
    row = OutsideReview.objects.get()
    assert row.checked_on == timezone.localdate() and row.link_state == "Not looked at yet"


@pytest.mark.parametrize(
    "url",
    [
        *("javascript:alert(1)", "https://me@tide.example/", "https://tide.example:8080/", "x"),
        *("http://127.0.0.1/x", "http://[::1]/", "http://10.0.0.1/", "http://0x7f.1/"),
    ],
)
def test_what_is_no_page_on_the_web_is_refused(client, cleo, url):
    client.force_login(an_editor())
    address = reverse(FORM, args=[an_outside_review(cleo).pk])
    answer = client.post(address, filled(client.get(address), url=url))
    assert "Enter" in errors_of(answer)


def test_a_look_of_tomorrow_is_refused(client, cleo):
    client.force_login(an_editor())
    address = reverse(FORM, args=[an_outside_review(cleo).pk])
    answer = client.post(address, filled(client.get(address), checked_on="2199-11-01"))
    assert "This date is in the future." in errors_of(answer)


# The job that looks whether they are still there


def test_a_page_that_is_there_is_checked_today(monkeypatch, clock, cleo):
    row = an_outside_review(cleo)
    clock.shift(8 * 24 * 60 * 60)
    look(monkeypatch, an_answer())
    row.refresh_from_db()
    assert row.checked_on == timezone.localdate() and row.link_state == "Leads to a page"


def test_it_is_asked_for_once_a_week(monkeypatch, clock, cleo):
    an_outside_review(cleo)
    assert look(monkeypatch, an_answer()).requests
    clock.shift(6 * 24 * 60 * 60)
    assert not look(monkeypatch).requests
    clock.shift(2 * 24 * 60 * 60)
    assert look(monkeypatch, an_answer()).requests


def test_one_that_is_gone_for_three_days_is_reported_and_has_no_link(
    client, monkeypatch, clock, cleo
):
    row = an_outside_review(cleo, quote="So dark.")
    gone = an_answer(status="404 Not Found")
    looked_at_daily(monkeypatch, clock, gone, gone)
    assert 'href="http://tide.example/1"' in section_of(client, cleo.get_absolute_url())
    looked_at_daily(monkeypatch, clock, gone)
    said = section_of(client, cleo.get_absolute_url())
    assert "tide.example" not in said and "No longer there" in said and "So dark." in said
    client.force_login(an_editor())
    dead = client.get("/admin/outside/outsidereview/?address=dead").content.decode()
    assert "Leads nowhere: The host answered with status 404." in dead
    assert "1 review elsewhere is gone" in client.get("/admin/").content.decode()
    assert reverse(FORM, args=[row.pk]) in dead


def test_one_that_comes_back_has_its_link_again(client, monkeypatch, clock, cleo):
    an_outside_review(cleo)
    gone = an_answer(status="410 Gone")
    looked_at_daily(monkeypatch, clock, gone, gone, gone, an_answer())
    assert 'href="http://tide.example/1"' in section_of(client, cleo.get_absolute_url())


@pytest.mark.parametrize("status", ["403 Forbidden", "429 Too Many Requests", "503 Unavailable"])
def test_a_host_that_sends_robots_away_tells_nothing(monkeypatch, clock, cleo, status):
    row = an_outside_review(cleo)
    looked_at_daily(monkeypatch, clock, an_answer(status=status))
    row.refresh_from_db()
    assert row.failures == 0 and row.tried_at


@pytest.mark.parametrize(
    "answer",
    [
        an_answer(content_type="application/pdf"),
        an_answer(b"x" * 200_000),
        an_answer(content_encoding="gzip"),
    ],
    ids=["a PDF", "a large page", "a packed page"],
)
def test_what_readers_can_open_is_there(monkeypatch, cleo, answer):
    row = an_outside_review(cleo)
    look(monkeypatch, answer)
    row.refresh_from_db()
    assert row.link_state == "Leads to a page"


@pytest.mark.parametrize(
    ("answers", "names"),
    [
        ([], {"tide.example": ["127.0.0.1"]}),
        ([], {"tide.example": []}),
        ([a_redirect("http://localhost.example/")], {"localhost.example": ["10.0.0.1"]}),
    ],
    ids=["loopback", "no such host", "a redirect inside"],
)
def test_an_address_inside_is_never_asked(monkeypatch, cleo, answers, names):
    row = an_outside_review(cleo, url="http://tide.example/1")
    server = look(monkeypatch, *answers, **names)
    row.refresh_from_db()
    assert len(server.requests) == len(answers) and row.failures == 1 and row.problem.endswith(".")


def test_another_address_begins_anew(client, monkeypatch, clock, cleo):
    row = an_outside_review(cleo)
    looked_at_daily(monkeypatch, clock, an_answer(status="404 Not Found"))
    client.force_login(an_editor())
    address = reverse(FORM, args=[row.pk])
    client.post(address, filled(client.get(address), url="https://tide.example/new"))
    row.refresh_from_db()
    assert (row.failures, row.problem, row.tried_at) == (0, "", None)


def test_what_the_job_writes_is_no_conflict_for_who_edits(client, monkeypatch, cleo):
    row = an_outside_review(cleo)
    client.force_login(an_editor())
    address = reverse(FORM, args=[row.pk])
    form = filled(client.get(address), quote="As typed.")
    look(monkeypatch, an_answer(status="404 Not Found"))
    assert client.post(address, form).status_code == 302
    row.refresh_from_db()
    assert row.quote == "As typed." and row.failures == 1


def test_one_slow_address_does_not_keep_the_others(monkeypatch, cleo):
    rows = [an_outside_review(cleo, url=f"http://tide{n}.example/") for n in range(3)]
    with a_server(an_answer(), an_answer()) as server:
        server.names = {"tide0.example": ["10.0.0.1"]}
        monkeypatch.setattr(tasks, "page_fetcher", server.fetcher())
        tasks.check_links.call()
    for row in rows:
        row.refresh_from_db()
    assert [row.failures for row in rows] == [1, 0, 0] and all(row.tried_at for row in rows)


def test_a_host_that_is_down_is_not_said_to_be_there(client, monkeypatch, clock, cleo):
    row = an_outside_review(cleo)
    looked_at_daily(monkeypatch, clock, an_answer(status="503 Unavailable"))
    row.refresh_from_db()
    assert row.link_state == "Could not be opened: The host answered with status 503."
    assert row.failures == 0 and not row.is_dead


def test_a_first_failure_is_said(client, monkeypatch, clock, cleo):
    row = an_outside_review(cleo)
    looked_at_daily(monkeypatch, clock, an_answer(status="404 Not Found"))
    row.refresh_from_db()
    assert row.link_state == "Could not be opened: The host answered with status 404."
