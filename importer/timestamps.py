"""When a comment was written and how often it was liked: the small print around comments."""

import re

from .month_names import MONTHS
from .text import fold
from .values import read_date

_LEAD = re.compile(
    r"^(?:(?:date|datum|fecha|data|time)\s?:|on|le|am|el|il|em|op|den|på|dnia|posted(?: on)?|publié le|"
    r"geschrieben am|commented)\s+",
    re.IGNORECASE,
)
_EARLY_TIME = re.compile(
    r"^\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\.?)?,?\s+(?:on\s+)?(?=\D|\d{1,2}\s)", re.IGNORECASE
)
_CLOCK = (
    r"(?:(?:at|um|à|a las?|alle(?: ore)?|às|as|om|kl\.?|o godz\.?|o|в|saat|klo|الساعة|오전|오후|午前|午後|"
    r"上午|下午)\s*)?"
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
_AGO = re.compile(
    r"(?:(?:about|over|almost)\s)?(?:\d{1,3}|an?|one)\s?(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|wks?|"
    r"months?|mos?|years?|yrs?|[smhdwy])\s?(?:ago)|\d{1,3}\s?[mhdwy]|just now|yesterday|"
    r"il y a (?:environ )?(?:\d{1,3}|une?) \w{1,10}|vor (?:\d{1,3}|einem|einer) \w{1,10}|"
    r"hace (?:\d{1,3}|una?) \w{1,10}|há (?:\d{1,3}|uma?) \w{1,10}|(?:\d{1,3}|una?|uma?) \w{1,10} (?:fa|atrás)|"
    r"(?:\d{1,3}|een) \w{1,10} geleden|för \d{1,3} \w{1,10} sedan|\d{1,3} \w{1,10} (?:temu|назад|önce)|"
    r"\d{1,3}\s?(?:秒|分|分钟|小时|時間|日|天|週間|周|か月|ヶ月|个月|年)前|\d{1,3}\s?(?:초|분|시간|일|주|개월|년)\s?전",
    re.IGNORECASE,
)
_LIKES = re.compile(
    r"(?:(?:liked by|aimé par|gefällt|le gusta a|piace a|curtido por)\s+(?:you and\s+)?(\d{1,6})\s*(?:\w{3,12})?|"
    r"(\d{1,6})\s+(?:likes?|upvotes?|points?|pts|votes?|thumbs up|j['’]aime|me gusta|mi piace|curtidas?|gilla|"
    r"лайк\w{0,3}|beğeni|people (?:like|liked|found) this(?: helpful)?)|"
    r"thumbs up\s?:\s?(\d{1,6})(?:\s+thumbs down\s?:\s?\d{1,6})?|"
    r"(?:like[sd]?|j['’]aime|me gusta|mi piace|curtir|gefällt mir|helpful|recommend|upvote|いいね|좋아요|赞|点赞|有用|"
    r"нравится|beğen)\s?[!！]?\s?[:：(（]?\s?(\d{1,6})\s?[)）]?|"
    r"[👍❤♥♡▲△⬆+]\ufe0f?\s?(\d{1,6})|(\d{1,6})\s?[\^▲△👍❤♥]\ufe0f?(?:\s?[v∨▼▽])?)",
    re.IGNORECASE,
)
_TOOL = re.compile(
    r"(?:reply(?: to .{1,40})?|\d{1,4} repl(?:y|ies)|répondre|antworten|beantwoorden|responder|rispondi|odpowiedz|"
    r"ответить|yanıtla|svara|svar|besvara|返信(?:する)?|답글(?:쓰기)?|回复|回覆|رد|like|j['’]aime|me gusta|"
    r"mi piace|share|"
    r"partager|teilen|compartir|edit|quote|report(?: abuse)?|flag(?: as inappropriate)?|permalink|link|delete|"
    r"loading\.*|log in to reply|follow|see more|show (?:more|less)(?: replies)?|read more|"
    r"view (?:all )?\d{0,4} ?repl(?:y|ies)|more|give award|save|hide|collapse|expand|"
    r"[-−+↓↩↑^v∧∨▲▼△▽›»\s]{1,8})(?:\s?[↓›»↩])?",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s*[•·|]\s*")
_SCORE_FIRST = re.compile(r"(\d{1,6})\s+(?:points?|pts|likes?|votes?)\s+(?=\S)", re.IGNORECASE)


def read_moment(text):
    """The day as ISO 8601, "" for one that cannot be told (“3 years ago”), None for no time at all."""
    text = text.strip(" ()[]")
    if not 2 <= len(text) <= 70:
        return None
    if _AGO.fullmatch(text):
        return ""
    text = _EARLY_TIME.sub("", _LEAD.sub("", text, count=1), count=1)
    if match := _DAY.fullmatch(text):
        date = read_date(match["day"])
        numeric = re.fullmatch(r"[\d\s./-]+", match["day"]) is not None
        return date if date and len(date) == 10 else "" if numeric else None
    match = _YEARLESS.fullmatch(text)
    return "" if match and any(fold(word) in MONTHS for word in match["words"].split()) else None


def read_small_print(text):
    """(day, likes or None) of “2 points • 3 years ago • Reply”; None where no time is told or more is said."""
    day = likes = None
    if len(text) > 120:
        return None
    if match := _SCORE_FIRST.match(text):
        likes, text = int(match[1]), text[match.end() :]
    for part in filter(None, _PARTS.split(text)):
        moment, liked = read_moment(part), read_likes(part)
        if moment is not None and day is None:
            day = moment
        elif liked is not None:
            likes = liked
        elif not is_tool(part):
            return None
    return None if day is None else (day, likes)


def read_likes(text):
    """The number of “Liked by 2 people”, “3 likes”, “👍 12”; None for anything else."""
    match = _LIKES.fullmatch(text.strip(" .")) if len(text) <= 60 else None
    return next((int(value) for value in match.groups() if value), None) if match else None


def read_tools(text):
    """(is it one, likes or None) of a line of buttons: “Reply”, “5 likes · Reply”, “1 • Reply • Share ›”."""
    if len(text) > 120:
        return False, None
    parts = [part.strip() for part in _PARTS.split(text) if part.strip(" ›»")]
    numbers = [int(part) for part in parts if re.fullmatch(r"\d{1,6}", part)]
    likes = [read_likes(part) for part in parts]
    rest = [
        part
        for part, liked in zip(parts, likes, strict=True)
        if liked is None and not part.isdigit()
    ]
    tools = sum(map(is_tool, rest))
    if not parts or tools < len(rest) or (numbers and not tools):
        return _is_row(text)
    found = [liked for liked in likes if liked is not None] or numbers[:1]
    return True, found[0] if found else None


def _is_row(text):
    """Buttons without anything between them: “5 ^ v Reply”, “Like Reply 3 likes”."""
    words = re.sub(r"[^\w\s]", " ", text).split()
    number = re.search(r"(?<!\S)(\d{1,6})\s(?:likes?|points?)(?!\S)", text, re.IGNORECASE)
    plain = [
        word
        for word in words
        if not word.isdigit() and fold(word) not in {"likes", "points", "point", "v"}
    ]
    row = 2 <= len(words) <= 6 and bool(plain) and all(is_tool(word) for word in plain)
    return row, int(number[1]) if row and number else None


def is_tool(text):
    """Whether a text is a button beneath a comment."""
    return _TOOL.fullmatch(text.strip()) is not None
