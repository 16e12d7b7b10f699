"""Values after a label: names, dates, minutes, stars. Each reader answers None where it is not sure."""

import datetime
import re

from .document import Performer
from .month_names import MONTHS, WEEKDAYS
from .text import CJK, fold

NAME_LENGTH = 60
_PARTICLES = {
    "de",
    "del",
    "della",
    "di",
    "da",
    "dos",
    "du",
    "des",
    "la",
    "le",
    "van",
    "von",
    "der",
    "den",
    "ter",
    "zu",
}
_PARTICLES |= {"bin", "al", "el", "y", "af", "av", "d'", "ibn", "ben", "st", "jr", "sr", "e", "do"}
_NOT_NAMES = {
    "unknown",
    "various",
    "n a",
    "na",
    "tba",
    "tbc",
    "admin",
    "administrator",
    "staff",
    "editor",
    "guest",
}
_NOT_NAMES |= {
    "anonymous",
    "the film",
    "the director",
    "others",
    "more",
    "et al",
    "u a",
    "me",
    "us",
    "http",
    "www",
}
_NAME_WORD = re.compile(r"[^\W\d_]+(?:['’.\-][^\W\d_]+)*['’.]?")
_CJK_NAME = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af・＝=A-Za-z\s]{2,25}")
_SEPARATOR = re.compile(
    r"\s*[,;、，،／|]\s*(?:(?:and|et|und|y|e|with)\s+)?|\s+(?:/|&|and|et|und|y|e)\s+|\s+w/\s*"
)
NUMBERS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_WORDED_STARS = re.compile(
    rf"({'|'.join(NUMBERS)})( and a half)?(?: stars?)? out of (?:a possible )?({'|'.join(NUMBERS)})(?: stars)?"
)
_VOICE = {"voice", "voix", "stimme", "voz", "voce", "声", "narrator voice", "uncredited", "cameo"}


def read_name(text):
    """A person's name as printed, or None for what is none."""
    name = text.strip(" .,;:·|–—-").strip()
    if name.endswith((" Jr", " Sr")):
        name += "."
    if not 2 <= len(name) <= NAME_LENGTH or fold(name) in _NOT_NAMES or name.startswith("@"):
        return None
    if CJK.search(name):
        return name if _CJK_NAME.fullmatch(name) else None
    words = name.split()
    proper = [word for word in words if _NAME_WORD.fullmatch(word) and not word[0].islower()]
    rest = [word for word in words if word not in proper]
    small = all(
        word.lower() in _PARTICLES or word.lower().startswith(("d'", "d’", "al-", "l'"))
        for word in rest
    )
    longest = 6 if any(word[0].isupper() for word in proper) else 4  # scripts without capitals
    return name if proper and small and len(words) <= longest else None


def read_full_name(text):
    """As `read_name`, but of two words or more: one word alone may be anything."""
    name = read_name(text)
    return name if name and (len(name.split()) > 1 or CJK.search(name)) else None


def split_names(text):
    """The parts of a list of names; commas inside brackets do not divide."""
    text = text.replace("/", "、") if CJK.search(text) else text
    parts, depth, start, text = [], 0, 0, text.replace("（", "(").replace("）", ")")
    for match in re.finditer(r"[()]|" + _SEPARATOR.pattern, text):
        if match[0] in "()" and match[0]:
            depth = max(0, depth + (1 if match[0] == "(" else -1))
        elif depth == 0:
            parts.append(text[start : match.start()])
            start = match.end()
    return [part.strip() for part in [*parts, text[start:]] if part.strip()]


def read_names(text):
    """(names, parts that are none) of a list."""
    read = [
        (read_name(re.sub(r"\([^()]*\)", "", part)), part) for part in split_names(text.rstrip("."))
    ]
    return [name for name, _part in read if name], [part for name, part in read if not name]


def read_performer(text):
    """“Marion Cotillard (Stéphanie)”, “Marion Cotillard as Stéphanie”, or the name alone."""
    match = re.fullmatch(
        r"([^()…]{2,60}?)\s*(?:\(\s*([^()]{1,60})\)|(?:\bas\b|\bals\b|…|\.{2,}|—)\s*([^()]{1,60}))",
        text,
    )
    name = read_name(match[1] if match else text)
    if name is None:
        return None
    return Performer(name, *read_character((match[2] or match[3]) if match else ""))


def read_character(text):
    """(character, alias) of “Alain “Ali””, “Alain, aka Ali” or “Ali”; empty strings where unsure."""
    text = re.sub(
        r"^(?:as|als|dans le rôle de|rôle de)\s+", "", text.strip(" .…"), flags=re.IGNORECASE
    )
    if fold(text) in _VOICE:
        return "", ""
    match = re.fullmatch(
        r"([^“”\",]{1,40}?),?\s*(?:[“\"]([^“”\"]{1,30})[”\"]|\b(?:aka|a\.k\.a\.|alias)\s+(.{1,30}))",
        text,
    )
    if match:
        character, alias = read_name(match[1]), read_name(match[2] or match[3])
        return (character, alias) if character and alias else ("", "")
    return ((read_name(re.sub(r"^(?:the|der|die|le|la|el)\s+", "", text)) and text) or "", "")


def read_date(text):
    """A date of known precision as ISO 8601, or None; 3/4/2013 may be either month and is not read."""
    text = re.sub(r"\([^()]*\)", "", text).strip(" .,")[:60]
    if match := re.fullmatch(r"(\d{4})(?:[-年](\d{1,2})(?:[-月](\d{1,2})日?|月)?|年)?.{0,5}", text):
        return _date(*match.groups())
    if match := re.fullmatch(
        r"(\d{4})\s?[./년年]\s?(\d{1,2})\s?[./월月]\s?(\d{1,2})\s?[.일日]?", text
    ):
        return _date(*match.groups())
    if match := re.fullmatch(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})", text):
        return _date(match[3], match[2], match[1])
    if match := re.fullmatch(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})", text):
        first, second = int(match[1]), int(match[2])
        day, month = (
            (first, second) if first > 12 else (second, first) if second > 12 else (None, None)
        )
        return day and _date(match[3], month, day)
    return _read_worded_date(text)


def _read_worded_date(text):
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
    return _date(years[0], MONTHS[months[0]], days[0] if days else None)


def _date(year, month=None, day=None):
    try:
        date = datetime.date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    if not 1880 <= date.year <= 2100:
        return None
    return date.isoformat()[: 10 if day else 7 if month else 4]


def read_year(text):
    """A year that film history knows, alone in its text."""
    match = re.fullmatch(r"\(?\s*(\d{4})\s*年?(?:製作|制作|公開)?\s*\)?", text.strip(" ."))
    return int(match[1]) if match and 1888 <= int(match[1]) <= 2100 else None


def read_runtime(text):
    """Whole minutes of “122 minutes”, “2h 02”, “2 hrs. 2 min.”, “115分”; None for anything else."""
    text = re.sub(r"^(?:approx\.?|ca\.?|env\.?|約)\s*", "", text.strip(" .").lower())
    units = (
        r"(?:minutes|minuten|minutos|minuti|minute|minuter|minut|minuty|mins|min|mn|dk|dakika|мин|минут\w?|分钟|分鐘|"
        r"分|분|دقيقة|m|['’′])"
    )
    if match := re.fullmatch(rf"(\d{{1,3}})\s?{units}\.?(?:\s?\([^()]{{0,20}}\))?", text):
        minutes = int(match[1])
    elif match := re.fullmatch(
        rf"(\d)\s?(?:hours|hour|hrs|hr|heures|heure|stunden|std|horas?|ore|"
        rf"uur|timmar|tim|saat|sa|godz|час\w{{0,2}}|時間|小时|시간|h)\.?,?\s?(?:and\s)?(?:(\d{{1,2}})\s?{units}?\.?)?",
        text,
    ):
        minutes = int(match[1]) * 60 + int(match[2] or 0)
    else:
        return None
    return minutes if 1 <= minutes <= 900 else None


def read_stars(text):
    """(stars, out of) of “3.5/5”, “★★★☆☆” or “4 out of 5 stars”; None where the scale is not stated."""
    text = text.strip(" .")
    if re.fullmatch(r"★{0,10}½?☆{1,10}", text) or re.fullmatch(r"★{5}", text):
        full, half = text.count("★"), text.count("½")
        stars, scale = full + half / 2, full + half + text.count("☆")
    elif match := re.fullmatch(
        r"(\d{1,2}(?:[.,]\d)?)\s*(?:/|out of|sur|von|de|auf|van|av|из|z|op|su|em|üzerinden)\s*(\d{1,2})"
        r"(?:\s*(?:stars|étoiles|sternen?|estrellas|stelle|sterren|stjärnor|gwiazdek))?",
        text,
    ):
        stars, scale = float(match[1].replace(",", ".")), int(match[2])
    elif match := _WORDED_STARS.fullmatch(text.lower()):
        stars, scale = NUMBERS.index(match[1]) + (0.5 if match[2] else 0), NUMBERS.index(match[3])
    else:
        return None
    sound = 3 <= scale <= 10 and 0 <= stars <= scale and stars * 2 == int(stars * 2)
    return (f"{stars:g}", scale) if sound else None


def read_certification(text):
    """(mark, country code or ""): the country only where the board itself is named."""
    text = re.sub(r"\s+(?:for|due to|wegen)\b.*$", "", text.strip(" .")).strip(" .,")
    match = re.fullmatch(
        r"(?i:(mpaa|mpa|bbfc|fsk|ab|certificate)\s*[:\-]?\s*)?([A-Z0-9][A-Za-z0-9\-+]{0,6})", text
    )
    if not match:
        return None
    board, mark = (match[1] or "").lower(), match[2]
    known = {
        "G",
        "PG",
        "PG-13",
        "R",
        "NC-17",
        "X",
        "U",
        "12",
        "12A",
        "15",
        "18",
        "0",
        "6",
        "16",
        "NR",
        "M",
        "MA15+",
    }
    known |= {
        "PG12",
        "R15+",
        "R18+",
        "R15",
        "R18",
        "14A",
        "18A",
        "K-11",
        "AA",
        "TP",
        "TV-MA",
        "TV-14",
        "Unrated",
    }
    country = {"mpaa": "US", "mpa": "US", "bbfc": "GB", "fsk": "DE"}.get(board, "")
    return (mark, country) if mark in known else None
