import re
import unicodedata
from dataclasses import dataclass

MAX_CHARACTERS = 1_000_000  # a long review with a thousand comments has 600,000
MAX_LINES = 40_000
MIN_WRAP_COLUMN, MAX_WRAP_COLUMN = (
    50,
    110,
)  # columns at which mail programs and text browsers break lines

_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_CONTROLS = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
_BLANKS = re.compile(r"[^\S\n]")
_SPACES = re.compile(r" {2,}")
_ACCENTS = re.compile("[\u0300-\u036f]")
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "’": "'", "‘": "'", "&": " and "}
)
_NOT_WORDS = re.compile(r"[\W_]+")
CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uff66-\uff9f]")
SENTENCE_END = re.compile(
    r"(?:[.!?…。！？؟][\"'”’»«“)\]」』]*|[\u2600-\u2604\u2607-\u27bf\U0001f300-\U0001faff]\ufe0f?)$"
)
LIST_ITEM = re.compile(r"^(?:\d{1,4}[.)]|[•*·▪‣–—-])\s+")


@dataclass(frozen=True)
class Line:
    """A line with its indentation and the number of blank lines before it."""

    text: str
    indent: int = 0
    gap: int = 0

    @property
    def is_prose(self):
        """Long enough, and ended, as a paragraph is."""
        if SENTENCE_END.search(self.text[-6:]) is None:
            return len(self.text) >= 200
        return len(self.text) >= (30 if is_cjk(self.text) else 80)


def normalize(text):
    text = _CONTROLS.sub("", _BREAKS.sub("\n", text.replace("\t", "    ")))
    return unicodedata.normalize("NFC", _BLANKS.sub(" ", text))


def split_lines(text):
    """The lines of tidied text that hold something; broken paragraphs are joined again."""
    lines, gap = [], 0
    for raw in text.split("\n"):
        words = raw.strip()
        if words:
            lines.append(Line(_SPACES.sub(" ", words), len(raw) - len(raw.lstrip()), gap))
        gap = 0 if words else gap + 1
    return _join_wrapped(lines)


def _join_wrapped(lines):
    joined, start = [], 0
    for end in range(1, len(lines) + 1):
        wrapped = end - start > 1
        if (
            end == len(lines)
            or lines[end].gap
            or not _is_continued(lines[end - 1], lines[end], wrapped)
        ):
            run = lines[start:end]
            joined.append(Line(" ".join(line.text for line in run), run[0].indent, run[0].gap))
            start = end
    return joined


def _is_continued(line, following, wrapped):
    """Whether a line was broken at the margin and goes on in the following one.

    `wrapped`: the line itself goes on from another, so that it may end with a sentence.
    """
    if (
        not MIN_WRAP_COLUMN <= len(line.text) <= MAX_WRAP_COLUMN
        or len(following.text) > MAX_WRAP_COLUMN
    ):
        return False
    if (
        following.indent > line.indent
        or LIST_ITEM.match(following.text)
        or ":" in following.text[:30]
    ):
        return False
    if SENTENCE_END.search(line.text[-6:]) or line.text.endswith(":"):
        return wrapped and len(line.text) >= 60
    full = len(line.text) >= 60 and (
        len(following.text) >= 60 or SENTENCE_END.search(following.text[-6:])
    )
    return following.text[0].islower() or bool(full)


def fold(text):
    """Text to compare by: no case, no accents, no punctuation. Kana keep their sound marks."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text.casefold()).casefold())
    plain = unicodedata.normalize("NFC", _ACCENTS.sub("", plain)).translate(_LETTERS)
    return _NOT_WORDS.sub(" ", plain.replace("'", "")).strip() or text.casefold().strip()


def is_cjk(text):
    """Mostly Japanese, Chinese or Korean, which have no spaces to count words by."""
    sample = text[:400]
    return len(CJK.findall(sample)) * 3 > len(sample)


def count_words(text):
    """Words; two characters of a script without spaces count as one."""
    return len(CJK.findall(text)) // 2 if is_cjk(text) else len(text.split())


def count_phrase(phrase, text):
    """How often the phrase stands in the text as whole words, with either kind of apostrophe."""
    phrase, text = phrase.replace("’", "'"), text.replace("’", "'")
    if is_cjk(phrase):
        return text.count(phrase)
    return len(re.findall(rf"(?<!\w){re.escape(phrase)}(?!\w)", text))
