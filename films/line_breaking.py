"""Where the lines of a title may end, in any script."""

import unicodedata

from core.text import JOINERS, clusters, columns, strip_invisible

# Accents and breathings, which Greek capitals lose; the dialytika stays, for it tells vowels apart.
GREEK_MARKS = frozenset("\u0300\u0301\u0313\u0314\u0342")
MAX_MARKS = 12  # characters of one letter; more would stack over the whole card
NO_LINE_START = frozenset(
    "、。，．・：；？！ー々〜」』）】〉》ぁぃぅぇぉっゃゅょァィゥェォッャュョ,.:;?!)]}…·’”ะาำๅๆฯະາຳໆຯ"
)
LEADING_VOWELS = frozenset("เแโใไເແໂໃໄ")  # of Thai and Lao: a syllable begins with them
NO_LINE_END = LEADING_VOWELS | frozenset("「『（【〈《([{‘“")
# Articles, and short words that lean on the next: a line that is one of them alone looks like a
# mistake.
BINDING_WORDS = """
a an the of in on at to for by with from and my & what who how when where why
le la les un une des du de à au aux en et mon ma mes el los las del y il lo gli i di da e
der die das den dem ein eine von im am und o os um uma do ο η το οι τα και и в на с о
"""
BINDING_WORDS = frozenset(BINDING_WORDS.split())
MAX_BOUND_COLUMNS = 16  # columns of words that are bound to each other


def capitals(text):
    """Capitals where readers know them: Georgian's are of 2018, and few fonts have them.

    Greek ones bear no accent.
    """
    text = " ".join(strip_invisible(unicodedata.normalize("NFC", text), keep=JOINERS).split())
    text = "".join(part[:MAX_MARKS] for part in clusters(text))
    return "".join(_capital(part) for part in clusters(text))


def _capital(part):
    if "\u10d0" <= part[0] <= "\u10ff":
        return part
    if is_greek(part):
        part = "".join(
            char for char in unicodedata.normalize("NFD", part) if char not in GREEK_MARKS
        )
    return unicodedata.normalize("NFC", part.upper())


def is_greek(text):
    letters = [char for char in text if char.isalpha()]
    return bool(letters) and all(
        "\u0370" <= char <= "\u03ff" or "\u1f00" <= char <= "\u1fff" for char in letters
    )


def bound_words(title):
    """The words of a title, articles and the like bound to the word that follows them."""
    bound = []
    for word in title.split():
        leans = bound and bound[-1].split()[-1].casefold() in BINDING_WORDS
        if leans and columns(f"{bound[-1]} {word}") <= MAX_BOUND_COLUMNS:
            bound[-1] += f" {word}"
        else:
            bound.append(word)
    return bound


def unbreakable_units(word):
    """What no line may part: a letter with its marks, and the punctuation that leans on it."""
    found = []
    for part in clusters(word):
        if found and (part[0] in NO_LINE_START or found[-1][-1] in NO_LINE_END):
            found[-1] += part
        else:
            found.append(part)
    return found


def segments(word):
    """Where a line may end in a word: between Han characters or kana, and before syllables."""
    found = []
    for unit in unbreakable_units(word):
        if found and not (
            unit[0] in LEADING_VOWELS or _is_ideograph(unit[0]) or _is_ideograph(found[-1][0])
        ):
            found[-1] += unit
        else:
            found.append(unit)
    return found


def _is_ideograph(char):
    """Han, kana and their punctuation; Korean has blanks between its words."""
    return unicodedata.east_asian_width(char) in "WF" and not "\uac00" <= char <= "\ud7a3"


def break_lines(title, fits, breaks=None):
    """The title in as few lines as hold it.

    A piece that fits none is broken by `breaks`, or has a line of its own.
    """
    lines = []
    for word in bound_words(title):
        for number, piece in enumerate(segments(word)):
            longer = f"{lines[-1]}{'' if number else ' '}{piece}" if lines else piece
            if lines and fits(longer):
                lines[-1] = longer
            elif breaks and not fits(piece):
                lines.extend(breaks(piece))
            else:
                lines.append(piece)
    return lines


def break_word(word, fits):
    """A word wider than its place, in lines that fit; `fits` tells whether a text does."""
    lines = [""]
    for part in (
        part
        for unit in unbreakable_units(word)
        for part in ([unit] if fits(unit) else clusters(unit))
    ):
        if lines[-1] and not fits(lines[-1] + part):
            lines.append("")
        lines[-1] += part
    return lines
