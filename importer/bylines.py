import re

from .names import parse_full_name
from .timestamps import parse_timestamp
from .word_lists import any_of, load

_BYLINE = re.compile(
    r"(?:(?:kritik|rezension|critique|reseña|crítica|recensione|recensie) "
    r"(?:von|par|de|di|por|door|van)|"
    r"(?:an? )?(?:film |movie )?(?:review |written |words |text |texte )?by|par|"
    r"von|por|di|door|av|text|texte|tekst|"
    r"(?:autor(?:in|a|ka)?|author|yazan|автор|作者|作成者|작성자|글|文|بقلم)(?=\s?[:：])|"
    r"(?P<date>.{6,40}?),?\s(?:by|par|von|por))"
    r"\s?(?:[:：]\s?|\s)(?P<name>[^|•·/]{3,60}?)"
    r"(?:\s*(?:[|•·/–—,-]|\bon\b|\bam\b|\ble\b)\s?(?P<rest>.{0,80}))?",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    rf"^(?:{any_of(load('headings')['published'])})(?:\s(?:on|le|am|el|il|em|op|den))?\s?[:：]?\s?",
    re.IGNORECASE,
)


def is_byline(text):
    return _BYLINE.fullmatch(text) is not None


def parse_byline(text):
    """(critic, text of the date or "") of “Von Lena Ortiz, 3. Oktober 2019”, else (None, "")."""
    match = _BYLINE.fullmatch(text) if len(text) <= 160 else None
    if not match or (match["date"] and parse_publication_time(match["date"]) is None):
        return None, ""  # “The Ferryman by Nora Quill”
    name, date = _split_name_and_date(match["name"], text[match.start("name") :])
    return name, date or match["date"] or match["rest"] or ""


def starts_with_published(text):
    return _PUBLISHED.match(text) is not None


def parse_publication_time(text):
    """As `parse_timestamp`, with words such as “published on” before it."""
    return parse_timestamp(_PUBLISHED.sub("", text))


def _split_name_and_date(name, text):
    """“Lena Ortiz” and, without anything between them, “Lena Ortiz October 3, 2019”."""
    if full_name := parse_full_name(name):
        return full_name, ""
    words = text.split()
    for count in range(2, min(len(words), 6)):
        name, rest = parse_full_name(" ".join(words[:count])), " ".join(words[count:])
        if name and parse_timestamp(rest):
            return name, rest
    return None, ""
