"""What signs in a reader's text mean: only what is clearly meant so.

All else stays as it was typed.
"""

import re

from markdown_it.rules_inline import emphasis as _emphasis

ESCAPABLE = "*|[]`<>#"
# Written without blanks, so that a mark may stand between two of their letters.
_UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u30ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9f]"
)
_BARS = re.compile(r"(?<!\|)\|\|(?!\|)")
# An address that is neither within <…>, the label or the target of a link, nor behind a letter.
_ADDRESS = re.compile(
    r"""(?<![\w<\["'=@/])(?<!\]\()https?://[^\s<>"|`*\u3000-\u303f\uff00-\uff0f]+""", re.IGNORECASE
)
_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)
_TRAILING = ".,;:!?'’”»…"


def _is_word(sign):
    """Whether it is a letter or digit of a script that has blanks between its words."""
    return sign.isalnum() and not _UNSPACED.match(sign)


# Spoilers


def spoilers(text):
    """(start, end) of each `||passage||`, the bars included.

    Between blanks or brackets and with none inside, as nobody writes “or” in a program; or a whole
    line.
    """
    end = 0
    bars = [match.start() for match in _BARS.finditer(text)]
    for place, start in enumerate(bars):
        if start < end:
            continue
        for close in bars[place + 1 :]:
            if _are_fellows(text, start, close):
                end = close + 2
                yield start, end
                break


def _are_fellows(text, start, close):
    inner, before, after = text[start + 2 : close], text[:start][-1:], text[close + 2 :][:1]
    if not inner.strip():
        return False
    if before in {"", "\n"} and after in {"", "\n"}:
        return True
    return not (inner[0].isspace() or inner[-1].isspace() or _is_word(before) or _is_word(after))


# Addresses


def with_links(text):
    """The text with bare addresses as autolinks (CommonMark 6.5); code stays as it is."""
    parts, end = [], 0
    for code in _CODE.finditer(text):
        parts += [_ADDRESS.sub(_autolink, text[end : code.start()]), code[0]]
        end = code.end()
    return "".join([*parts, _ADDRESS.sub(_autolink, text[end:])])


def _autolink(found):
    """The address in angle brackets, without the sentence's own signs behind it."""
    address = found[0]
    while address and (address[-1] in _TRAILING or _closes_too_much(address)):
        address = address[:-1]
    has_host = len(address.partition("://")[2]) > 0
    return f"<{address}>{found[0][len(address) :]}" if has_host else found[0]


def _closes_too_much(address):
    return any(
        address[-1] == close and address.count(close) > address.count(open_)
        for open_, close in ("()", "[]")
    )


# Rules for markdown-it


def emphasis(state, silent):
    """`*` and `_` emphasise words; inside a word or a number they are signs like any other."""
    marker = state.src[state.pos]
    if marker not in "*_":
        return False
    end = state.pos
    while end < state.posMax and state.src[end] == marker:
        end += 1
    before, after = state.src[: state.pos][-1:], state.src[end : end + 1]
    if not (before and after and _is_word(before) and _is_word(after)):
        return _emphasis.tokenize(state, silent)
    if not silent:
        state.pending += state.src[state.pos : end]
        state.pos = end
    return not silent


def escape(state, silent):
    """A backslash takes the meaning from a mark behind it; in ¯\\_(ツ)_/¯ and the like it stays."""
    if state.src[state.pos] != "\\":
        return False
    end = state.pos
    while end < state.posMax and state.src[end] == "\\":
        end += 1
    marker = state.src[end : end + 1] if end < state.posMax else ""
    is_escape = marker and marker in ESCAPABLE and (end - state.pos) % 2
    shown = state.src[state.pos : end - 1 if is_escape else end]
    keeps = marker if is_escape or marker == "_" else ""
    if not silent:
        state.pending += shown + keeps
    state.pos = end + len(keeps)
    return True
