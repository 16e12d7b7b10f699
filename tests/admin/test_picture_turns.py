"""Pictures are decoded one at a time, outside transactions; after a long wait the form returns."""

import fcntl
import io
from threading import BoundedSemaphore

import PIL.Image
import PIL.ImageChops
import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from films import pictures
from films.models import Image

from .test_pictures import ADD, PICK, send, stored
from .uploads import encoded, sent

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def at_work(settings, monkeypatch):
    """Another worker decodes a picture, and nobody waits long."""
    monkeypatch.setattr(pictures.decoding_slot.__wrapped__, "__defaults__", (0,))
    with open(settings.DATA_DIR / "pictures.lock", "a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def test_who_waits_too_long_gets_the_form_back(editor, settings, at_work):
    answer = send(editor, encoded("JPEG"), alt="Words not to lose")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    page = answer.content.decode()
    assert (
        "The site is busy with another picture. Choose the file again" in page
        and "Words not to lose" in page
    )
    assert stored(settings) == [] and not Image.objects.exists()


def test_the_picking_window_hands_back_too(editor, at_work):
    answer = editor.post(PICK, {"upload": sent(encoded("JPEG")), "alt": "Words not to lose"})
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    assert "Words not to lose" in answer.content.decode()


def test_few_threads_wait(monkeypatch):
    monkeypatch.setattr(pictures, "_slots", BoundedSemaphore(1))
    refused = pytest.raises(ValidationError, match="busy with another picture")
    with pictures.decoding_slot(), refused, pictures.decoding_slot():
        pass
    with pictures.decoding_slot():
        pass


@pytest.mark.parametrize("address", [ADD, PICK])
def test_nothing_is_decoded_inside_a_transaction(editor, monkeypatch, address):
    open_blocks = []
    decode = pictures._decoded
    monkeypatch.setattr(
        pictures,
        "_decoded",
        lambda header: open_blocks.append(len(connection.savepoint_ids)) or decode(header),
    )
    answer = editor.post(
        address, {"alt": "A boat", "focal_x": 50, "focal_y": 50, "upload": sent(encoded("JPEG"))}
    )
    assert answer.status_code in {200, 302} and open_blocks == [0]


def test_a_large_jpeg_is_decoded_at_half_its_size(editor, monkeypatch):
    sizes = []
    fit = pictures._scale_down
    monkeypatch.setattr(
        pictures,
        "_scale_down",
        lambda picture, room: sizes.append(picture.size) or fit(picture, room),
    )
    send(editor, encoded("JPEG", size=(5760, 4320)))
    assert sizes[0] == (2880, 2160)
    assert (Image.objects.get().width, Image.objects.get().height) == (2560, 1920)


@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA", "CMYK"])
@pytest.mark.parametrize("size", [(640, 97), (97, 640), (301, 299)])
def test_strips_make_the_same_picture_as_one_piece(monkeypatch, mode, size):
    monkeypatch.setattr(pictures, "STRIP", 2_000)
    grain = PIL.Image.effect_noise(size, 90).convert(mode)
    fitted = pictures._scale_down(grain, (61, 61))
    assert max(fitted.size) == 61
    whole = grain.resize(fitted.size, PIL.Image.Resampling.LANCZOS)
    difference = PIL.ImageChops.difference(fitted.convert("RGB"), whole.convert("RGB")).getextrema()
    assert max(high for _low, high in difference) <= 1


def test_a_transparent_picture_is_kept_smaller(editor):
    buffer = io.BytesIO()
    PIL.Image.new("RGBA", (3000, 2000), (200, 0, 0, 90)).save(buffer, "PNG")
    send(editor, buffer.getvalue())
    assert Image.objects.get().width == 1536


def test_an_alpha_channel_that_hides_nothing_costs_nothing(editor):
    send(editor, encoded("PNG", size=(3000, 2000), mode="RGBA"))
    assert Image.objects.get().width == 2560


def test_a_large_webp_is_refused_with_what_to_do(editor):
    answer = send(editor, encoded("WEBP", size=(4000, 2400)))
    assert "upload it as a JPEG" in answer.content.decode() and not Image.objects.exists()


def test_who_may_add_no_picture_decodes_none(client, monkeypatch):
    monkeypatch.setattr(pictures, "prepare", lambda upload: pytest.fail("decoded"))
    assert send(client, encoded("JPEG")).status_code == 302
