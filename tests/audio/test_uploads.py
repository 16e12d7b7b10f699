"""An editor's form: what it takes, what it refuses with which sentence, and which files stay."""

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone

from audio import sounds
from audio.models import Recording
from audio.tasks import GRACE, delete_all_unused
from jobs.worker import Worker
from tests.admin.conftest import browser
from tests.admin.people import an_editor, errors_of, filled
from tests.builders import a_review

from . import files
from .builders import a_programme, a_recording, an_episode
from .files import a_wav, an_mp3, sent

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ADD = "/admin/audio/recording/add/"


@pytest.fixture
def editor():
    return browser(an_editor())


def send(editor, content=None, name="episode.mp3", address=ADD, **fields):
    upload = {"upload": sent(content, name)} if content is not None else {}
    review = {} if "review" in fields or address != ADD else {"review": a_review().pk}
    return editor.post(address, filled(editor.get(address)) | review | upload | fields)


def stored():
    try:
        return {f"audio/{name}" for name in default_storage.listdir("audio")[1]}
    except FileNotFoundError:
        return set()


def work(time_machine=None, after=None):
    if after:
        time_machine.move_to(timezone.now() + after)
    Worker(lambda: False).run_once()


@pytest.mark.parametrize(
    ("make", "mime_type", "ending"),
    [
        (files.an_mp3, "audio/mpeg", "mp3"),
        (files.an_m4a, "audio/mp4", "m4a"),
        (files.an_ogg, "audio/ogg", "ogg"),
        (files.a_flac, "audio/flac", "flac"),
        (files.a_wav, "audio/wav", "wav"),
    ],
)
def test_type_and_length_are_read_from_the_file(editor, make, mime_type, ending):
    content = make(95)
    assert send(editor, content, "a picture.png").status_code == 302
    row = Recording.objects.get()
    assert (row.mime_type, row.duration, row.size) == (mime_type, 95, len(content))
    assert row.file.endswith(f".{ending}") and stored() == {row.file}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "cannot read this file"),
        (b"<html><script>alert(1)</script>", "cannot read this file"),
        (b"ID3" + bytes(5000), "does not say how long"),
        (b"OggS" + bytes(100), "cannot read this file"),
        (b"\0\0\0\x18ftypM4A " + bytes(100), "cannot read this file"),
        (files.an_m4a(codec=b"alac"), "cannot read this file"),
        (a_wav(0), "does not say how long"),
        (files.a_flac(25 * 60 * 60), "does not say how long"),
        (files.an_mp3_that_promises(600), "cut off before its end"),
        (a_wav(600, rate=8000)[:9000], "cut off before its end"),
    ],
)
def test_what_is_no_audio_file_is_refused(editor, content, sentence):
    answer = send(editor, content)
    assert answer.status_code == 200 and sentence in errors_of(answer)
    assert stored() == set()


def test_what_is_too_large_is_refused(editor, settings):
    settings.AUDIO_MB = 1
    assert "larger than 1.0\xa0MB" in errors_of(send(editor, an_mp3(120)))


def test_a_file_that_would_be_read_for_minutes_is_refused(editor, monkeypatch):
    monkeypatch.setattr(sounds, "MAX_READS", 1000)
    assert "cannot read this file" in errors_of(send(editor, b"\xff\xfb\x90\xc4" + bytes(9000)))


def test_a_new_recording_needs_its_file(editor):
    assert "Choose the file." in errors_of(send(editor))


def test_the_same_file_is_not_taken_twice(editor):
    send(editor, a_wav())
    answer = send(editor, a_wav())
    assert "This file is already there" in errors_of(answer)
    assert str(Recording.objects.get().review) in errors_of(answer)


def test_a_review_has_one_recording(editor):
    there = a_recording()
    answer = send(editor, an_mp3(), review=there.review_id)
    assert "has a recording already" in errors_of(answer)


def test_a_wrong_chapter_loses_no_upload(editor):
    answer = send(editor, a_wav(30), chapters="0:00 Sea\n0:30 Cold")
    assert "Line 2: The recording is over by then: it ends at 0:30." in errors_of(answer)
    assert "Uploaded, not yet saved: WAV" in answer.content.decode()
    form = answer.context["adminform"].form
    again = {name: form[name].value() for name in ("review", "stored")}
    assert editor.post(ADD, again | {"chapters": "0:00 Sea\n00:09  Cold"}).status_code == 302
    row = Recording.objects.get()
    assert row.chapters == "0:00 Sea\n0:09 Cold" and stored() == {row.file}


def test_nobody_can_name_a_file_of_their_own(editor):
    answer = send(editor, stored="images/key audio/wav 9 9~forged")
    assert "Choose the file." in errors_of(answer)


def test_an_upload_that_was_never_saved_goes(editor, time_machine):
    answer = send(editor, a_wav(), chapters="wrong")
    waiting = answer.context["adminform"].form["stored"].value()
    work()
    assert len(stored()) == 1
    work(time_machine, GRACE)
    assert stored() == set()
    assert "uploaded hours ago" in errors_of(send(editor, stored=waiting))


def test_an_upload_that_was_saved_stays(editor, time_machine):
    send(editor, a_wav())
    work(time_machine, GRACE)
    assert stored() == {Recording.objects.get().file}


def test_a_file_that_is_replaced_goes(editor):
    row = a_recording()
    before, address = row.file, f"/admin/audio/recording/{row.pk}/change/"
    assert send(editor, an_mp3(60), address=address).status_code == 302
    row.refresh_from_db()
    assert (row.mime_type, row.duration) == ("audio/mpeg", 60)
    work()
    assert before != row.file and stored() == {row.file}


def test_chapters_must_fit_into_a_new_file(editor):
    row = a_recording(content=a_wav(60), chapters="0:00 Sea\n0:50 Cold")
    address = f"/admin/audio/recording/{row.pk}/change/"
    assert "Line 2: The recording is over" in errors_of(send(editor, a_wav(30), address=address))
    row.refresh_from_db()
    assert row.duration == 60


def test_a_file_stays_when_the_rest_is_changed(editor):
    row = a_recording()
    address = f"/admin/audio/recording/{row.pk}/change/"
    assert send(editor, address=address, transcript="Good evening.").status_code == 302
    work()
    assert stored() == {row.file} and Recording.objects.get().transcript == "Good evening."


def test_a_file_goes_with_its_recording(editor):
    row = a_recording()
    editor.post(f"/admin/audio/recording/{row.pk}/delete/", {"post": "yes"})
    work()
    assert not Recording.objects.exists() and stored() == set()


def test_files_go_with_recordings_of_a_list(editor):
    rows = [a_recording(), a_recording()]
    data = {"action": "delete_selected", "post": "yes", "_selected_action": [r.pk for r in rows]}
    editor.post("/admin/audio/recording/", data)
    work()
    assert not Recording.objects.exists() and stored() == set()


def test_a_file_goes_after_its_draft(time_machine):
    kept, gone = a_recording(), a_recording(a_review(published=False))
    gone.review.delete()
    delete_all_unused.call()
    work(time_machine, GRACE)
    assert stored() == {kept.file}


def test_a_store_that_is_away_is_told(editor, monkeypatch):
    def away(*args):
        raise OSError("gone")

    monkeypatch.setattr("films.media_folder.MediaFolder._save", away)
    assert "cannot store recordings just now" in errors_of(send(editor, a_wav()))


def test_the_review_leads_to_its_recording(editor):
    review = a_review()
    form = f"/admin/reviews/review/{review.pk}/change/"
    link = f"{ADD}?review={review.pk}"
    assert f'href="{link}">Recording' in editor.get(form).content.decode()
    assert editor.get(link).context["adminform"].form["review"].value() == str(review.pk)
    row = a_recording(review)
    assert editor.get(link).headers["Location"] == f"/admin/audio/recording/{row.pk}/change/"


@pytest.mark.parametrize("review", ["x", "9" * 30, "", "0"])
def test_an_odd_review_is_none(editor, review):
    assert editor.get(f"{ADD}?review={review}").status_code in {200, 302}


def test_who_may_not_add_stores_nothing():
    answer = Client().post(ADD, {"upload": sent(a_wav())})
    assert answer.status_code == 302 and stored() == set()


def test_a_programme_without_a_cover_is_told(editor):
    review = an_episode(a_programme("The Tide Table on Air"))
    form = editor.get(send(editor, a_wav(), review=review.pk).headers["Location"])
    assert "Podcast directories want a picture of at least 1,400" in form.content.decode()


def test_a_review_outside_programmes_is_told_of_no_cover(editor):
    form = editor.get(send(editor, a_wav()).headers["Location"])
    assert "Podcast directories" not in form.content.decode()


def test_a_preview_says_that_a_new_file_is_not_heard_yet(editor):
    page = send(editor, a_wav(), _preview="1").content.decode()
    assert "A file that is not saved yet cannot be heard in a preview." in page
    assert not Recording.objects.exists()


def test_a_reader_is_told_of_no_preview(client):
    row = a_recording()
    assert "in a preview" not in client.get(row.get_absolute_url()).content.decode()
