"""The index says what the rows say, whoever changes them and however."""

import random
from datetime import timedelta
from threading import Thread

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from comments.actions.edit import edit, withdraw
from comments.actions.moderate import approve, remove
from comments.models import Comment
from core.models import SearchName
from films.models import Film, FilmTitle, Person
from reviews.models import Byline, ListEntry, Review
from reviews.search import ReviewSource
from search.index import count_drift, rebuild, update
from search.models import Document, Mark
from tests.builders import a_critic, a_film, a_person, a_review, a_section, an_admin
from tests.comments.builders import a_comment, a_moderator, a_pending_comment, a_review_with
from tests.filmsite.test_kept_pages import change, models_of_public_tables

from .builders import found, reviews

pytestmark = pytest.mark.django_db
FIXTURES = ("vocabulary", "films", "reviews", "comments")


def test_it_works():
    film = a_film("Rust and Bone", 2012, director="Jacques Audiard")
    a_review("How to take a punch", film=film, standfirst="Two wrecks meet.")
    assert found("audiard") == [
        ("person", "Jacques Audiard"),
        ("film", "Rust and Bone (2012)"),
        ("review", "How to take a punch"),
    ]
    assert reviews("wrecks city") == ["How to take a punch"]


def test_an_editor_saves_in_the_admin(client):
    client.force_login(an_admin())
    film = a_film("Cléo from 5 to 7")
    a_review(film=film)
    assert found("varda") == []
    client.post(reverse("admin:films_person_add"), {"name": "Agnès Varda"})
    film.credits.create(person=Person.objects.get(), role="director")
    assert ("person", "Agnès Varda") in found("varda")


def test_a_bulk_update_goes_past_save():
    review = a_review("A walk", standfirst="Slow.")
    assert reviews("walk")
    Review.objects.filter(pk=review.pk).update(headline="A swim")
    assert reviews("walk") == [] and reviews("swim") == ["A swim"]


def test_publish_retract_and_back():
    review = a_review("A walk", published=False)
    assert reviews("walk") == []
    review.publish()
    assert reviews("walk") == ["A walk"]
    review.retract("Wrong film.")
    assert reviews("walk") == []
    review.withdraw_to_draft()
    assert reviews("walk") == []


def test_a_schedule_comes_at_its_minute(monkeypatch):
    a_review("A walk", published_at=timezone.now() + timedelta(hours=1))
    assert reviews("walk") == []
    later = timezone.now() + timedelta(hours=2)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert reviews("walk") == ["A walk"]
    assert not Mark.objects.exists()


def test_a_renamed_film_is_found_with_its_reviews():
    film = a_film("Rust and Bone")
    a_review("A punch", film=film)
    assert reviews("rust")
    Film.objects.update(title="De rouille")
    assert reviews("rust") == [] and reviews("rouille") == ["A punch"]


def test_a_renamed_person_is_found_with_films_and_reviews():
    film = a_film("Cléo", director="Agnes Warda")
    a_review("A walk", film=film)
    assert reviews("warda")
    Person.objects.update(name="Agnès Varda")
    assert [kind for kind, _row in found("varda")] == ["person", "film", "review"]
    assert found("warda") == []


def test_a_renamed_critic_is_found_with_reviews():
    critic = a_critic("Iris Vale")
    a_review("A walk", critic=critic)
    assert [kind for kind, _row in found("vale")] == ["critic", "review"]
    critic.name = "Iris Dell"
    critic.save()
    assert found("vale") == [] and reviews("dell") == ["A walk"]


def test_a_byline_more_makes_no_other_review_anew(monkeypatch):
    critic, made, document = a_critic("Iris Vale"), [], ReviewSource.document
    for number in range(3):
        a_review(f"A walk {number}", critic=critic)
    review = a_review("A swim")
    update()
    Byline.objects.create(review=review, critic=critic)

    def recorded(self, row, *about):
        made.append(row)
        return document(self, row, *about)

    monkeypatch.setattr(ReviewSource, "document", recorded)
    update()
    assert made == [review]


def test_many_reviews_are_read_in_as_many_queries_as_two():
    asked = []
    for number in (2, 5):
        made = [a_review(f"A walk {at} of {number}", kind="list") for at in range(number)]
        for at, review in enumerate(made):
            ListEntry.objects.create(review=review, film=a_film(f"Film {at} of {number}"))
            a_section(review)
        with CaptureQueriesContext(connection) as queries:
            ReviewSource().documents([review.pk for review in made])
        asked.append(len(queries))
    assert asked == [6, 6]


def test_another_title_finds_the_film():
    film = a_film("Rust and Bone")
    FilmTitle.objects.create(film=film, text="De rouille et d’os", kind="original")
    assert found("rouille os") == [("film", "Rust and Bone (1962)")]
    FilmTitle.objects.all().delete()
    assert found("rouille") == []


def test_a_section_belongs_to_its_review():
    section = a_section(a_review("A walk"), body="<p>Lampposts.</p>")
    assert reviews("lampposts") == ["A walk"]
    section.delete()
    assert reviews("lampposts") == []


def test_a_deleted_film_is_gone():
    film = a_film("Rust and Bone")
    assert found("rust")
    Film.objects.filter(pk=film.pk).delete()
    assert found("rust") == []


def test_comments_are_apart_and_follow_their_moderation():
    review, mona = a_review_with(), a_moderator()
    comment = a_pending_comment(review, "Ann Lee", "A lighthouse.")
    assert found("lighthouse", "comment") == []
    approve(comment, mona)
    assert [kind for kind, _row in found("lighthouse", "comment")] == ["comment"]
    assert found("lighthouse") == []
    comment.refresh_from_db()
    edit(comment, "A windmill.")
    assert found("lighthouse", "comment") == [] and found("windmill", "comment")
    remove(Comment.objects.get(), mona, "Off topic")
    assert found("windmill", "comment") == []


def test_comments_of_a_review_that_is_gone_are_not_found():
    review = a_review_with()
    a_comment(review, "Ann Lee", "A lighthouse.")
    assert found("lighthouse", "comment")
    review.retract("Wrong film.")
    assert found("lighthouse", "comment") == []


@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite lets one at a time write")
@pytest.mark.django_db(transaction=True)
def test_one_at_a_time_makes_documents():
    review, drift = a_review("Salt and iron"), []
    update()

    def change():
        Review.objects.filter(pk=review.pk).update(headline="Salt")
        update()
        drift.append(count_drift())
        connections.close_all()

    other = Thread(target=change)
    with transaction.atomic():
        rebuild()
        other.start()
        while other.is_alive() and not somebody_waits():
            pass
    other.join()
    assert drift == [0]


def somebody_waits():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_locks WHERE NOT granted")
        return cursor.fetchone()


def test_a_rebuild_makes_the_names_true_that_choosers_ask():
    call_command("loaddata", *FIXTURES, verbosity=0)
    call_command("rebuild_search", verbosity=0)
    assert SearchName.objects.filter(model_label="films.film", folded="rust and bone").exists()


def test_loaddata_and_rebuild():
    call_command("loaddata", *FIXTURES, verbosity=0)
    for name in ("rebuild_names", "recount_comments", "rerender_comments", "rebuild_search"):
        call_command(name, verbosity=0)
    assert not Mark.objects.exists()
    assert ("person", "Jacques Audiard") in found("audiard")
    call_command("check_search")


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE search_document SET title = 'Odd'",
        "UPDATE search_document SET facets = ''",
        "DELETE FROM search_document",
        {
            "sqlite": "UPDATE search_index SET body = 'odd'",
            "postgresql": "UPDATE search_document SET whole = NULL",
        },
        {
            "sqlite": "DELETE FROM search_index",
            "postgresql": "UPDATE search_document SET head = NULL",
        },
    ],
)
def test_check_finds_damage_and_rebuild_mends_it(damage):
    a_review("A walk")
    call_command("check_search")
    sql = damage if isinstance(damage, str) else damage[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(sql)
    with pytest.raises(CommandError, match="Run rebuild_search"):
        call_command("check_search")
    call_command("rebuild_search")
    call_command("check_search")
    assert reviews("walk") == ["A walk"]


def test_an_index_with_a_row_too_many_is_mended():
    a_person("Agnès Varda")
    update()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_index (rowid, title) VALUES (1, 'odd')")
        assert count_drift() == 1
        rebuild()
    assert count_drift() == 0


def test_an_erased_comment_leaves_no_document():
    comment = a_comment(a_review_with(), "Ann Lee", "A lighthouse.")
    update()
    assert Document.objects.filter(body__contains="lighthouse").exists()
    withdraw(comment)
    update()
    assert not Document.objects.filter(body__contains="lighthouse").exists()


def test_a_search_with_nothing_new_asks_once(django_assert_num_queries):
    a_review("A walk")
    update()
    with django_assert_num_queries(1):
        update()


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_after_any_changes_the_index_equals_one_made_anew(seed):
    call_command("loaddata", *FIXTURES, verbosity=0)
    for name in ("rebuild_names", "recount_comments", "rerender_comments", "rebuild_search"):
        call_command(name, verbosity=0)
    chance, done = random.Random(seed), 0  # noqa: S311
    kinds = models_of_public_tables()
    while done < 200:
        kind = chance.choice(kinds)
        if change(chance, kind):
            done += 1
            update()
            assert count_drift() == 0, (done, kind)
