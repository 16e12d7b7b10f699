"""Pictures are sent, checked, re-encoded, shown and deleted."""

import io
import time
from pathlib import Path

import PIL.Image
import pytest
from django.core.management import call_command
from PIL import ImageCms

from films import pictures
from films.models import Film, Image
from jobs.worker import Worker
from tests.builders import a_review

from .uploads import a_bomb, encoded, located, sent

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ADD = "/admin/films/image/add/"
PICK = "/admin/films/image/pick/"


def send(client, content, name="picture.jpg", **fields):
    fields = {"alt": "A boat on grey water", "focal_x": 50, "focal_y": 50} | fields
    return client.post(ADD, fields | {"upload": sent(content, name)})


def stored(settings):
    return sorted(
        str(path.relative_to(settings.MEDIA_ROOT))
        for path in Path(settings.MEDIA_ROOT).rglob("*.*")
    )


def opened(settings, name):
    return PIL.Image.open(Path(settings.MEDIA_ROOT) / name)


def test_it_works(editor, settings):
    assert 'enctype="multipart/form-data"' in editor.get(ADD).content.decode()
    assert send(editor, encoded("JPEG")).status_code == 302
    image = Image.objects.get()
    assert (image.width, image.height) == (800, 600)
    assert stored(settings) == sorted(pictures.file_names(image.file))
    assert opened(settings, image.file).format == "WEBP"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_four_formats_are_taken_whatever_their_name(editor, kind):
    assert send(editor, encoded(kind), name="holiday.txt").status_code == 302
    assert Image.objects.get().width == 800


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "L", "I;16", "1"])
def test_every_kind_of_pixel_is_taken(editor, mode):
    buffer = io.BytesIO()
    PIL.Image.new(mode, (40, 30)).save(buffer, "PNG")
    assert send(editor, buffer.getvalue()).status_code == 302


def test_cmyk_with_a_profile_becomes_rgb(editor, settings):
    buffer = io.BytesIO()
    PIL.Image.new("CMYK", (40, 30)).save(buffer, "JPEG", icc_profile=b"not a profile")
    send(editor, buffer.getvalue())
    assert opened(settings, Image.objects.get().file).mode == "RGB"


def test_transparency_stays(editor, settings):
    buffer = io.BytesIO()
    PIL.Image.new("RGBA", (40, 30), (0, 0, 0, 0)).save(buffer, "PNG")
    send(editor, buffer.getvalue())
    assert opened(settings, Image.objects.get().file).mode == "RGBA"


def test_place_camera_and_profile_are_gone_and_the_picture_is_upright(editor, settings):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    send(editor, encoded("JPEG", exif=located(), icc_profile=profile))
    image = Image.objects.get()
    assert (image.width, image.height) == (600, 800)
    for name in stored(settings):
        content = (Path(settings.MEDIA_ROOT) / name).read_bytes()
        assert b"EXIF" not in content and b"ICCP" not in content and b"XMP" not in content
        assert b"Spy Camera" not in content
        assert not opened(settings, name).getexif()


def test_renditions_are_no_larger_than_the_picture(editor, settings):
    send(editor, encoded("JPEG", size=(1000, 500)))
    widths = sorted(opened(settings, name).width for name in stored(settings))
    assert widths == [320, 640, 960, 1000]


def test_a_wide_picture_is_made_smaller(editor):
    send(editor, encoded("JPEG", size=(4000, 2000)))
    assert (Image.objects.get().width, Image.objects.get().height) == (2560, 1280)


def test_a_bomb_is_refused_at_once(editor, settings):
    bomb = a_bomb()
    assert len(bomb) < 40_000
    started = time.perf_counter()
    assert "more than 25 megapixels" in send(editor, bomb).content.decode()
    assert time.perf_counter() - started < 2
    assert stored(settings) == [] and not Image.objects.exists()


BAD = {
    "gif": encoded("GIF"),
    "tiff": encoded("TIFF"),
    "bmp": encoded("BMP"),
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "html": b"<html><script>alert(1)</script></html>",
    "gif that is a script": b"GIF89a/*" + b"\0" * 40 + b"*/=alert(1)",
    "pdf with a picture": b"%PDF-1.4\n" + encoded("JPEG"),
    "noise": bytes(range(256)) * 40,
    "one byte": b"\x89",
    "cut jpeg": encoded("JPEG")[:900],
    "cut png": encoded("PNG")[:200],
    "cut webp": encoded("WEBP")[:100],
    "cut avif": encoded("AVIF")[:300],
    "broken png": encoded("PNG").replace(b"IDAT", b"IDAX"),
}


@pytest.mark.parametrize("content", BAD.values(), ids=BAD.keys())
def test_anything_else_is_refused_with_a_sentence(editor, settings, content):
    page = send(editor, content).content.decode()
    assert "Upload a JPEG, PNG, WebP or AVIF picture" in page or "damaged or incomplete" in page
    assert stored(settings) == [] and not Image.objects.exists()


def test_a_script_behind_a_picture_does_not_survive(editor, settings):
    send(editor, encoded("PNG") + b"<script>alert(1)</script>")
    assert all(
        b"script" not in (Path(settings.MEDIA_ROOT) / name).read_bytes()
        for name in stored(settings)
    )


def test_a_file_over_ten_megabytes_is_refused(editor, settings):
    assert (
        "larger than 10 MB"
        in send(editor, encoded("JPEG") + b"\0" * pictures.MAX_BYTES).content.decode()
    )
    assert stored(settings) == []


def test_an_empty_file_is_refused(editor):
    assert "empty" in send(editor, b"").content.decode()


def test_no_file_is_refused(editor):
    assert "Fill in this field" in editor.post(ADD, {"alt": "A boat"}).content.decode()


def test_no_alternative_text_is_refused_and_nothing_written(editor, settings):
    assert "Fill in this field" in send(editor, encoded("JPEG"), alt="").content.decode()
    assert stored(settings) == []


@pytest.mark.parametrize(
    "name", ["../../evil.jpg", "a\0b.jpg", "C:\\boot.jpg", "é" * 200 + ".jpg", ".htaccess"]
)
def test_a_name_is_never_a_path(editor, settings, name):
    send(editor, encoded("JPEG"), name=name)
    assert all(file.startswith("images/") and file.endswith(".webp") for file in stored(settings))


def test_the_same_picture_again_leads_to_the_first(editor):
    send(editor, encoded("JPEG"))
    page = send(editor, encoded("JPEG"), alt="Another word").content.decode()
    first = Image.objects.get()
    assert "already in the library" in page and f"/admin/films/image/{first.pk}/change/" in page


def test_the_picking_window_adds_and_offers(editor):
    page = editor.post(
        PICK + "?CKEditorFuncNum=-1", {"upload": sent(encoded("JPEG")), "alt": "A boat"}
    )
    image = Image.objects.get()
    assert page.context["added"] == image and f'data-url="{image.url}"' in page.content.decode()


def test_the_picking_window_reuses_what_is_there(editor):
    send(editor, encoded("JPEG"))
    page = editor.post(PICK, {"upload": sent(encoded("JPEG")), "alt": "Another word"})
    assert page.context["added"] == Image.objects.get()


def test_the_picking_window_searches(editor):
    Image.objects.create(file=f"images/{1:032x}-10x10.webp", alt="A boat")
    Image.objects.create(file=f"images/{2:032x}-10x10.webp", alt="A train")
    page = editor.get(PICK, {"q": "trai\0n"}).content.decode()
    assert "A train" in page and "A boat" not in page


def test_the_picking_window_refuses_a_broken_file(editor):
    page = editor.post(PICK, {"upload": sent(b"GIF89a"), "alt": "A boat"}).content.decode()
    assert "Upload a JPEG, PNG, WebP or AVIF picture" in page


def test_a_deleted_picture_takes_its_files_along(editor, settings):
    send(editor, encoded("JPEG"))
    image = Image.objects.get()
    editor.post(f"/admin/films/image/{image.pk}/delete/", {"post": "yes"})
    Worker(lambda: False).run_once()
    assert not Image.objects.exists() and stored(settings) == []


def test_many_pictures_are_deleted_with_their_files(editor, settings):
    send(editor, encoded("JPEG"))
    send(editor, encoded("JPEG", size=(900, 600)))
    data = {
        "action": "delete_selected",
        "post": "yes",
        "_selected_action": [i.pk for i in Image.objects.all()],
    }
    editor.post("/admin/films/image/", data)
    Worker(lambda: False).run_once()
    assert not Image.objects.exists() and stored(settings) == []


def test_a_picture_that_comes_back_keeps_its_files(editor, settings):
    send(editor, encoded("JPEG"))
    image = Image.objects.get()
    editor.post(f"/admin/films/image/{image.pk}/delete/", {"post": "yes"})
    send(editor, encoded("JPEG"))
    Worker(lambda: False).run_once()
    assert stored(settings) == sorted(pictures.file_names(Image.objects.get().file))


def delete(client, image):
    return client.post(f"/admin/films/image/{image.pk}/delete/", {"post": "yes"}).content.decode()


def test_a_film_keeps_its_poster(editor, settings):
    send(editor, encoded("JPEG"))
    image = Image.objects.get()
    Film.objects.create(title="Rust and Bone", poster=image)
    assert "Rust and Bone" in delete(editor, image)
    assert Image.objects.exists() and stored(settings)


def test_a_text_keeps_its_picture(editor):
    send(editor, encoded("JPEG"))
    image = Image.objects.get()
    a_review("Shows a boat", body=f'<figure><img src="{image.url}" alt="A boat"></figure>')
    assert "Shows a boat" in delete(editor, image)
    assert Image.objects.exists()


def test_lists_show_small_pictures(editor):
    send(editor, encoded("JPEG"))
    page = editor.get("/admin/films/image/").content.decode()
    assert "-320.webp 320w" in page and 'style="' not in page


def test_missing_renditions_are_made_again(editor, settings, capsys):
    send(editor, encoded("JPEG", size=(1000, 500)))
    files = stored(settings)
    for name in files:
        if name.count("-") == 2:
            (Path(settings.MEDIA_ROOT) / name).unlink()
    assert len(stored(settings)) == 1
    call_command("rebuild_renditions")
    assert stored(settings) == files
    assert capsys.readouterr().out == "Pictures checked: 1, files made: 3, unreadable: 0.\n"
    call_command("rebuild_renditions")
    assert "files made: 0" in capsys.readouterr().out


def test_a_lost_main_file_is_named(capsys):
    Image.objects.create(file=f"images/{1:032x}-1000x500.webp", alt="Lost")
    with pytest.raises(SystemExit):
        call_command("rebuild_renditions")
    assert f"images/{1:032x}-1000x500.webp cannot be read" in capsys.readouterr().err


def test_a_write_that_fails_leaves_nothing(settings, monkeypatch):
    picture = pictures.prepare(sent(encoded("JPEG")))
    monkeypatch.setattr(
        "os.replace", lambda *paths: (_ for _ in ()).throw(OSError("No space left"))
    )
    with pytest.raises(OSError, match="No space left"):
        pictures.store(picture)
    assert stored(settings) == []
