"""What a text is made of for the filter: normalized words, pairs and runs of them, hosts, shape.

Every step takes time in proportion to the text: no expression here can begin a match inside
another's run.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice, pairwise

MAX_LENGTH = 10_000
MAX_PER_GROUP = 500  # different tokens: they tell enough, and a hostile text costs no more
MAX_WORD = 24  # letters of a word that are kept
NGRAM = 5  # letters, or an edge: “subscribe”, “suscribe” and “subscribers” have some in common
WORDS_BESIDE = 6  # a link, on each side
MAX_LINKS = 20

_WORD = re.compile(r"[^\W_]+")
_LINK = re.compile(r"(?:https?://|www\.)[^\s<>()\[\]\"'*|]+")
# A host written without its scheme; the endings are those that advertisers use most.
_BARE_HOST = re.compile(
    r"(?<![\w.@/-])[a-z0-9-]+(?:\.[a-z0-9-]+){0,4}"
    r"\.(?:com|net|org|info|biz|ru|cn|io|co|xyz|top|club|site|online|shop|store|live|win|bet|vip|me|ly|tk|link|click)\b"
)
_SIGN = re.compile(r"[^\w\s]")
_MARKUP = re.compile(r"\[/?(?:url|link|img|b)[=\]]|<a\s|href\s*=")
_MONEY = re.compile(r"[$€£¥₽₹₿]")
# Scripts that are written without blanks: their words are read as pairs of signs.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")
_LATIN, _LOOK_ALIKE = re.compile(r"[a-z]"), re.compile(r"[\u0370-\u052f]")


def normalize(text: str) -> str:
    """Compatible forms joined (NFKC), no case, no invisible signs; accents tell words apart."""
    text = unicodedata.normalize("NFKC", text[:MAX_LENGTH]).casefold()
    return "".join(sign for sign in text if unicodedata.category(sign) != "Cf")


def words_of(folded: str) -> Iterator[str]:
    """The words of a normalized text in order.

    Where a script has no blanks, overlapping pairs of signs.
    """
    for word in _WORD.findall(folded):
        if len(word) > 2 and _UNSPACED.search(word):
            yield from (first + second for first, second in pairwise(word))
        else:
            yield word[:MAX_WORD]


def words_in(text: str) -> Iterator[str]:
    return words_of(normalize(text))


@dataclass
class ParsedText:
    """A text, its name and website, read once for all signals."""

    words: list[str] = field(default_factory=list)
    name_words: list[str] = field(default_factory=list)
    words_outside_links: int = 0  # how many words stand outside links
    links: list[str] = field(default_factory=list)  # as written, normalized
    hosts: list[str] = field(default_factory=list)
    shape: set[str] = field(default_factory=set)
    around_links: list[str] = field(default_factory=list)

    @property
    def token_groups(self) -> list[list[str]]:
        """What the filter counts, each once: features, words, pairs and longer runs of words."""
        return self._token_groups_of(self.words)

    @property
    def token_groups_around_links(self) -> list[list[str]]:
        """The same for words beside links alone: an advertisement may follow a borrowed text."""
        return self._token_groups_of(self.around_links)

    @property
    def tokens(self) -> list[str]:
        """All that the filter counts, in one row."""
        return list(chain.from_iterable(self.token_groups))

    @property
    def host_tokens(self) -> list[str]:
        """Where its links lead, and nothing else."""
        return [
            f"h:{name}" for host in self.hosts for name in (host, ".".join(host.split(".")[-2:]))
        ]

    def _token_groups_of(self, words: Sequence[str]) -> list[list[str]]:
        features = [
            *sorted(self.shape),
            *self.host_tokens,
            *(f"t:{host.rpartition('.')[2]}" for host in self.hosts),
        ]
        features += [f"n:{word}" for word in self.name_words]
        features += [f"#{len(word)}" for word in words if any(sign.isdigit() for sign in word)]
        pairs = (f"{first} {second}" for first, second in pairwise(["", *words, ""]))
        ngrams = (ngram for word in dict.fromkeys(words) for ngram in _ngrams_of(word))
        return [
            list(islice(dict.fromkeys(group), MAX_PER_GROUP))
            for group in (features, words, pairs, ngrams)
        ]


def parse(body: str, name: str = "", website: str = "") -> ParsedText:
    """Take a text apart; only its first 10,000 characters are looked at."""
    folded, signed = normalize(body), normalize(name)
    found = list(_LINK.finditer(folded))
    rest = _LINK.sub(lambda link: " " * len(link[0]), folded)
    found += _BARE_HOST.finditer(rest)
    links = [link[0] for link in found]
    hosts = [host for link in [*links, normalize(website)] if (host := host_of(link))]
    words = list(words_of(rest))
    path_words = [
        word for link in links for word in words_of(link.partition("://")[2].partition("/")[2])
    ]
    shape = set(_shape(body[:MAX_LENGTH], folded, words, links)) | (
        {"site:given"} if website else set()
    )
    around = [word for link in found[:MAX_LINKS] for word in _beside(rest, link)]
    return ParsedText(
        [*words, *path_words], list(words_of(signed)), len(words), links, hosts, shape, around
    )


def host_of(link: str) -> str:
    """The host of a normalized link, without www and port; empty where there is none."""
    host = re.split(r"[/?#]", link.partition("://")[2] or link, maxsplit=1)[0]
    return host.rpartition("@")[2].partition(":")[0].removeprefix("www.").strip(".")


def _ngrams_of(word: str) -> Iterator[str]:
    edged = f" {word} "
    return (f"~{edged[start : start + NGRAM]}" for start in range(len(edged) - NGRAM + 1))


def _beside(text: str, link: re.Match[str]) -> Iterator[str]:
    """The words just before and after a link."""
    yield from list(words_of(text[max(0, link.start() - WORDS_BESIDE * 12) : link.start()]))[
        -WORDS_BESIDE:
    ]
    yield from list(words_of(text[link.end() : link.end() + WORDS_BESIDE * 12]))[:WORDS_BESIDE]


def _shape(body: str, folded: str, words: Sequence[str], links: Sequence[str]) -> Iterator[str]:
    yield f"links:{min(len(links), 3)}"
    yield f"length:{len(words).bit_length()}"
    if _MARKUP.search(folded):
        yield "markup:foreign"
    if _MONEY.search(folded):
        yield "sign:money"
    if "!" in folded:
        yield f"sign:!{min(folded.count('!'), 3)}"
    yield from {f"sign:{sign}" for sign in _SIGN.findall(folded)}
    digits = sum(sign.isdigit() for sign in folded)
    yield f"digits:{min(digits, 200).bit_length() if digits > 3 else 0}"
    letters = sum(sign.isalpha() for sign in body)
    if letters > 20 and sum(sign.isupper() for sign in body) > letters * 0.3:
        yield "case:upper"
    if any(_LATIN.search(word) and _LOOK_ALIKE.search(word) for word in words):
        yield "script:mixed"
