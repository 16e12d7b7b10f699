import re

from .messages import gettext_noop

_CODE = re.compile(
    r"^\s*(?:def |class |import |from \w+ import|function\b|var |let |const |return\b|if ?\(|"
    r"for ?\(|#include|public |"
    r"private |package |using |SELECT |INSERT |\}|\{|//|/\*|\$\w+ ?=|<\?php|\.[\w-]+ ?\{)|[{};]\s*$"
)
_PAIR = re.compile(r"[\"'][\w@$. -]{1,40}[\"']\s?:")
_TAG = re.compile(
    r"</[a-z][a-z0-9]{0,10}>|<(?:div|p|br|span|a|h[1-6]|li|img|td|tr)\b[^<>]{0,200}>", re.IGNORECASE
)
MANY = 6
SAMPLE = 20_000  # characters looked at


def why_not_prose(text):
    """Why a text is data, a program or markup; "" for one in sentences."""
    sample = text[:SAMPLE]
    lines = [line for line in sample.split("\n") if line.strip()]
    if is_html_source(sample):
        return gettext_noop("it is the source of a web page")
    if sample.lstrip()[:1] in {"{", "["} and len(_PAIR.findall(sample)) >= 3:
        return gettext_noop("it is data, not text")
    if len(lines) >= 3 and sum(_CODE.search(line) is not None for line in lines) * 3 > len(lines):
        return gettext_noop("it is a program, not text")
    if _is_table(lines):
        return gettext_noop("it is a table, not text")
    return ""


def is_html_source(text):
    tags = len(_TAG.findall(text[:SAMPLE]))
    return tags >= MANY and tags * 200 >= len(text[:SAMPLE])


def _is_table(lines):
    """Whether most lines have the same four cells or more, and few spaces after a divider."""
    for divider in (",", ";", "\t", "|"):
        counts = [line.count(divider) for line in lines]
        tight = sum(line.count(divider) - line.count(divider + " ") for line in lines)
        most = max(set(counts), key=counts.count, default=0)
        if (
            len(lines) >= 3
            and most >= 3
            and counts.count(most) * 2 > len(lines)
            and tight * 2 > sum(counts)
        ):
            return True
    return False
