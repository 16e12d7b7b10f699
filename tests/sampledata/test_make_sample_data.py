"""`manage.py make_sample_data`: counts, sameness, soundness, refusals."""

import re
from io import StringIO

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from comments import rendering
from comments.models import Comment, Discussion
from comments.models.comment import DIGITS, MAX_DEPTH
from films.models import Credit, Film, FilmTitle, Nomination, Person, Release
from pages.models import Package, PackageReview
from reviews.models import (
    Byline,
    Correction,
    Critic,
    Department,
    Publication,
    Review,
    Section,
    Series,
    Subject,
    Tag,
    Take,
)
from tests.builders import a_review

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

MODELS = (
    *(Film, FilmTitle, Person, Credit, Release, Nomination),
    *(Publication, Critic, Series, Tag, Review, Subject, Byline, Section, Take),
    *(Department, Correction, Package, PackageReview),
    *(User, Discussion, Comment, Comment),
)


def make(reviews=130, films=60, comments=300, **options):
    out = StringIO()
    call_command(
        "make_sample_data", reviews=reviews, films=films, comments=comments, stdout=out, **options
    )
    return out.getvalue()


@pytest.fixture(autouse=True)
def one_day():
    """The content hangs on the day; the tests see the same one always."""
    with time_machine.travel("2026-03-01 12:00Z"):
        yield


@pytest.fixture
def sample_data():
    make()


def content_of(**options):
    """What a run writes, told in words; the run is undone."""
    with transaction.atomic():
        make(reviews=45, films=20, comments=120, **options)
        told = [
            list(
                Film.objects.order_by("pk", "genres__name").values_list(
                    "title", "slug", "year", "runtime", "genres__name"
                )
            ),
            list(
                Credit.objects.order_by("pk").values_list(
                    "film__slug", "person__slug", "role", "character"
                )
            ),
            list(
                Review.objects.order_by("pk", "tags__name").values_list(
                    "slug", "body", "stars", "published_at", "tags__name"
                )
            ),
            list(Section.objects.order_by("pk").values_list("review__slug", "heading", "body")),
            list(
                Comment.objects.order_by("pk").values_list(
                    "path", "name", "body_html", "posted_at", "imported_likes"
                )
            ),
            list(Comment.objects.order_by("pk").values_list("email", "body", "status")),
        ]
        transaction.set_rollback(True)
    return told


def placed():
    """All comments but those that wait for a moderator."""
    return Comment.objects.exclude(status="pending")


def test_it_makes_as_many_as_asked():
    line = make(reviews=41, films=13, comments=77)
    assert (Review.objects.count(), Film.objects.count(), placed().count()) == (41, 13, 77)
    assert line.startswith("Made 41 reviews, 13 films and 77 comments in ")


def test_one_seed_one_site():
    with time_machine.travel("2026-03-01 09:00Z"):
        morning = content_of(seed=7)
    with time_machine.travel("2026-03-01 21:00Z"):
        evening = content_of(seed=7)
    assert morning == evening


def test_another_seed_another_site():
    assert content_of(seed=7) != content_of(seed=8)


@pytest.mark.parametrize("numbers", [(3, 2, 10), (1, 1, 0), (1, 1, 1), (0, 4, 0), (0, 0, 0)])
def test_small_sites(numbers):
    make(*numbers)
    assert (Review.objects.count(), Film.objects.count(), placed().count()) == numbers


def test_rows_are_what_forms_would_let_pass(sample_data):
    for model in MODELS:
        rows = list(model.objects.order_by("pk"))
        assert rows, model
        for row in rows[:: 1 + len(rows) // 40]:
            row.full_clean()


def test_discussions_count_their_comments(sample_data):
    for discussion in Discussion.objects.all():
        comments = placed().filter(discussion=discussion).order_by("seq")
        assert [comment.seq for comment in comments] == list(range(1, discussion.last_seq + 1))
        assert discussion.visible_count == comments.approved().count()


def test_comments_stand_under_what_they_answer():
    make(reviews=2, films=2, comments=900)
    for comment in placed().select_related("parent"):
        assert len(comment.path) == (comment.depth + 1) * DIGITS
        if comment.parent:
            assert comment.discussion_id == comment.parent.discussion_id
            assert comment.root_seq == comment.parent.root_seq
            assert comment.depth == min(comment.parent.depth + 1, MAX_DEPTH)
            assert comment.path.startswith(comment.parent.path[: comment.depth * DIGITS])
            assert comment.posted_at >= comment.parent.posted_at


def test_tombstones_are_those_with_replies_on_the_page():
    make(reviews=2, films=2, comments=1500)
    gone = Comment.objects.filter(status="removed")
    assert {comment.is_tombstone for comment in gone} == {True, False}
    for comment in gone:
        assert comment.is_tombstone == comment.replies.shown().exists()
        assert comment.reason


def test_threads_are_long_and_short_and_empty():
    make(reviews=40, films=10, comments=5040)
    sizes = Discussion.objects.values_list("visible_count", flat=True)
    assert max(sizes) > 200
    assert min(sizes) == 0
    assert sum(Discussion.objects.values_list("last_seq", flat=True)) == 5040


def test_several_critics_review_one_film(sample_data):
    critics = Count("reviews__critics", distinct=True)
    film = Film.objects.annotate(critics=critics).order_by("-critics").first()
    assert film.critics >= 3
    assert Take.objects.filter(review__films=film).values("review").distinct().count() >= 3


def test_some_passages_are_spoilers(sample_data):
    assert Section.objects.filter(spoiler="ending").exists()
    assert Comment.objects.filter(body_html__contains='<details class="spoiler">').exists()


def test_comments_are_printed_once(sample_data):
    comment = Comment.objects.first()
    assert comment.renderer_version == rendering.VERSION
    assert comment.body_html == rendering.render(comment.body)


def test_some_comments_still_wait(sample_data):
    assert Comment.objects.pending().exists()


def test_publications_have_every_comment_policy(sample_data):
    policies = set(Publication.objects.values_list("comment_policy", flat=True))
    assert policies == set(Publication.CommentPolicy.values)
    members_only = placed().filter(
        discussion__review__publication__comment_policy="members", critic=None
    )
    assert members_only.exists()
    assert not members_only.filter(user=None).exists()


def test_nobody_can_sign_in_as_a_member(sample_data):
    assert not any(member.has_usable_password() for member in User.objects.all())


def test_reviews_stand_in_every_stage_of_their_life(sample_data):
    assert Review.objects.drafts().exists()
    assert Review.objects.scheduled().exists()
    assert Review.objects.filter(status="retracted").exists()
    newest_first = Review.objects.published().newest_first()
    assert newest_first.last().published_at.year < timezone.now().year - 15
    assert newest_first.first().published_at.year > timezone.now().year - 5


def test_bodies_hold_every_kind_of_block(sample_data):
    texts = "".join(Review.objects.values_list("body", flat=True)) + "".join(
        Section.objects.values_list("body", flat=True)
    )
    for block in (
        "<h2>",
        "<em>",
        "<a href=",
        "<ul>",
        'class="pull"',
        "<blockquote>",
        "<cite>",
        'class="dialogue"',
    ):
        assert block in texts
    for block in ('class="spoiler"', 'class="footnote"'):
        assert block in texts
    assert "{" not in texts


def test_titles_come_in_many_scripts_and_lengths(sample_data):
    titles = " ".join(FilmTitle.objects.values_list("text", flat=True))
    for script in ("[а-я]", "[ぁ-ん一-龯]", "[ء-ي]", "[α-ω]"):
        assert re.search(script, titles)
    assert max(len(title) for title in Film.objects.values_list("title", flat=True)) > 150
    assert Film.objects.filter(year=None).exists()


def test_a_site_with_reviews_is_refused():
    a_review()
    with pytest.raises(CommandError, match="This site already has reviews"):
        make()
    assert Review.objects.count() == 1


def test_a_second_run_may_be_added(sample_data):
    make(reviews=45, films=20, comments=60, add=True)
    assert (Review.objects.count(), Film.objects.count(), placed().count()) == (175, 80, 360)
    assert Publication.objects.count() == 8


@pytest.mark.parametrize(
    ("numbers", "sentence"),
    [
        ((-1, 5, 0), "Use 0 or more"),
        ((1, -5, 0), "Use 0 or more"),
        ((1, 5, -1), "Use 0 or more"),
        ((3, 0, 0), "Reviews need films"),
        ((0, 3, 9), "comments need reviews"),
    ],
)
def test_numbers_that_make_no_site_are_refused(numbers, sentence):
    with pytest.raises(CommandError, match=sentence):
        make(*numbers)
    assert not Film.objects.exists()


def test_a_run_that_fails_leaves_nothing(monkeypatch):
    def fail(*_arguments):
        raise OSError("disk full")

    monkeypatch.setattr("comments.rendering.render", fail)
    with pytest.raises(OSError, match="disk full"):
        make()
    assert not Film.objects.exists()
    assert not Review.objects.exists()
