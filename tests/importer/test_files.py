"""Which files are read, and the sentence on those that are not."""

import pytest

from importer.files import MAX_BYTES, Unreadable, find_files, read_text
from tests.importer.pages import page


def refusal(path):
    with pytest.raises(Unreadable) as caught:
        read_text(path)
    return str(caught.value)


def write(tmp_path, data):
    path = tmp_path / "page.txt"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1"])
def test_western_encodings(tmp_path, encoding):
    text = page("french").read_text().replace("œ", "oe")
    assert "Hélène Marchand" in read_text(write(tmp_path, text.encode(encoding, "ignore")))


@pytest.mark.parametrize("encoding", ["cp932", "euc_jp"])
def test_japanese_encodings(tmp_path, encoding):
    assert "海辺の時計" in read_text(
        write(tmp_path, page("japanese").read_text().encode(encoding, "ignore"))
    )


def test_control_characters_are_removed(tmp_path):
    assert (
        read_text(
            write(
                tmp_path, "A\x1b[31m film\x00, the best that was ever \u202eseen\r\nonce".encode()
            )
        )
        == "A[31m film, the best that was ever seen\nonce"
    )


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \n\t \n", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "not plain text"),
        ("a film".encode("utf-16-le"), "not plain text"),
        (b"%PDF-1.7 text", "not plain text"),
        (bytes(range(1, 32)) * 10, "not plain text"),
        ("Stéphanie".encode() + b" and St\xe9phanie", "encoding"),
        ("фильм".encode("cp1251") * 50, "encoding"),
        (b"\xff\xfeA", "encoding"),
        (b"<!DOCTYPE html><p>A film", "HTML"),
    ],
)
def test_what_is_no_text_is_refused(tmp_path, data, words):
    assert words in refusal(write(tmp_path, data))


def test_a_large_file_is_refused_unread(tmp_path, monkeypatch):
    path = tmp_path / "page.txt"
    with path.open("wb") as file:
        file.truncate(10 * MAX_BYTES)
    monkeypatch.setattr(type(path), "open", lambda *args: pytest.fail("it was opened"))
    assert "larger than 5 MB" in refusal(path)


def test_a_missing_file(tmp_path):
    assert "no such file" in refusal(tmp_path / "none.txt")


def test_a_path_that_cannot_be():
    assert "cannot be opened" in refusal("a\0b") or "no such file" in refusal("a\0b")


def test_an_empty_folder(tmp_path):
    assert "folder is empty" in refusal(find_files([tmp_path])[0])


def test_folders_give_their_files_once_and_in_order(tmp_path):
    (tmp_path / "inner").mkdir()
    for name in ("b.txt", "inner/a.txt", ".hidden"):
        (tmp_path / name).write_text("A film.")
    files = find_files([tmp_path, tmp_path / "b.txt", tmp_path / "inner"])
    assert [str(file.relative_to(tmp_path)) for file in files] == ["b.txt", "inner/a.txt"]
