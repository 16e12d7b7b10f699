"""Articles: interviews, features, news, episodes and festival reports, which are no reviews."""

import json
import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.models import PageChange
from reviews.models import Aspect, Byline, Review, Series, Subject, Take
from tests.admin.people import errors_of, filled
from tests.builders import a_critic, a_film, a_publication, a_review, an_admin
from tests.comments.builders import words
from tests.filmsite.kept_site import KeptSite
from tests.search.builders import found
from tests.sitemaps import sitemaps_text

pytestmark = pytest.mark.django_db
SCHEMA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def an_article(headline="Talking with the projectionist", kind="interview", film=None, **fields):
    """One of no film, unless one is given."""
    article = a_review(headline, film=film or a_film("Nowhere"), kind=kind, **fields)
    if film is None:
        article.subjects.all().delete()
    return article


def page_of(client, path):
    return " ".join(client.get(path).content.decode().split())


def machine_data(page):
    blocks = [json.loads(block) for block in SCHEMA.findall(page)]
    return [node for block in blocks for node in (block if isinstance(block, list) else [block])]


def fresh(review):
    return Review.objects.get(pk=review.pk)


def test_it_works(client):
    article = an_article(critic=a_critic("Iris Vale"), kicker="Behind the screen")
    assert article.get_absolute_url() == "/articles/talking-with-the-projectionist/"
    page = page_of(client, article.get_absolute_url())
    assert "· Interview · Behind the screen" in page and "By <a" in page
    assert "Reviewed by" not in page and 'class="record"' not in page


# Addresses


def test_the_other_address_redirects_with_its_query(client):
    article, review = an_article(), a_review("Salt and iron")
    answer = client.get("/reviews/talking-with-the-projectionist/?p=2")
    assert answer.status_code == 301
    assert answer.headers["Location"] == f"{article.get_absolute_url()}?p=2"
    answer = client.get("/articles/salt-and-iron/")
    assert answer.headers["Location"] == review.get_absolute_url()


def test_a_past_address_redirects(client):
    article = an_article()
    article.slug = "in-the-booth"
    article.save()
    answer = client.get("/articles/talking-with-the-projectionist/", follow=True)
    assert answer.redirect_chain == [("/articles/in-the-booth/", 301)]


def test_a_draft_is_not_found_under_either_address(client):
    an_article(published=False)
    for folder in ("reviews", "articles"):
        assert client.get(f"/{folder}/talking-with-the-projectionist/").status_code == 404


def test_a_changed_kind_moves_the_kept_page(client):
    site, article = KeptSite(), an_article()
    before = article.get_absolute_url()
    assert site.get(before)[0] == "200 OK"
    Review.objects.filter(pk=article.pk).update(kind="review")
    status, headers, _body = site.get(before)
    assert status.startswith("301") and headers["Location"] == fresh(article).get_absolute_url()
    assert PageChange.objects.filter(tag="review").exists()


def test_readers_comment_below_it(client):
    article = an_article(publication=a_publication(confirm_guests=False))
    sent = words("What a voice.", "Ada Lark", "ada@readers.example")
    answer = client.post(reverse("comments:write", args=[article.slug]), sent, follow=True)
    assert answer.redirect_chain[-1][0].startswith(article.get_absolute_url())
    assert "What a voice." in page_of(client, article.get_absolute_url())


# Lists


def test_the_list_of_articles_has_no_reviews_and_the_other_way_round(client):
    an_article(), a_review("Salt and iron")
    articles, reviews = page_of(client, "/articles/"), page_of(client, "/reviews/")
    assert "Talking with" in articles and "Salt and iron" not in articles
    assert "Salt and iron" in reviews and "Talking with" not in reviews


def test_articles_of_a_kind(client):
    an_article(), an_article("A prize for salt", kind="news")
    page = page_of(client, "/articles/?kind=news")
    assert "A prize for salt" in page and "Talking with" not in page
    assert "No articles of this kind." in page_of(client, "/articles/?kind=festival")
    for kind in ("review", "opera"):
        assert client.get(f"/articles/?kind={kind}").status_code == 404


def test_an_empty_list(client):
    assert "No articles yet." in page_of(client, "/articles/")


@pytest.mark.parametrize("path", ["/", "/archive/{month}/", "/critics/iris-vale/", "/feed/"])
def test_where_both_stand_the_kind_is_named(client, path):
    an_article(critic=a_critic("Iris Vale"))
    month = timezone.localtime().strftime("%Y/%-m")
    page = page_of(client, path.format(month=month))
    assert "Talking with the projectionist" in page and "Interview" in page


def test_a_critics_reviews_alone_are_counted(client):
    iris = a_critic("Iris Vale")
    a_review(critic=iris), a_review(critic=iris), an_article(critic=iris)
    assert "2 reviews, 1 article" in page_of(client, "/critics/iris-vale/")
    assert "2 reviews, 1 article" in page_of(client, "/critics/")


def test_a_critic_of_articles_alone(client):
    an_article(critic=a_critic("Iris Vale"))
    page = page_of(client, "/critics/")
    assert "1 article" in page and "0 reviews" not in page


def test_a_challenge_counts_films_that_were_reviewed(client):
    challenge = Series.objects.create(name="Fifty-two films", kind="challenge", goal=52)
    a_review(series=challenge), an_article(series=challenge)
    assert "1 of 52 films seen" in page_of(client, challenge.get_absolute_url())


# What judges


def test_it_is_in_no_round_table_and_no_file_of_verdicts(client):
    heat, direction = a_film("Heat", 1995), Aspect.objects.create(name="Direction")
    article = an_article(film=heat, critic=a_critic("Iris Vale"))
    for review in (article, a_review(film=heat), a_review(film=heat)):
        Take.objects.create(review=review, aspect=direction, stance="for", phrase="So cold")
    page = page_of(client, heat.get_absolute_url())
    assert "2 critics, side by side" in page and "2 reviews" in page
    assert "Iris Vale" not in client.get("/critics/verdicts.json").content.decode()


def test_a_film_has_its_articles_beside_its_reviews(client):
    heat = a_film("Heat", 1995)
    an_article(film=heat)
    page = page_of(client, heat.get_absolute_url())
    assert "Also about this film" in page and "Not reviewed yet." in page
    assert "Talking with" in page_of(client, f"{heat.get_absolute_url()}articles/")
    assert "Talking with" not in page_of(client, f"{heat.get_absolute_url()}reviews/")


def test_a_review_leads_on_to_an_article_about_its_film(client):
    heat = a_film("Heat", 1995)
    review, _article = a_review(film=heat), an_article(film=heat)
    page = page_of(client, review.get_absolute_url())
    assert "Other reviews of" not in page and "About Heat" in page


def test_nobody_is_led_to_one_at_random(client):
    an_article()
    assert client.get("/random/").headers["Location"] == "/reviews/"


# Machines


@pytest.mark.parametrize(
    ("kind", "name"),
    [("interview", "Article"), ("news", "NewsArticle"), ("episode", "PodcastEpisode")],
)
def test_machines_are_told_what_it_is(client, kind, name):
    heat = a_film("Heat", 1995, director="Michael Mann")
    article = an_article(kind=kind, film=heat)
    node, *_others = machine_data(page_of(client, article.get_absolute_url()))
    assert node["@type"] == name and node["headline"] == article.headline
    assert node["about"][0]["name"] == "Heat" and "itemReviewed" not in node


def test_the_sitemap_has_its_address(client):
    article = an_article()
    assert f"{article.get_absolute_url()}<" in sitemaps_text(client)


def test_search_finds_it_by_its_kind(client):
    article = an_article()
    assert found("interview") == [("review", article.headline)]
    page = page_of(client, "/search/?q=projectionist")
    assert "Reviews and articles" in page and "· Interview" in page


# The admin


def form_of(client, article):
    return client.get(reverse("admin:reviews_review_change", args=[article.pk]))


def press(client, article, button, **changes):
    data = filled(form_of(client, article), **changes) | {button: "1"}
    address = reverse("admin:reviews_review_change", args=[article.pk])
    answer = client.post(address, data, follow=True)
    return " ".join(str(message) for message in answer.context["messages"])


@pytest.fixture
def desk(client):
    client.force_login(an_admin())
    return client


def test_it_needs_no_film_and_no_standfirst_and_gives_no_verdict(desk):
    article = an_article(published=False)
    assert "is published" in (said := press(desk, article, "_publish"))
    assert "verdict" not in said and fresh(article).is_public


def test_it_needs_a_byline_and_a_text(desk):
    article = an_article(published=False, body="")
    Byline.objects.all().delete()
    said = press(desk, article, "_publish")
    assert "Add a critic to the byline." in said and "Write the body or a section." in said
    assert "film" not in said and "standfirst" not in said


def test_a_host_alone_makes_an_episode(desk):
    article = an_article(published=False, kind="episode")
    Byline.objects.update(role="host")
    assert "is published" in press(desk, article, "_publish")


def test_its_form_asks_for_no_verdict(desk):
    form = form_of(desk, an_article(published=False)).content.decode()
    assert 'name="verdict"' not in form and "takes-TOTAL_FORMS" not in form


def test_a_review_with_a_verdict_becomes_no_article(desk):
    review = a_review(published=False, verdict="mixed")
    data = filled(form_of(desk, review), kind="feature")
    answer = desk.post(reverse("admin:reviews_review_change", args=[review.pk]), data)
    assert "Only a review has a verdict." in errors_of(answer)


def test_the_front_page_of_the_admin_leads_to_an_article(desk):
    assert "/admin/reviews/review/add/?kind=feature" in desk.get("/admin/").content.decode()
    form = desk.get("/admin/reviews/review/add/?kind=feature").content.decode()
    assert 'value="feature" selected' in form and 'name="verdict"' not in form


# Reviews of two films, reports of a festival, hostile texts


def test_a_review_of_two_films_names_both(client):
    heat = a_film("Heat", 1995, director="Michael Mann")
    review = a_review("Two heists", film=heat, verdict="mixed")
    Subject.objects.create(review=review, film=a_film("Rififi", 1955), order=1)
    page = page_of(client, review.get_absolute_url())
    node, *_others = machine_data(page)
    assert node["itemReviewed"]["name"] == "Heat"
    assert [film["name"] for film in node["about"]] == ["Heat", "Rififi"]
    front = page_of(client, "/")
    assert ">Heat</cite>" in front and ">Rififi</cite>" in front


def test_a_festival_report_covers_films_or_none(client):
    none, one = (
        an_article("Nine days by the sea", kind="festival", film=film)
        for film in (None, a_film("Heat", 1995))
    )
    for report in (none, one):
        page = page_of(client, report.get_absolute_url())
        assert "Festival report" in page and machine_data(page)[0]["@type"] == "Article"


def test_a_report_of_many_films_names_three_at_its_head_and_has_no_facts_of_each(client):
    report = an_article("Nine days by the sea", kind="festival", film=a_film("Film 0", 2001))
    for number in range(1, 5):
        Subject.objects.create(review=report, film=a_film(f"Film {number}", 2001), order=number)
    page = page_of(client, report.get_absolute_url())
    head, _tag, rest = page.partition('<header class="review-head')[2].partition("</header>")
    assert "Film 2</cite>" in head and "Film 3</cite>" not in head and "and 2 more films" in head
    assert all(f">Film {number}</cite>" in rest for number in range(5)) and "<dt>Year" not in rest


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "שלום עולם", "W" * 200])
def test_any_headline_leaves_the_page_whole(client, text):
    article = an_article(text, kicker=text[:80], standfirst=text)
    for path in ("/", "/articles/", article.get_absolute_url()):
        page = page_of(client, path)
        assert "<script>alert" not in page and page.endswith("</html>")


def test_a_scheduled_article_comes_at_its_time(client):
    article = an_article(published_at=timezone.now() + timedelta(hours=1))
    assert "Talking with" not in page_of(client, "/articles/")
    assert client.get(article.get_absolute_url()).status_code == 404


def test_more_articles_cost_no_more_queries(client, django_assert_max_num_queries):
    def cost():
        with django_assert_max_num_queries(40) as queries:
            client.get("/articles/")
        return len(queries)

    an_article()
    first = cost()
    for number in range(5):
        an_article(f"Talk {number}", film=a_film(f"Film {number}"))
    assert cost() <= first + 3  # films, and who made them
