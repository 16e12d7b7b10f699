"""Where the lines of a title may end, in any script."""

import unicodedata

from core.text import JOINERS, clusters, columns, strip_invisible

# Accents and breathings, which Greek capitals lose; the dialytika stays, for it tells vowels apart.
GREEK_MARKS = frozenset("\u0300\u0301\u0313\u0314\u0342")
MOST_MARKS = 12  # characters of one letter; more would stack over the whole card
NO_LINE_START = frozenset(
    "、。，．・：；？！ー々〜」』）】〉》ぁぃぅぇぉっゃゅょァィゥェォッャュョ,.:;?!)]}…·’”ะาำๅๆฯະາຳໆຯ"
)
LEADING_VOWELS = frozenset("เแโใไເແໂໃໄ")  # of Thai and Lao: a syllable begins with them
NO_LINE_END = LEADING_VOWELS | frozenset("「『（【〈《([{‘“")
# Articles, and short words that lean on the next: a line that is one of them alone looks like a mistake.
_LEANING = """
a an the of in on at to for by with from and my & what who how when where why
le la les un une des du de à au aux en et mon ma mes el los las del y il lo gli i di da e
der die das den dem ein eine von im am und o os um uma do ο η το οι τα και и в на с о
"""
LEANING = frozenset(_LEANING.split())
MOST_BOUND = 16  # columns of words that are bound to each other


def capitals(text):
    """Capitals where readers know them: Georgian's are of 2018, and few fonts have them; Greek ones bear no accent."""
    text = " ".join(strip_invisible(unicodedata.normalize("NFC", text), keep=JOINERS).split())
    text = "".join(part[:MOST_MARKS] for part in clusters(text))
    return "".join(_capital(part) for part in clusters(text))


def _capital(part):
    if "\u10d0" <= part[0] <= "\u10ff":
        return part
    if is_greek(part):
        part = "".join(sign for sign in unicodedata.normalize("NFD", part) if sign not in GREEK_MARKS)
    return unicodedata.normalize("NFC", part.upper())


def is_greek(text):
    """Whether all its letters are Greek, and there is one."""
    letters = [sign for sign in text if sign.isalpha()]
    return bool(letters) and all("\u0370" <= sign <= "\u03ff" or "\u1f00" <= sign <= "\u1fff" for sign in letters)


def words(title):
    """The words of a title, articles and the like bound to the word that follows them."""
    bound = []
    for word in title.split():
        leans = bound and bound[-1].split()[-1].casefold() in LEANING
        if leans and columns(f"{bound[-1]} {word}") <= MOST_BOUND:
            bound[-1] += f" {word}"
        else:
            bound.append(word)
    return bound


def units(word):
    """What no line may part: a letter with its marks, and the punctuation and vowels that lean on it."""
    found = []
    for part in clusters(word):
        if found and (part[0] in NO_LINE_START or found[-1][-1] in NO_LINE_END):
            found[-1] += part
        else:
            found.append(part)
    return found


def pieces(word):
    """Where a line may end inside a word: between Han characters or kana, and before a vowel that begins a syllable."""
    found = []
    for unit in units(word):
        if found and not (unit[0] in LEADING_VOWELS or _is_ideograph(unit[0]) or _is_ideograph(found[-1][0])):
            found[-1] += unit
        else:
            found.append(unit)
    return found


def _is_ideograph(sign):
    """Han, kana and their punctuation; Korean has blanks between its words."""
    return unicodedata.east_asian_width(sign) in "WF" and not "\uac00" <= sign <= "\ud7a3"


def filled(title, fits, breaks=None):
    """The title in as few lines as hold it; a piece that fits none is broken by `breaks`, or has a line of its own."""
    lines = []
    for word in words(title):
        for number, piece in enumerate(pieces(word)):
            longer = f"{lines[-1]}{'' if number else ' '}{piece}" if lines else piece
            if lines and fits(longer):
                lines[-1] = longer
            elif breaks and not fits(piece):
                lines.extend(breaks(piece))
            else:
                lines.append(piece)
    return lines


def broken(word, fits):
    """A word wider than its place, in lines that fit; `fits` tells whether a text does."""
    lines = [""]
    for part in (part for unit in units(word) for part in ([unit] if fits(unit) else clusters(unit))):
        if lines[-1] and not fits(lines[-1] + part):
            lines.append("")
        lines[-1] += part
    return lines
