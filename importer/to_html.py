"""Blocks as HTML: every word escaped, only the tags that reviews/markup.py allows."""

from html import escape


def to_html(blocks):
    return "".join(map(_block_to_html, blocks))


def _block_to_html(block):
    if block.kind == "dialogue":
        lines = "".join(f"<p>{_text(_with_speaker(line))}</p>" for line in block.lines)
        return f'<blockquote class="dialogue">{lines}</blockquote>'
    if block.kind == "list":
        items = "".join(f"<li><p>{_text(line.text)}</p></li>" for line in block.lines)
        return f"<ul>{items}</ul>"
    paragraph = f"<p>{_text(block.text)}</p>"
    return f"<blockquote>{paragraph}</blockquote>" if block.kind == "quote" else paragraph


def _with_speaker(line):
    return f"{line.speaker}: {line.text}" if line.speaker else line.text


def _text(text):
    return escape(text, quote=False)
