"""Pieces of pages that are kept by their facts, in bounded memory."""

from core.rendering import PIECES, render_cached


def test_the_same_facts_are_rendered_once(monkeypatch):
    facts = {"links": (("/films/", "Films"),), "name": "Cléo", "tagline": "A film site"}
    html = render_cached("includes/_footer.html", **facts)
    monkeypatch.setattr("core.rendering.get_template", None)
    assert render_cached("includes/_footer.html", **facts) == html


def test_many_long_pieces_fill_no_memory():
    for number in range(200):
        render_cached("includes/_footer.html", links=(), name="x" * 100_000, tagline=str(number))
    assert PIECES.bytes <= PIECES.max_bytes
