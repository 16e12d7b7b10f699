"""My critic in Chromium: films are marked, critics found, spoilers opened; a guest's marks stay."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from accounts.models import FilmMark
from tests.accounts.builders import a_member
from tests.builders import a_critic, a_film, a_review, a_section
from tests.comments.builders import a_comment, a_review_with

from .axe import BY_DAY_AND_NIGHT, EVERYTHING, assert_accessible

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ANSWERS = {"Heat": "For", "Alien": "For", "Jaws": "Against"}
# The sum of layout shifts so far, as Lighthouse has it.
SHIFT = """() => new Promise((done) => {
  const add = (sum, { value }) => sum + value;
  new PerformanceObserver((list) => done(list.getEntries().reduce(add, 0)))
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(0), 500);
})"""


@pytest.fixture
def films():
    """Three films on which Iris agrees with the answers, and Tom on one; each loves another."""
    iris, tom = a_critic("Iris Vale"), a_critic("Tom Grump")
    verdicts = {"Heat": ("must_see", "avoid"), "Alien": ("worth_a_look", "mixed"),
                "Jaws": ("avoid", "avoid")}  # fmt: skip
    found = {}
    for title, (of_iris, of_tom) in verdicts.items():
        found[title] = a_film(title)
        a_review(film=found[title], critic=iris, verdict=of_iris)
        a_review(film=found[title], critic=tom, verdict=of_tom)
    a_review(film=a_film("Cléo"), critic=iris, verdict="must_see")
    a_review(film=a_film("Solaris"), critic=iris, verdict="worth_a_look")
    a_review(film=a_film("Crash"), critic=tom, verdict="must_see")
    return found


@pytest.fixture
def review():
    """One with an ending that is closed, and a comment that is."""
    found = a_review_with()
    a_section(found, "Last act", spoiler="ending", body="<p>They part at the station.</p>")
    a_comment(found, body="She stays behind.", is_spoiler=True)
    return found


def answer(page, film, words):
    page.goto(film.get_absolute_url())
    page.get_by_role("button", name=words, exact=True).click()


def mark_all(page, films):
    for title, words in ANSWERS.items():
        answer(page, films[title], words)


def rows(page, heading):
    return page.get_by_role("region", name=heading).get_by_role("listitem")


def test_three_marks_find_one_s_critic(open_page, films):
    page, asked = open_page(), []
    mark_all(page, films)
    page.on("request", lambda request: asked.append((request.method, request.url)))
    page.get_by_role("main").get_by_role("link", name="My critic").click()
    expect(rows(page, "Critics who agree")).to_have_text(
        ["Iris Vale Agrees with you on 3 of 3 films"]
    )
    expect(rows(page, "Loved by them")).to_have_text(["Cléo (1962) Loved by Iris Vale"])
    expect(rows(page, "Films you marked")).to_have_text(
        ["Alien (1962) For", "Heat (1962) For", "Jaws (1962) Against"]
    )
    paths = [(method, urlsplit(url).path) for method, url in asked]
    assert [row for row in paths if not row[1].startswith("/static/")] == [
        ("GET", "/my-critic/"), ("GET", "/critics/verdicts.json")
    ]  # fmt: skip
    assert not FilmMark.objects.exists()
    page.get_by_role("link", name="Cléo").click()
    expect(page.get_by_role("heading", name="Cléo", level=1)).to_be_visible()
    page.go_back()
    page.get_by_role("link", name="Iris Vale").first.click()
    expect(page.get_by_role("heading", name="Iris Vale", level=1)).to_be_visible()


@pytest.mark.parametrize("is_member", [True, False])
def test_nothing_moves_when_the_comparison_is_there(open_page, sign_in, films, is_member):
    page = open_page(viewport={"width": 1440, "height": 900})
    if is_member:
        remy = a_member("remy")
        sign_in(page, remy)
        FilmMark.objects.bulk_create(
            FilmMark(user=remy, film=film, stance="for") for film in films.values()
        )
    else:
        mark_all(page, films)
    page.goto("/my-critic/")
    expect(rows(page, "Films you marked")).to_have_count(3)
    assert page.evaluate(SHIFT) < 0.01


def test_a_mark_stays_until_it_is_taken_back(open_page, films):
    page = open_page()
    answer(page, films["Heat"], "Mixed")
    mixed = page.get_by_role("button", name="Mixed", exact=True)
    for _time in range(2):
        expect(mixed).to_have_attribute("aria-pressed", "true")
        page.reload()
    page.get_by_role("button", name="Against", exact=True).click()
    expect(mixed).to_have_attribute("aria-pressed", "false")
    page.get_by_role("button", name="Against", exact=True).click()
    page.reload()
    expect(page.locator(".film-mark [aria-pressed=true]")).to_have_count(0)
    assert page.evaluate("localStorage.length") == 0


def test_a_mark_opens_spoilers_by_keyboard_and_again_after_a_reload(open_page, review):
    page = open_page()
    page.goto(review.get_absolute_url())
    hidden = [page.get_by_text("They part at the station."), page.get_by_text("She stays behind.")]
    for text in hidden:
        expect(text).to_be_hidden()
    page.get_by_role("button", name="For", exact=True).focus()
    page.keyboard.press("Enter")
    for _time in range(2):
        for text in hidden:
            expect(text).to_be_visible()
        expect(page.get_by_text("You have seen it: spoilers are open.")).to_be_visible()
        page.reload()
    page.get_by_role("button", name="Close them").click()
    for text in hidden:
        expect(text).to_be_hidden()
    expect(page.get_by_role("button", name="For", exact=True)).to_be_focused()
    expect(page.get_by_text("You have seen it")).to_be_hidden()


def test_spoilers_of_two_films_open_when_both_are_marked(open_page, review):
    other = a_film("Ronin", 1998)
    review.subjects.create(film=other, order=2)
    page = open_page()
    page.goto(review.get_absolute_url())
    hidden = page.get_by_text("They part at the station.")
    questions = page.locator(".film-mark")
    questions.nth(1).get_by_role("button", name="Against").click()
    expect(hidden).to_be_hidden()
    questions.nth(0).get_by_role("button", name="For").click()
    expect(hidden).to_be_visible()
    expect(questions.locator("[aria-pressed=true]")).to_have_text(["For", "Against"])


def test_what_ranks_films_opens_the_lines_of_the_marked(open_page):
    found = a_review("Two endings", kind="list")
    films = [a_film("Heat"), a_film("Alien")]
    for film in films:
        a_review(film=film)
        found.entries.create(film=film, line=f"The end of {film.title}.", spoiler="ending")
    page = open_page()
    answer(page, films[0], "For")
    page.goto(found.get_absolute_url())
    expect(page.get_by_text("The end of Heat.")).to_be_visible()
    expect(page.get_by_text("The end of Alien.")).to_be_hidden()


def test_what_tells_of_another_film_waits_for_it(open_page, review):
    other = a_review(film=a_film("Ronin", 1998)).film
    told = a_comment(review, body="As in ||the end of *Ronin*||.")
    told.film_mentions.create(film=other, name="ronin", in_spoiler=True)
    page = open_page()
    answer(page, review.film, "For")
    page.goto(review.get_absolute_url())
    expect(page.get_by_text("She stays behind.")).to_be_visible()
    expect(page.get_by_text("the end of")).to_be_hidden()
    answer(page, other, "Against")
    page.goto(review.get_absolute_url())
    expect(page.get_by_text("the end of")).to_be_visible()


def test_an_article_with_a_spoiler_asks_too(open_page):
    article = a_review("On endings", film=a_film("Heat"), kind="feature")
    a_section(article, "Last act", spoiler="ending", body="<p>They part.</p>")
    page = open_page()
    page.goto(article.get_absolute_url())
    page.get_by_role("button", name="For", exact=True).click()
    expect(page.get_by_text("They part.")).to_be_visible()


def test_a_member_s_mark_opens_spoilers_without_javascript(open_page, sign_in, review):
    page = open_page(javascript=False)
    sign_in(page, a_member())
    page.goto(review.get_absolute_url())
    hidden = page.get_by_text("They part at the station.")
    expect(hidden).to_be_hidden()
    page.get_by_role("button", name="For", exact=True).click()
    expect(hidden).to_be_visible()
    expect(page.get_by_text("You have seen it: spoilers are open.")).to_be_visible()
    expect(page.get_by_role("button", name="Close them")).to_be_hidden()


def test_without_javascript_a_guest_sees_no_question(open_page, review):
    page = open_page(javascript=False)
    page.goto(review.get_absolute_url())
    expect(page.get_by_text("How did you see")).to_be_hidden()
    page.goto("/my-critic/")
    expect(page.get_by_text("Your browser needs JavaScript")).to_be_visible()
    expect(page.get_by_role("main").get_by_role("button")).to_have_count(0)


def test_a_member_answers(page, sign_in, review):
    sign_in(page, a_member())
    page.goto(review.get_absolute_url())
    page.get_by_role("button", name="For", exact=True).click()
    pressed = page.locator(".film-mark [aria-pressed=true]")
    expect(pressed).to_have_text("For")
    assert FilmMark.objects.get().stance == "for"
    page.goto("/my-critic/")
    expect(rows(page, "Films you marked")).to_have_count(1)
    page.go_back()
    pressed.click()
    expect(pressed).to_have_count(0)
    assert not FilmMark.objects.exists()


def test_who_signs_in_keeps_the_marks_and_forgets_them(open_page, sign_in, films):
    page, remy = open_page(), a_member()
    FilmMark.objects.mark(remy, films["Heat"], "against")
    mark_all(page, films)
    sign_in(page, remy)
    page.goto("/my-critic/")
    expect(rows(page, "Films you marked")).to_have_count(3)
    page.get_by_role("button", name="Keep my marks with my account").click()
    expect(page.get_by_text("Your marks are kept with your account")).to_be_visible()
    kept = FilmMark.objects.filter(user=remy)
    assert {row.film.title: row.get_stance_display().title() for row in kept} == ANSWERS
    expect(rows(page, "Critics who agree")).to_have_text(
        ["Iris Vale Agrees with you on 3 of 3 films"]
    )
    expect(page.get_by_role("button", name="Keep my marks")).to_be_hidden()
    assert page.evaluate("localStorage.length") == 0
    page.get_by_text("Forget my marks").click()
    page.get_by_role("button", name="Forget them").click()
    expect(page.get_by_text("You have not marked any films yet.")).to_be_visible()
    assert not FilmMark.objects.exists()


def test_a_guest_forgets(open_page, films):
    page = open_page()
    mark_all(page, films)
    page.goto("/my-critic/")
    page.get_by_text("Forget my marks").click()
    page.get_by_role("button", name="Forget them").click()
    expect(page.get_by_text("You have not marked any films yet.")).to_be_visible()
    assert page.evaluate("localStorage.length") == 0


def test_a_browser_that_keeps_nothing_is_no_error(open_page, review):
    page = open_page()
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error() } })"
    )
    page.goto(review.get_absolute_url())
    page.get_by_role("button", name="For", exact=True).click()
    expect(page.locator(".film-mark [aria-pressed=true]")).to_have_text("For")


def test_axe_finds_nothing(open_page, sign_in, films):
    page, remy = open_page(), a_member()
    mark_all(page, films)
    for _who in ("guest", "member"):
        for path in ("/my-critic/", films["Heat"].get_absolute_url()):
            page.goto(path)
            expect(page.locator(".film-mark, .agreeing li").first).to_be_visible()
            assert_accessible(page, tags=EVERYTHING, schemes=BY_DAY_AND_NIGHT)
        sign_in(page, remy)
