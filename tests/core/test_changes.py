"""Every change of a public table leaves the tags of the pages that show it."""

import pytest
from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import connection, transaction
from django.db.migrations import Migration
from django.utils import timezone

from comments.models import Comment
from core.changes import _there, add_triggers, public_tables
from core.models import PageChange
from films.models import Credit, Film, Genre, Person, Release
from outside.models import Station
from reviews.models import Review, Tag
from tests.builders import a_critic, a_film, a_person, a_review, a_section
from tests.comments.builders import a_comment, a_pending_comment
from tests.outside.builders import a_station, on_air

pytestmark = pytest.mark.django_db


@pytest.fixture
def tags():
    """The tags that a change leaves."""

    def left_by(act):
        PageChange.objects.all().delete()
        act()
        return set(PageChange.objects.values_list("tag", flat=True))

    return left_by


def test_it_works(tags):
    film = a_film()
    changed = Film.objects.filter(pk=film.pk)
    assert tags(lambda: changed.update(logline="A singer waits.")) == {film.tag}


def test_a_list_changes_when_a_row_moves_in_it(tags):
    film = a_film()
    assert tags(lambda: Film.objects.filter(pk=film.pk).update(year=1961)) == {film.tag, "film"}


def test_a_new_row_changes_the_list(tags):
    assert "person" in tags(a_person)


def test_a_row_that_goes_changes_its_page_and_the_list(tags):
    person = a_person()
    assert tags(Person.objects.filter(pk=person.pk).delete) == {person.tag, "person"}


def test_what_is_saved_as_it_was_changes_nothing(tags):
    film = a_film()
    assert tags(lambda: Film.objects.filter(pk=film.pk).update(year=film.year)) == set()


def test_a_bulk_update_changes_each_row(tags):
    films = [a_film("Heat", 1995), a_film("Alien", 1979)]
    assert tags(lambda: Film.objects.update(runtime=100)) == {film.tag for film in films}


def test_a_credit_changes_its_film_its_person_and_who_is_public(tags):
    film, person = a_film(), a_person()
    credit = Credit(film=film, person=person, role="cast")
    found = tags(lambda: Credit.objects.bulk_create([credit]))
    assert found == {film.tag, person.tag, "person"}


def test_a_credit_without_a_person_has_no_tag_for_one(tags):
    film = a_film()
    credit = Credit.objects.create(film=film, credited_as="Anon", role="cast")
    assert tags(credit.delete) == {film.tag, "person"}


def test_what_belongs_to_another_film_now_changes_both(tags):
    one, other = a_film("Heat", 1995), a_film("Alien", 1979)
    Release.objects.create(film=one, kind="digital")
    assert {one.tag, other.tag} <= tags(lambda: Release.objects.update(film=other))


def test_a_genre_of_a_film_changes_the_lists_of_both(tags):
    film, genre = a_film(), Genre.objects.create(name="Western")
    assert tags(lambda: film.genres.add(genre)) == {film.tag, genre.tag, "film", "genre"}


def test_a_draft_changes_nothing(tags):
    draft = a_review(published=False, critic=a_critic(), film=a_film())
    section = a_section(draft)
    tag = Tag.objects.create(name="noir")
    assert tags(lambda: Review.objects.update(body="<p>More.</p>")) == set()
    assert tags(lambda: draft.tags.add(tag)) == set()
    assert tags(section.delete) == set()


def test_a_published_text_changes_its_page_and_what_names_people(tags):
    review = a_review()
    update = Review.objects.filter(pk=review.pk).update
    assert tags(lambda: update(body="<p>More.</p>")) == {review.tag, "review-text"}


@pytest.mark.parametrize("status", ["published", "draft", "retracted"])
def test_publishing_and_taking_back_change_the_lists(tags, status):
    review = a_review(published=status != "published")
    fields = {"status": status, "published_at": "2026-01-01T00:00Z"}
    fields |= {"retracted_at": "2026-01-02T00:00Z", "retraction_reason": "An error."}
    found = tags(lambda: Review.objects.filter(pk=review.pk).update(**fields))
    assert {review.tag, "review"} <= found


def test_a_comment_changes_its_thread_and_the_latest(tags):
    review = a_review()
    assert tags(lambda: a_comment(review)) == {f"thread:{review.pk}", "comment"}


def test_a_like_changes_the_thread_alone(tags):
    review = a_review()
    a_comment(review)
    assert tags(lambda: Comment.objects.update(member_likes=3)) == {f"thread:{review.pk}"}


def test_a_text_that_waits_changes_nothing(tags):
    review = a_review()
    assert tags(lambda: a_pending_comment(review)) == set()


def test_loaddata_leaves_tags(tags):
    assert "country" in tags(lambda: call_command("loaddata", "vocabulary", verbosity=0))


def test_a_change_that_is_taken_back_leaves_none(tags):
    film = a_film()

    def change():
        with transaction.atomic():
            film.save()
            transaction.set_rollback(True)

    assert tags(change) == set()


def test_each_public_table_exists():
    assert public_tables().keys() <= set(connection.introspection.table_names())


def test_each_public_table_has_its_triggers():
    tables = [str(name).strip('"') for name in _there(connection).values()]
    assert sorted(tables) == sorted([*public_tables()] * 3)


def test_triggers_are_made_once_and_old_ones_go(tags):
    film, before = a_film(), _there(connection)
    name = next(name for name, table in before.items() if str(table) == "films_film")
    with connection.cursor() as cursor:
        on_table = " ON films_film" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER {name}{on_table}")
    add_triggers(connection)
    add_triggers(connection)
    assert _there(connection) == before
    assert film.tag in tags(lambda: Film.objects.update(year=1990, title="Other"))


@pytest.mark.django_db(transaction=True)
def test_a_migration_can_change_a_table_that_triggers_of_others_name():
    field, plan = Release._meta.get_field("note"), [(Migration("0002_longer", "films"), False)]
    longer = field.clone()
    longer.set_attributes_from_name(field.name)
    longer.model, longer.max_length = Release, field.max_length + 1
    emit_pre_migrate_signal(0, False, "default", plan=plan)
    with connection.schema_editor() as editor:
        editor.alter_field(Release, field, longer)
        editor.alter_field(Release, longer, field)
    emit_post_migrate_signal(0, False, "default", plan=plan)
    assert len(_there(connection)) == len(public_tables()) * 3


def test_what_a_job_notes_of_a_station_leaves_no_tag(tags):
    station = a_station(place="after_review")
    changed = Station.objects.filter(pk=station.pk)
    assert (
        tags(lambda: changed.update(next_at=timezone.now(), problem="It took too long.")) == set()
    )
    assert tags(lambda: changed.update(name="Other")) == {"station-after_review:0"}


def test_a_station_that_is_not_shown_leaves_none(tags):
    station = on_air("Now", is_shown=False)
    assert tags(lambda: Station.objects.filter(pk=station.pk).update(name="Other")) == set()
    assert tags(station.tracks.all().delete) == set()
