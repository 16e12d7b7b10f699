"""import_documents, through its front door."""

import json

import pytest
from django.core.management import CommandError, call_command

from comments.actions import moderate
from comments.models import Comment
from films.models import Credit, Film, Person
from reviews.models import Critic, Publication, Review, Section
from tests.builders import a_critic, a_film, a_person
from tests.importer.pages import DOCUMENTS, page

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
EVERYTHING = (Film, Person, Credit, Review, Section, Critic, Publication, Comment, Comment)


def counts():
    return [model.objects.count() for model in EVERYTHING]


@pytest.fixture
def run(capsys):
    """Run the command and return what it printed, also when it ends in an error."""

    def run(*args, **options):
        error = None
        try:
            call_command("import_documents", *map(str, args), **options)
        except CommandError as caught:
            error = caught
        printed = capsys.readouterr().out
        return (printed, error) if error else printed

    return run


def test_it_works(run):
    printed = run(page("blog"))
    assert (
        printed.splitlines()[-1]
        == "1 document: 1 review added, 0 already there, 0 not reviews, 0 unreadable"
    )
    review = Review.objects.get()
    assert (review.status, review.headline, str(review.film)) == ("draft", "Saltveien", "Saltveien")


def test_a_folder_with_reviews_and_others(run):
    last = run(DOCUMENTS).splitlines()[-1]
    assert last == "20 documents: 12 reviews added, 0 already there, 8 not reviews, 0 unreadable"


def test_a_second_run_adds_nothing_also_when_the_file_was_moved(run, tmp_path):
    run(DOCUMENTS)
    before = counts()
    moved = tmp_path / "renamed.txt"
    moved.write_bytes(page("blog").read_bytes().replace(b"\n", b"\r\n"))
    assert "0 reviews added, 12 already there" in run(DOCUMENTS)
    assert "0 reviews added, 1 already there" in run(moved)
    assert counts() == before


def test_pages_about_one_film_share_its_record(run):
    run(*(page(name) for name in ("essay", "home_release", "radio", "weekly", "blog")))
    film = Film.objects.get()
    assert (film.title, film.year, film.runtime, film.original_title) == (
        "The Salt Road",
        2003,
        104,
        "Saltveien",
    )
    assert film.reviews.count() == 5
    assert Person.objects.filter(name="Lena Forst").count() == 1
    assert film.based_on.author.name == "Edith Crane"


def test_a_dry_run_writes_nothing_and_prints_the_same_table(run, tmp_path):
    before = counts()
    tried = run(DOCUMENTS, dry_run=True)
    assert counts() == before
    assert tried.splitlines()[:-1] == run(DOCUMENTS).splitlines()[:-1]


def test_comments_wait_for_a_moderator(run):
    run(page("blog"))
    assert not Comment.objects.approved().exists()
    first, reply, *unnamed = Comment.objects.pending()
    assert (first.name, first.imported_likes) == ("filmotter", 1)
    assert reply.parent == first
    assert [submission.name for submission in unnamed] == ["A reader", "A reader"]


def test_what_waited_takes_its_place_when_it_is_approved(run):
    run(page("blog"))
    first, reply, *_unnamed = Comment.objects.pending()
    comment = first
    moderate.approve(comment, None)
    moderate.approve(reply, None)
    reply.refresh_from_db(), comment.refresh_from_db()
    assert reply.parent == comment and reply.depth == 1
    assert comment.imported_likes == 1


def test_what_lacks_something_stays_a_draft_and_the_table_says_what(run):
    said = " ".join(run(page("nested"), publish=True).split())
    assert Review.objects.get().status == "draft" and not Comment.objects.approved().exists()
    assert "as a draft, because something is missing" in said and "Write the standfirst." in said


def test_publish_publishes_review_and_comments(run, monkeypatch):
    monkeypatch.setattr("importer.saving.publish_problems", lambda review: [])
    run(page("nested"), publish=True)
    review = Review.objects.published().get()
    assert review.published_at.date().isoformat() == "2016-03-03"
    thread = Comment.objects.order_by("path")
    assert [(comment.name, comment.depth) for comment in thread][:3] == [
        ("Otto Brandt", 0),
        ("Petra Lang", 1),
        ("Otto Brandt", 2),
    ]
    assert thread[2].imported_likes == 3
    assert thread[0].posted_at.date().isoformat() == "2016-03-04"


def test_the_published_page_opens(run, client):
    run(page("festival"), publish=True)
    assert client.get(Review.objects.published().get().get_absolute_url()).status_code == 200


def test_what_a_page_says_against_the_record_is_reported_and_not_entered(run):
    film = a_film("The Salt Road", 2004, director="Ines Halloran", runtime=100)
    Credit.objects.create(film=film, person=a_person("Emmi Lund"), role="cast", character="Tove")
    printed = " ".join(run(page("essay"), page("weekly"), page("radio")).split())
    assert "year: the page says 2003, the record says 2004" in printed
    assert "runtime: the page says 104 minutes, the record says 100 minutes" in printed
    assert "“Emmi Lunde” is similar to “Emmi Lund”" in printed
    film.refresh_from_db()
    assert (film.year, film.runtime, film.credits.count()) == (2004, 100, 2)
    assert not Person.objects.filter(name="Emmi Lunde").exists()


def test_a_film_of_the_same_title_by_somebody_else_is_another_film(run):
    a_film("The Salt Road", 1951, director="Gil Navarro")
    run(page("weekly"))
    assert sorted(Film.objects.values_list("year", flat=True)) == [1951, 2003]


def test_accents_and_case_do_not_make_another_film_or_person(run):
    film = a_film("LES MAREES BASSES", 2014, director="Bruno CASTEL")
    run(page("french"))
    assert Review.objects.get().film == film


def test_a_near_title_is_reported_and_not_merged(run):
    a_film("The Salt Roads", 2003, director="Gil Navarro")
    assert "similar to The Salt Roads (2003); not merged" in " ".join(run(page("weekly")).split())
    assert Film.objects.count() == 2


def test_two_critics_of_one_name_are_not_guessed_at(run):
    a_critic("Petra Lang")
    Critic.objects.create(name="Petra Lang")
    assert "several critics are called Petra Lang" in " ".join(run(page("nested")).split())
    assert not Review.objects.get().critics.exists()


def test_a_page_that_names_no_publication_gets_the_plain_one(run):
    run(page("blog"), page("weekly"))
    assert set(Publication.objects.values_list("name", flat=True)) == {
        "Imported documents",
        "East Harbour Weekly",
    }


def test_markup_in_a_document_is_only_text(run, tmp_path):
    bad = tmp_path / "bad.txt"
    bad.write_text(
        page("nested")
        .read_text()
        .replace("It is a flawed", "<script>alert(1)</script> It is a flawed")
    )
    run(bad)
    assert "&lt;script&gt;" in Review.objects.get().body


def test_one_bad_file_among_good_ones(run, tmp_path):
    bad = tmp_path / "picture.png"
    bad.write_bytes(b"\x89PNG\r\n" + bytes(90))
    printed, error = run(page("blog"), bad, tmp_path / "none.txt", page("radio"))
    assert "2 reviews added, 0 already there, 0 not reviews, 2 unreadable" in printed
    assert "2 of 4 documents could not be imported" in str(error)
    assert Review.objects.count() == 2


def test_a_document_that_fails_half_way_leaves_nothing(run, monkeypatch):
    from django.db import DatabaseError

    def fail(*args):
        raise DatabaseError("The disk is full.")

    monkeypatch.setattr("importer.saving.save_comments", fail)
    before = counts()
    printed, error = run(page("blog"))
    assert "The disk is full." in printed
    assert error
    assert counts() == before


def test_a_page_that_is_no_review_is_no_failure(run):
    printed = run(page("recipe"))
    assert "not a review: it is a recipe" in printed
    assert not Film.objects.exists()


def test_the_fixture_brings_it_all_to_another_site(run, tmp_path):
    out = tmp_path / "out.json"
    run(DOCUMENTS, fixture=str(out), publish=True)
    before = dict(zip(EVERYTHING, counts(), strict=True))
    for model in (Comment, Review, Critic, Publication, Film):
        model.objects.all().delete()
    for _again in range(2):
        call_command("loaddata", str(out), verbosity=0)
    for model in (Film, Review, Section, Credit, Critic):
        assert model.objects.count() == before[model], model
    assert not Comment.objects.exists()  # those that wait for a moderator stay behind
    assert "pk" not in json.loads(out.read_text())[0]
    assert [file.name for file in tmp_path.iterdir()] == ["out.json"]


def test_a_fixture_that_cannot_be_written_is_refused_before_anything_is_read(run, tmp_path):
    _printed, error = run(page("blog"), fixture=str(tmp_path / "none" / "out.json"))
    assert "cannot be written" in str(error)
    assert not Review.objects.exists()


def test_a_dry_run_has_no_fixture(run, tmp_path):
    _printed, error = run(page("blog"), dry_run=True, fixture=str(tmp_path / "out.json"))
    assert "Leave out" in str(error)
