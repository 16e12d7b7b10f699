"""Pictures in a bucket: readers and editors see no difference, and its failures are small."""

import sys
from socket import socket

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from films import media_bucket, pictures
from films.models import Image
from filmsite.shared_services import bucket as options_of
from jobs.models import Job
from jobs.worker import Worker
from tests.admin import people
from tests.admin.conftest import browser
from tests.admin.test_pictures import send
from tests.admin.uploads import encoded
from tests.builders import a_review
from tests.commands import run
from tests.store import running_store

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NAME = f"images/{1:032x}-10x10.webp"


@pytest.fixture
def connect(settings, monkeypatch):
    """Makes the site use the store of an address, as MEDIA_STORAGE would."""
    monkeypatch.setattr(media_bucket, "outage", media_bucket.Outage())

    def connect(url):
        place = {"BACKEND": "films.media_bucket.MediaBucket", "OPTIONS": options_of(url)}
        settings.STORAGES = settings.STORAGES | {"default": place}

    return connect


@pytest.fixture
def store(connect):
    with running_store() as store:
        connect(store.url)
        yield store


@pytest.fixture
def gone(connect):
    """A store whose machine refuses connections."""
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        connect(f"s3+http://key:secret@127.0.0.1:{probe.getsockname()[1]}/films")
        yield


@pytest.fixture
def editor():
    return browser(people.an_editor())


def delete(client, image):
    return client.post(f"/admin/films/image/{image.pk}/delete/", {"post": "yes"})


def test_an_upload_is_served_from_the_site_itself(editor, client, store, settings):
    assert send(editor, encoded("JPEG")).status_code == 302
    image = Image.objects.get()
    assert store.names() == sorted(pictures.file_names(image.file))
    assert not settings.MEDIA_ROOT.exists()
    review = a_review("Shows a boat", lead_image=image)
    page = client.get(review.get_absolute_url()).content.decode()
    assert f'src="/media/{image.file}"' in page and store.address not in page
    answer = client.get(image.url)
    assert b"".join(answer.streaming_content) == store.get(image.file)
    assert answer.headers["Content-Length"] == str(len(store.get(image.file)))


def test_a_picture_has_the_same_headers_wherever_it_lies(client, store, settings):
    store.put(NAME, b"RIFF")
    passed_on = client.get(f"/media/{NAME}")
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "films.media_folder.MediaFolder"}
    }
    default_storage.save(NAME, ContentFile(b"RIFF"))
    own = client.get(f"/media/{NAME}")
    assert passed_on.headers == own.headers
    assert own.headers["Content-Type"] == "image/webp" and "ETag" in own.headers


def test_a_picture_passes_through_in_pieces(client, store):
    store.put(NAME, bytes(3_000_000))
    pieces = list(client.get(f"/media/{NAME}").streaming_content)
    assert sum(map(len, pieces)) == 3_000_000 and max(map(len, pieces)) <= 65_536


def test_a_part_of_a_picture_is_answered_with_the_whole(client, store):
    store.put(NAME, b"RIFF and more")
    answer = client.get(f"/media/{NAME}", headers={"range": "bytes=4-"})
    assert answer.status_code == 200 and answer.getvalue() == b"RIFF and more"


def test_a_picture_that_the_reader_has_is_not_fetched(client, store):
    store.put(NAME, b"RIFF")
    tag = client.get(f"/media/{NAME}").headers["ETag"]
    store.server.stop()
    answer = client.get(f"/media/{NAME}", headers={"if-none-match": tag})
    assert answer.status_code == 304 and "immutable" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("path", [NAME, "images/none.webp", "images/", "images/..", "../key", ""])
def test_what_is_not_there_is_a_404(client, store, path):
    store.put("key", b"no picture")
    assert client.get(f"/media/{path}").status_code == 404


def test_two_sites_may_share_a_bucket(store, connect):
    connect(f"{store.url}/one/site")
    default_storage.save(NAME, ContentFile(b"RIFF"))
    assert store.names() == [f"one/site/{NAME}"] and default_storage.exists(NAME)
    assert default_storage.listdir("images") == ([], [NAME.removeprefix("images/")])
    connect(f"{store.url}/another")
    assert not default_storage.exists(NAME)


def test_the_same_name_holds_the_same_picture(editor, store):
    send(editor, encoded("JPEG"))
    before = store.names()
    Image.objects.all().delete()
    assert send(editor, encoded("JPEG")).status_code == 302
    assert store.names() == before


def test_missing_sizes_are_made_again(editor, store, capsys):
    send(editor, encoded("JPEG", size=(1000, 500)))
    before, image = store.names(), Image.objects.get()
    for name in set(before) - {image.file}:
        default_storage.delete(name)
    call_command("rebuild_renditions")
    assert "files made: 3, unreadable: 0" in capsys.readouterr().out
    assert store.names() == before


# The store is away


def test_without_the_store_a_page_is_read_and_its_pictures_fail_alone(client, gone):
    image = Image.objects.create(file=NAME, alt="A boat")
    review = a_review("Shows a boat", lead_image=image)
    assert client.get(review.get_absolute_url()).status_code == 200
    answer = client.get(image.url)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    assert answer.headers["Cache-Control"] == "no-store"


def test_without_the_store_an_upload_is_asked_for_again(editor, gone):
    answer = send(editor, encoded("JPEG"), alt="A boat on grey water")
    page = answer.content.decode()
    assert answer.status_code == 503 and "Retry-After" in answer.headers
    assert "cannot store pictures just now" in page and "A boat on grey water" in page
    assert not Image.objects.exists()


def test_an_upload_that_breaks_off_leaves_no_row_and_no_main_file(editor, store, monkeypatch):
    save, sent = media_bucket.MediaBucket._save, []

    def save_one(storage, name, content):
        if sent:
            store.server.stop()
        sent.append(name)
        return save(storage, name, content)

    monkeypatch.setattr(media_bucket.MediaBucket, "_save", save_one)
    assert send(editor, encoded("JPEG")).status_code == 503
    assert not Image.objects.exists()
    assert len(sent) == 2 and not any(name.endswith("-800x600.webp") for name in sent)


def test_a_store_that_refuses_is_told_apart_from_a_missing_picture(client, store, connect):
    connect(f"{store.url}-of-another-name")
    assert client.get(f"/media/{NAME}").status_code == 503
    with pytest.raises(OSError, match="NoSuchBucket"):
        default_storage.check()


def test_a_store_that_is_away_is_asked_once_in_a_while(store, connect, monkeypatch):
    store.put(NAME, b"RIFF")
    store.server.stop()
    client = Client()
    assert client.get(f"/media/{NAME}").status_code == 503
    with running_store() as other:
        other.client.create_bucket(Bucket=store.bucket)
        other.client.put_object(Bucket=store.bucket, Key=NAME, Body=b"RIFF")
        connect(other.url.replace(other.bucket, store.bucket))
        assert client.get(f"/media/{NAME}").status_code == 503
        later = media_bucket.time.monotonic() + media_bucket.RETRY_SECONDS
        monkeypatch.setattr(media_bucket.time, "monotonic", lambda: later)
        assert client.get(f"/media/{NAME}").status_code == 200
        assert not media_bucket.outage.must_wait()


def test_one_thread_at_a_time_tries_a_store_that_was_away():
    outage = media_bucket.Outage()
    assert not outage.must_wait()
    outage.begin()
    assert outage.must_wait()
    outage.next_try = 0
    assert [outage.must_wait(), outage.must_wait()] == [False, True]


def test_a_monitor_is_told(client, gone):
    answer = client.get("/healthz/")
    assert answer.status_code == 503
    assert "The picture store does not answer.\n" in answer.content.decode()


def test_a_start_without_the_store_says_so(tmp_path):
    ended = run(
        sys.executable, "manage.py", "serve", "--prepare",
        folder=tmp_path, FIXTURES="none", MEDIA_STORAGE="s3+http://key:secret@127.0.0.1:1/films",
    )  # fmt: skip
    assert ended.returncode == 0
    assert "There are no pictures (" in ended.stdout and "check MEDIA_STORAGE" in ended.stdout


def test_a_deleted_picture_goes_when_the_store_is_back(editor, store):
    send(editor, encoded("JPEG"))
    image = Image.objects.get()
    media_bucket.outage.begin()
    assert delete(editor, image).status_code == 302
    Worker(lambda: False).run_once()
    assert not Image.objects.exists() and image.file in store.names()
    media_bucket.outage.end()
    Job.objects.update(run_after=timezone.now())
    Worker(lambda: False).run_once()
    assert store.names() == []


def test_who_has_no_bucket_pays_nothing_for_it(tmp_path):
    code = "import sys, filmsite.wsgi; print(sorted({'boto3', 'storages'} & set(sys.modules)))"
    ended = run(sys.executable, "-c", code, folder=tmp_path)
    assert ended.stdout == "[]\n"
