import datetime
import re

from .month_names import MONTHS, WEEKDAYS
from .text import fold
from .word_lists import any_of, load

_LISTS = load("values")
_CERTIFICATIONS, _BOARD_COUNTRIES = set(_LISTS["certifications"]), _LISTS["board_countries"]
_MINUTES = f"(?:{any_of(_LISTS['minutes'])})"
_RUNTIME_MINUTES = re.compile(rf"(\d{{1,3}})\s?{_MINUTES}\.?(?:\s?\([^()]{{0,20}}\))?")
_RUNTIME_HOURS = re.compile(
    rf"(\d)\s?(?:{any_of(_LISTS['hours'])})\.?,?\s?(?:and\s)?(?:(\d{{1,2}})\s?{_MINUTES}?\.?)?"
)
_STARS = re.compile(
    rf"(\d{{1,2}}(?:[.,]\d)?)\s*(?:{any_of(_LISTS['out_of'])})\s*(\d{{1,2}})"
    rf"(?:\s*(?:{any_of(_LISTS['stars'])}))?"
)
_NUMBERS = _LISTS["numbers"]
_STARS_IN_WORDS = re.compile(
    rf"({any_of(_NUMBERS)})( and a half)?(?: stars?)? out of (?:a possible )?"
    rf"({any_of(_NUMBERS)})(?: stars)?"
)


def parse_date(text):
    """ISO 8601 of known precision, or None; 3/4/2013 may be either month and is not read."""
    text = re.sub(r"\([^()]*\)", "", text).strip(" .,")[:60]
    if match := re.fullmatch(r"(\d{4})(?:[-年](\d{1,2})(?:[-月](\d{1,2})日?|月)?|年)?.{0,5}", text):
        return _iso_date(*match.groups())
    if match := re.fullmatch(
        r"(\d{4})\s?[./년年]\s?(\d{1,2})\s?[./월月]\s?(\d{1,2})\s?[.일日]?", text
    ):
        return _iso_date(*match.groups())
    if match := re.fullmatch(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})", text):
        return _iso_date(match[3], match[2], match[1])
    if match := re.fullmatch(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})", text):
        first, second = int(match[1]), int(match[2])
        day, month = (
            (first, second) if first > 12 else (second, first) if second > 12 else (None, None)
        )
        return day and _iso_date(match[3], month, day)
    return _parse_worded_date(text)


def _parse_worded_date(text):
    words = [
        word
        for word in re.split(r"[\s,.]+", fold(text))
        if word not in {"de", "del", "of", "the", "le", "den"}
    ]
    words = [re.sub(r"^(\d{1,2})(?:st|nd|rd|th|er)$", r"\1", word) for word in words]
    words = words[1:] if words and words[0] in WEEKDAYS and words[0] not in MONTHS else words
    months = [word for word in words if word in MONTHS]
    numbers = [int(word) for word in words if word.isascii() and word.isdecimal()]
    years = [number for number in numbers if 1880 <= number <= 2100]
    if (
        len(months) != 1
        or len(years) != 1
        or len(months) + len(numbers) != len(words)
        or len(numbers) > 2
    ):
        return None
    days = [number for number in numbers if number not in years]
    return _iso_date(years[0], MONTHS[months[0]], days[0] if days else None)


def _iso_date(year, month=None, day=None):
    try:
        date = datetime.date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    if not 1880 <= date.year <= 2100:
        return None
    return date.isoformat()[: 10 if day else 7 if month else 4]


def parse_year(text):
    match = re.fullmatch(r"\(?\s*(\d{4})\s*年?(?:製作|制作|公開)?\s*\)?", text.strip(" ."))
    return int(match[1]) if match and 1888 <= int(match[1]) <= 2100 else None


def parse_runtime(text):
    """Whole minutes of “122 minutes”, “2h 02”, “2 hrs. 2 min.”, “115分”."""
    text = re.sub(r"^(?:approx\.?|ca\.?|env\.?|約)\s*", "", text.strip(" .").lower())
    if match := _RUNTIME_MINUTES.fullmatch(text):
        minutes = int(match[1])
    elif match := _RUNTIME_HOURS.fullmatch(text):
        minutes = int(match[1]) * 60 + int(match[2] or 0)
    else:
        return None
    return minutes if 1 <= minutes <= 900 else None


def parse_stars(text):
    """(stars, out of) of “3.5/5”, “★★★☆☆” or “4 out of 5 stars”; the scale must be stated."""
    text = text.strip(" .")
    if re.fullmatch(r"★{0,10}½?☆{1,10}|★{5}", text):
        full, half = text.count("★"), text.count("½")
        stars, scale = full + half / 2, full + half + text.count("☆")
    elif match := _STARS.fullmatch(text):
        stars, scale = float(match[1].replace(",", ".")), int(match[2])
    elif match := _STARS_IN_WORDS.fullmatch(text.lower()):
        stars = _NUMBERS.index(match[1]) + (0.5 if match[2] else 0)
        scale = _NUMBERS.index(match[3])
    else:
        return None
    is_sound = 3 <= scale <= 10 and 0 <= stars <= scale and stars * 2 == int(stars * 2)
    return (f"{stars:g}", scale) if is_sound else None


def parse_certification(text):
    """(mark, country code or ""): the country only where the board itself is named."""
    text = re.sub(r"\s+(?:for|due to|wegen)\b.*$", "", text.strip(" .")).strip(" .,")
    match = re.fullmatch(
        r"(?i:(mpaa|mpa|bbfc|fsk|ab|certificate)\s*[:\-]?\s*)?([A-Z0-9][A-Za-z0-9\-+]{0,6})", text
    )
    if not match or match[2] not in _CERTIFICATIONS:
        return None
    return match[2], _BOARD_COUNTRIES.get((match[1] or "").lower(), "")
