"""Spam, scored on this machine: each rule looks at one thing and gives a signal, or None.

A new rule is a function of a `Case`, listed in RULES; its signal bears its name. Weights are joined
as chances: from 0.5 a text waits, from 0.9 it is refused; a signal of weight 0 makes it wait as
well. Nothing here writes, and time grows in proportion to the text. What makes a text wait and is
no evidence of spam, such as many links or a first comment, is in `comments/screening.py`.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property, lru_cache

from django.conf import settings
from django.core.cache import caches
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from comments.models import Comment, Fingerprint, SpamWord
from comments.models.comment_queryset import CommentQuerySet
from comments.submission import Author, Context, Signal, by_weight, joint_weight
from core.text import fold

from . import classifier, duplicates, form_token
from .parsed_text import ParsedText, parse, words_in
from .solicitation import asks_to_come, asks_to_subscribe, promises

HELD_FROM, SPAM_FROM = 0.5, 0.9  # joint weights
HOUR, WEEK = timedelta(hours=1), timedelta(days=7)
MAX_BY_AUTHOR, MAX_BY_NETWORK = 12, 20  # comments in an hour; a network is a /24 or /48
FLOOD_WINDOW = timedelta(minutes=10)
FLOOD_FACTOR = 10  # times the usual
SHORTENERS = {
    "bit.ly", "tinyurl.com", "t.co", "goo.gl", "is.gd", "cutt.ly", "rb.gy", "ow.ly", "t.me",
    "wa.me", "shorturl.at",
}  # fmt: skip
FEW_WORDS = 8  # beside a link
BARE = 2  # words beside a link that say nothing


@dataclass(frozen=True)
class Case:
    """A comment with what is known of its author and its request, parsed once for all rules."""

    comment: Comment
    author: Author = field(default_factory=Author)
    context: Context = field(default_factory=Context)

    @cached_property
    def text(self) -> ParsedText:
        return parse(self.comment.body, self.comment.name, self.comment.website)

    @cached_property
    def fingerprint(self) -> Fingerprint:
        return duplicates.fingerprint(self.comment, self.text)


@dataclass(frozen=True)
class SpamScore:
    """`signals` are empty where they weigh too little to hold the text; one of 0 holds it too."""

    is_spam: bool = False
    signals: tuple[Signal, ...] = ()
    fingerprint: Fingerprint | None = None

    @classmethod
    def of(
        cls, found: Iterable[Signal | None], fingerprint: Fingerprint | None = None
    ) -> SpamScore:
        signals = by_weight(found)
        weight = joint_weight(signals)
        is_held = weight >= HELD_FROM or any(signal.weight == 0 for signal in signals)
        return cls(weight >= SPAM_FROM, tuple(signals if is_held else ()), fingerprint)


def score(comment: Comment, author: Author, context: Context) -> SpamScore:
    """What the rules, and what came with the request, say against a text."""
    case = Case(comment, author, context)
    signals = [*(rule(case) for rule in RULES), *context.signals]
    return SpamScore.of(signals, case.fingerprint)


def form_age(case: Case) -> Signal | None:
    """Machines send a form at once. It never holds alone, for browsers fill forms by themselves."""
    key = (case.comment.form_key or "").partition(":")[2]
    opened_at = form_token.opened_at(key)
    if opened_at is None:
        return None
    age = case.comment.posted_at - opened_at
    if age > form_token.TOO_LATE:
        return Signal("form-age", _("Sent more than a day after the form was opened."), 0.15)
    if age < form_token.TOO_SOON:
        return Signal("form-age", _("Sent within three seconds of opening the form."), 0.3)
    return None


def author_budget(case: Case) -> Signal | None:
    sent = Comment.objects.counting_against(case.author, case.context.network)
    if _reaches(sent, case.comment, MAX_BY_AUTHOR):
        message = _("Its author has sent very many comments within the hour.")
        return Signal("author-budget", message, 0.5)
    return None


def network_budget(case: Case) -> Signal | None:
    network = case.context.network
    if network and _reaches(Comment.objects.filter(network=network), case.comment, MAX_BY_NETWORK):
        message = _("Its network has sent very many comments within the hour.")
        return Signal("network-budget", message, 0.5)
    return None


def flood(case: Case) -> Signal | None:
    """In a flood all guests wait: it is not about this text."""
    if case.author.user is None and _is_flood():
        message = _("Far more comments than usual are coming in, so guests wait for a moderator.")
        return Signal("flood", message, 0.5)
    return None


def duplicate(case: Case) -> Signal | None:
    first = case.fingerprint.duplicate_of
    if first is None:
        return None
    if first.status == first.Status.SPAM:
        return Signal("duplicate", _("Nearly repeats a comment marked as spam."), 0.9)
    return Signal("duplicate", _("Nearly repeats an earlier comment."), 0.5)


def link_score(case: Case) -> Signal | None:
    """What links look like in advertisements.

    A plain one in a text that says something weighs little.
    """
    text, name = case.text, case.comment.name.casefold()
    weight = 0.1 * min(len(text.links), 2)  # more are counted when it is screened
    if "markup:foreign" in text.shape:
        weight += 0.4
    if text.links and text.words_outside_links < FEW_WORDS:
        weight += 0.4 if text.words_outside_links <= BARE else 0.25
    if any(_hides(host) for host in text.hosts):
        weight += 0.3
    if any(host in name for host in text.hosts) or "www." in name:
        weight += 0.4
    if not weight:
        return None
    return Signal("link-score", _("Its links look like advertising."), min(weight, 0.8))


def solicitation(case: Case) -> Signal | None:
    """Readers are asked to the author's own channel or shop, or a link comes with a promise."""
    words = fold(" ".join(case.text.words)).split()
    if asks_to_come(words) or asks_to_subscribe(words):
        message = _("Asks readers to visit or follow its author elsewhere.")
        return Signal("solicitation", message, 0.5)
    if case.text.links and promises(words):
        return Signal("solicitation", _("Has a link and mentions gifts, money or votes."), 0.45)
    return None


def blocked_words(case: Case) -> Signal | None:
    """Literal words and phrases of the text, its name or its links; no expression is ever run."""
    text = case.text
    lines = map(_line, (text.words, text.name_words, words_in(" ".join(text.hosts))))
    searched = "|".join(lines)
    found = [
        row
        for row in SpamWord.objects.all()
        if (phrase := _phrase(row.word)).strip() and phrase in searched
    ]
    if not found:
        return None
    refused = [row for row in found if row.action == row.Action.REFUSE]
    named = ", ".join(row.word for row in (refused or found)[:5])
    message = _("Contains blocked words: %(words)s.") % {"words": named}
    return Signal("blocked-words", message, 0.95 if refused else 0.6)


def learnt(case: Case) -> Signal | None:
    """The filter that learns: from HELD_FROM on it holds a text alone, but never refuses one."""
    score = classifier.score_of(case.text)
    if score is None or score < classifier.HELD_FROM:
        return None
    weight = 0.5 + 0.3 * (score - classifier.HELD_FROM) / (1 - classifier.HELD_FROM)
    message = _("Spam filter: %(number)d %%.") % {"number": int(score * 100)}
    return Signal("learnt", message, round(weight, 3))


RULES = (
    form_age,
    author_budget,
    network_budget,
    flood,
    duplicate,
    link_score,
    solicitation,
    blocked_words,
    learnt,
)


def _reaches(rows: CommentQuerySet[Comment], comment: Comment, most: int) -> bool:
    """Whether so many others came in the last hour."""
    others: QuerySet[Comment] = rows.since(HOUR).exclude(pk=comment.pk)
    return others[:most].count() >= most


def _is_flood() -> bool:
    """Whether far more came in the last ten minutes than usual."""
    most: int = max(settings.GUEST_FLOOD, FLOOD_FACTOR * _usual())
    return _sent_since(FLOOD_WINDOW)[:most].count() >= most


def _usual() -> int:
    """Comments in ten minutes, over the week up to an hour ago; counted once an hour."""
    return caches["derived"].get_or_set("comments.usual", _count_usual, HOUR.total_seconds()) or 0


def _count_usual() -> int:
    week = _sent_since(WEEK).filter(posted_at__lt=timezone.now() - HOUR)
    return int(week.count() * (FLOOD_WINDOW / WEEK))


def _sent_since(age: timedelta) -> QuerySet[Comment]:
    """All of that time, found by the index of the queue, which begins with the status."""
    rows: QuerySet[Comment] = Comment.objects.since(age)
    return rows.filter(status__in=Comment.Status.values)


def _hides(host: str) -> bool:
    """Whether a host hides where it leads: a shortener, a bare number, a name in punycode."""
    if host in SHORTENERS or "xn--" in host:
        return True
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=10_000)
def _phrase(word: str) -> str:
    """A listed word as it stands in a line; kept, for a long list costs more than the text."""
    return _line(words_in(word))


def _line(words: Iterable[str]) -> str:
    """Words without accents, with a blank on each side."""
    return f" {fold(' '.join(words))} "
