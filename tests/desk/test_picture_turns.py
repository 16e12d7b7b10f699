"""Pictures are decoded one at a time, outside transactions; who waits too long gets the form back."""

import fcntl
from threading import BoundedSemaphore

import PIL.Image
import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from films import decoding, pictures
from films.models import Image

from .test_pictures import ADD, PICK, send, stored
from .uploads import encoded, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_work(settings, monkeypatch):
    """Another worker decodes a picture, and nobody waits long."""
    monkeypatch.setattr(decoding.turn.__wrapped__, "__defaults__", (0,))
    with open(settings.DATA_DIR / "pictures.lock", "a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def test_who_waits_too_long_gets_the_form_back(editor, settings, at_work):
    answer = send(editor, encoded("JPEG"), alt="Words not to lose")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    page = answer.content.decode()
    assert "Another picture is being prepared. Choose the file again" in page and "Words not to lose" in page
    assert stored(settings) == [] and not Image.objects.exists()


def test_the_picking_window_hands_back_too(editor, at_work):
    answer = editor.post(PICK, {"upload": sent(encoded("JPEG")), "alt": "Words not to lose"})
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    assert "Words not to lose" in answer.content.decode()


def test_few_threads_wait(monkeypatch):
    monkeypatch.setattr(decoding, "_places", BoundedSemaphore(1))
    with decoding.turn(), pytest.raises(ValidationError, match="Another picture"), decoding.turn():
        pass
    with decoding.turn():
        pass


@pytest.mark.parametrize("address", [ADD, PICK])
def test_nothing_is_decoded_inside_a_transaction(editor, monkeypatch, address):
    open_blocks = []
    decode = pictures._decoded
    monkeypatch.setattr(
        pictures, "_decoded", lambda header: open_blocks.append(len(connection.savepoint_ids)) or decode(header)
    )
    answer = editor.post(address, {"alt": "A boat", "focal_x": 50, "focal_y": 50, "upload": sent(encoded("JPEG"))})
    assert answer.status_code in {200, 302} and open_blocks == [0]


def test_a_large_jpeg_is_decoded_at_half_its_size(editor, monkeypatch):
    sizes = []
    decode = PIL.Image.Image.thumbnail
    monkeypatch.setattr(PIL.Image.Image, "thumbnail", lambda p, *a: sizes.append(p.size) or decode(p, *a))
    send(editor, encoded("JPEG", size=(5760, 4320)))
    assert sizes[0] == (2880, 2160)
    assert (Image.objects.get().width, Image.objects.get().height) == (2560, 1920)


def test_who_may_add_no_picture_decodes_none(client, monkeypatch):
    monkeypatch.setattr(pictures, "read", lambda upload: pytest.fail("decoded"))
    assert send(client, encoded("JPEG")).status_code == 302
