"""House markup for what was read: every word escaped, only the tags that reviews/markup.py allows."""

from html import escape


def to_html(blocks):
    """The HTML of a list of blocks."""
    return "".join(map(_block, blocks))


def _block(block):
    if block.kind == "dialogue":
        return f'<blockquote class="dialogue">{"".join(map(_turn, block.lines))}</blockquote>'
    if block.kind == "list":
        return f"<ul>{''.join(f'<li><p>{_text(line.text)}</p></li>' for line in block.lines)}</ul>"
    if block.kind == "quote":
        return f"<blockquote><p>{_text(block.text)}</p></blockquote>"
    return f"<p>{_text(block.text)}</p>"


def _turn(line):
    cue = f"{line.speaker}: " if line.speaker else ""
    return f"<p>{_text(cue + line.text)}</p>"


def _text(text):
    return escape(text, quote=False)
