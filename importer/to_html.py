"""House markup for what was read: every word escaped, only the tags that reviews/markup.py allows."""

from html import escape


def to_markup(blocks):
    """The HTML of a list of blocks."""
    return "".join(map(_block, blocks))


def _block(block):
    if block.kind == "dialogue":
        return f'<blockquote class="dialogue">{"".join(map(_turn, block.turns))}</blockquote>'
    if block.kind == "list":
        return f"<ul>{''.join(f'<li><p>{_text(turn.line)}</p></li>' for turn in block.turns)}</ul>"
    if block.kind == "quote":
        return f"<blockquote><p>{_text(block.text)}</p></blockquote>"
    return f"<p>{_text(block.text)}</p>"


def _turn(turn):
    cue = f"{turn.speaker}: " if turn.speaker else ""
    return f"<p>{_text(cue + turn.line)}</p>"


def _text(text):
    return escape(text, quote=False)
