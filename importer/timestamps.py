import re

from .month_names import MONTHS
from .text import fold
from .values import parse_date
from .word_lists import any_of, load

_LISTS = load("comments")
_BEFORE_TIME = re.compile(rf"^(?:{any_of(_LISTS['before_time'])})\s+", re.IGNORECASE)
_EARLY_TIME = re.compile(
    r"^\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\.?)?,?\s+(?:on\s+)?(?=\D|\d{1,2}\s)", re.IGNORECASE
)
_CLOCK = (
    r"(?:(?:at|um|à|a las?|alle(?: ore)?|às|as|om|kl\.?|o godz\.?|o|в|saat|klo|الساعة|"
    r"오전|오후|午前|午後|上午|下午)\s*)?"
    r"\d{1,2}\s?[:.hH時时시]\s?\d{0,2}(?:\s?[:.分분]\s?\d{0,2})?\s?(?:min|uhr|[ap]\.?\s?m\.?|h|hrs)?"
    r"(?:\s(?:GMT|UTC|BST|[ECMP][SD]T|CES?T))?"
)
_DAY = re.compile(
    r"(?P<day>\d{4}\s?[-./年년]\s?\d{1,2}\s?[-./月월]\s?\d{1,2}[日일.]?|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|"
    rf".{{3,30}}?(?:18|19|20)\d\d(?!\d))[\s,;|@–—-]*(?P<clock>{_CLOCK})?"
    r"[\s.,:]*(?:#\d{0,6}|\(edit(?:ed)?\)|edited)?",
    re.IGNORECASE,
)
_YEARLESS = re.compile(
    rf"(?P<words>[^\W\d_]{{3,10}}\s\d{{1,2}}|\d{{1,2}}\.?\s[^\W\d_]{{3,10}}),?\s{_CLOCK}",
    re.IGNORECASE,
)
_AGO = re.compile(any_of(_LISTS["ago"]), re.IGNORECASE)
_LIKES = re.compile(
    r"(?:(?:liked by|aimé par|gefällt|le gusta a|piace a|"
    r"curtido por)\s+(?:you and\s+)?(\d{1,6})\s*(?:\w{3,12})?|"
    r"(\d{1,6})\s+(?:likes?|upvotes?|points?|pts|votes?|thumbs up|j['’]aime|me gusta|mi piace|"
    r"curtidas?|gilla|"
    r"лайк\w{0,3}|beğeni|people (?:like|liked|found) this(?: helpful)?)|"
    r"thumbs up\s?:\s?(\d{1,6})(?:\s+thumbs down\s?:\s?\d{1,6})?|"
    r"(?:like[sd]?|j['’]aime|me gusta|mi piace|curtir|gefällt mir|helpful|recommend|upvote|いいね|"
    r"좋아요|赞|点赞|有用|"
    r"нравится|beğen)\s?[!！]?\s?[:：(（]?\s?(\d{1,6})\s?[)）]?|"
    r"[👍❤♥♡▲△⬆+]\ufe0f?\s?(\d{1,6})|(\d{1,6})\s?[\^▲△👍❤♥]\ufe0f?(?:\s?[v∨▼▽])?)",
    re.IGNORECASE,
)
_BUTTON = re.compile(rf"(?:{any_of(_LISTS['buttons'])})(?:\s?[↓›»↩])?", re.IGNORECASE)
_PARTS = re.compile(r"\s*[•·|]\s*")
_SCORE_FIRST = re.compile(r"(\d{1,6})\s+(?:points?|pts|likes?|votes?)\s+(?=\S)", re.IGNORECASE)


def parse_timestamp(text):
    """The day as ISO 8601, "" for one not told (“3 years ago”), None for no time at all."""
    text = text.strip(" ()[]")
    if not 2 <= len(text) <= 70:
        return None
    if _AGO.fullmatch(text):
        return ""
    text = _EARLY_TIME.sub("", _BEFORE_TIME.sub("", text, count=1), count=1)
    if match := _DAY.fullmatch(text):
        date = parse_date(match["day"])
        is_numeric = re.fullmatch(r"[\d\s./-]+", match["day"]) is not None
        return date if date and len(date) == 10 else "" if is_numeric else None
    match = _YEARLESS.fullmatch(text)
    return "" if match and any(fold(word) in MONTHS for word in match["words"].split()) else None


def parse_comment_meta(text):
    """(day, likes or None) of “2 points • 3 years ago • Reply”.

    None where no time is told or more is said.
    """
    day = likes = None
    if len(text) > 120:
        return None
    if match := _SCORE_FIRST.match(text):
        likes, text = int(match[1]), text[match.end() :]
    for part in filter(None, _PARTS.split(text)):
        timestamp, liked = parse_timestamp(part), parse_likes(part)
        if timestamp is not None and day is None:
            day = timestamp
        elif liked is not None:
            likes = liked
        elif not is_button(part):
            return None
    return None if day is None else (day, likes)


def parse_likes(text):
    """The number of “Liked by 2 people”, “3 likes”, “👍 12”; None for anything else."""
    match = _LIKES.fullmatch(text.strip(" .")) if len(text) <= 60 else None
    return next((int(value) for value in match.groups() if value), None) if match else None


def parse_buttons(text):
    """(is it a row of buttons, likes or None) of “Reply” or “1 • Reply • Share ›”."""
    if len(text) > 120:
        return False, None
    parts = [part.strip() for part in _PARTS.split(text) if part.strip(" ›»")]
    numbers = [int(part) for part in parts if re.fullmatch(r"\d{1,6}", part)]
    likes = [parse_likes(part) for part in parts]
    rest = [
        part
        for part, liked in zip(parts, likes, strict=True)
        if liked is None and not part.isdigit()
    ]
    buttons = sum(map(is_button, rest))
    if not parts or buttons < len(rest) or (numbers and not buttons):
        return _parse_undivided_buttons(text)
    found = [liked for liked in likes if liked is not None] or numbers
    return True, found[0] if found else None


def _parse_undivided_buttons(text):
    words = re.sub(r"[^\w\s]", " ", text).split()
    number = re.search(r"(?<!\S)(\d{1,6})\s(?:likes?|points?)(?!\S)", text, re.IGNORECASE)
    buttons = [
        word
        for word in words
        if not word.isdigit() and fold(word) not in {"likes", "points", "point", "v"}
    ]
    is_row = 2 <= len(words) <= 6 and bool(buttons) and all(map(is_button, buttons))
    return is_row, int(number[1]) if is_row and number else None


def is_button(text):
    return _BUTTON.fullmatch(text.strip()) is not None
