"""The texts of made-up reviews, in house markup."""

from . import sentences
from .words import SECTIONS

KINDS = {
    "buzz": sentences.BUZZ,
    "premise": sentences.PREMISE,
    "performances": sentences.PERFORMANCES,
    "direction": sentences.DIRECTION,
    "script": sentences.SCRIPT,
    "image": sentences.IMAGE,
    "sound": sentences.SOUND,
    "verdict": sentences.VERDICT,
}
ESSAY = ("premise", "performances", "direction", "script", "image", "sound", "verdict")
INTRODUCTION = sentences.BUZZ + sentences.PREMISE


def essay(prose):
    """A body for a house without sections: paragraphs under crossheads, with every kind of block now and then."""
    parts = [paragraph(prose, INTRODUCTION)]
    for number, kind in enumerate(ESSAY):
        heading = f"<h2>{SECTIONS[kind]}</h2>" if number in {1, 3, 5} else ""
        parts.append(heading + section(prose, kind))
    return "".join(parts)


def introduction(prose):
    """The body above the sections."""
    return paragraph(prose, INTRODUCTION) + paragraph(prose, sentences.DIRECTION)


def section(prose, kind):
    """Two paragraphs on one thing, and perhaps a block that suits it."""
    first, second = paragraph(prose, KINDS[kind]), paragraph(prose, KINDS[kind])
    return first + _block_for(prose, kind) + second


def paragraph(prose, templates):
    """Three to five sentences, a few with a footnote."""
    text = prose.html(templates, prose.random.randint(3, 5))
    if prose.random.random() < 0.06:
        text += f'<span class="footnote">{prose.html(sentences.NOTES, 1)}</span>'
    return f"<p>{text}</p>"


def ending(prose):
    """A section that tells the ending."""
    return f"<p>{prose.html(sentences.SPOILER, 2)}</p>"


def _block_for(prose, kind):
    """The block that suits a part of the review, in about one review of two."""
    make = {"premise": _dialogue, "direction": _pull, "script": _quote, "image": _comparison, "sound": _list}.get(kind)
    if kind == "verdict" and prose.random.random() < 0.25:
        return f'<blockquote class="spoiler">{ending(prose)}</blockquote>'
    return make(prose) if make and prose.random.random() < 0.5 else ""


def _dialogue(prose):
    voices = [name.split()[0] for name in prose.random.sample(prose.words["character"], 2)]
    lines = prose.lines(sentences.LINES, prose.random.randint(3, 6))
    turns = [f"<p>{voices[number % 2]}: {line}</p>" for number, line in enumerate(lines)]
    return f'<blockquote class="dialogue">{"".join(turns)}</blockquote>'


def _pull(prose):
    return f'<blockquote class="pull"><p>{prose.html(sentences.PULLS, 1)}</p></blockquote>'


def _quote(prose):
    speaker = prose.html(("{director}",), 1)
    return f"<blockquote><p>{prose.html(sentences.QUOTES, 2)}</p><p><cite>{speaker}</cite></p></blockquote>"


def _comparison(prose):
    return f"<p>{prose.html(sentences.COMPARISONS, 2)}</p>"


def _list(prose):
    items = "".join(f"<li>{prose.html(sentences.SOUND, 1)}</li>" for _ in range(3))
    return f"<p>Three things to listen for:</p><ul>{items}</ul>"
