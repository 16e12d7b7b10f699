"""The rules: each looks at one thing and gives a signal, or None.

A new one is a function of a `Case`, listed in RULES.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import gettext as _

from comments.authors import Author, Context
from comments.models import Comment, Fingerprint
from comments.signals import Signal
from core.text import fold

from . import bayes, classifier, duplicates, form_token, promotion, rate_rules
from .blocked_words import find_blocked
from .parsed_text import ParsedText, parse
from .spam_score import SpamScore

SHORTENERS = frozenset(
    [
        "bit.ly",
        "tinyurl.com",
        "t.co",
        "goo.gl",
        "is.gd",
        "cutt.ly",
        "rb.gy",
        "ow.ly",
        "t.me",
        "wa.me",
        "shorturl.at",
    ]
)
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
    if rate_rules.exceeds_author_budget(case.comment, case.author, case.context.network):
        message = _("Its author has sent very many comments within the hour.")
        return Signal("author-budget", message, 0.5)
    return None


def network_budget(case: Case) -> Signal | None:
    if rate_rules.exceeds_network_budget(case.comment, case.context.network):
        message = _("Its network has sent very many comments within the hour.")
        return Signal("network-budget", message, 0.5)
    return None


def flood_mode(case: Case) -> Signal | None:
    """In a flood all guests wait: it is not about this text."""
    if case.author.user is None and rate_rules.in_flood_mode():
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


def links(case: Case) -> Signal | None:
    """What links look like in advertisements.

    A plain one in a text that says something weighs little.
    """
    text, name = case.text, case.comment.name.casefold()
    score = 0.1 * min(len(text.links), 2)  # more are counted when it is screened
    if "markup:foreign" in text.shape:
        score += 0.4
    if text.links and text.words_outside_links < FEW_WORDS:
        score += 0.4 if text.words_outside_links <= BARE else 0.25
    if any(_hides(host) for host in text.hosts):
        score += 0.3
    if any(host in name for host in text.hosts) or "www." in name:
        score += 0.4
    if not score:
        return None
    return Signal("link-score", _("Its links look like advertising."), min(score, 0.8))


def advertising(case: Case) -> Signal | None:
    """Readers are asked to the author's own channel or shop, or a link comes with a promise."""
    words = [fold(word) for word in case.text.words]
    if promotion.asks_to_come(words) or promotion.asks_to_subscribe(words):
        message = _("Asks readers to visit or follow its author elsewhere.")
        return Signal("promotion", message, 0.5)
    if case.text.links and promotion.promises(words):
        return Signal("promotion", _("Has a link and mentions gifts, money or votes."), 0.45)
    return None


def blocked_words(case: Case) -> Signal | None:
    found = find_blocked(case.text)
    if not found:
        return None
    refused = [row for row in found if row.action == row.Action.REFUSE]
    named = ", ".join(row.word for row in (refused or found)[:5])
    message = _("Contains blocked words: %(words)s.") % {"words": named}
    return Signal("word-list", message, 0.95 if refused else 0.6)


def learned(case: Case) -> Signal | None:
    """The filter that learns: from HELD_FROM on it holds a text alone, but never refuses one."""
    score = classifier.score_of(case.text)
    if score is None or score < bayes.HELD_FROM:
        return None
    weight = 0.5 + 0.3 * (score - bayes.HELD_FROM) / (1 - bayes.HELD_FROM)
    message = _("Spam filter: %(number)d %%.") % {"number": int(score * 100)}
    return Signal("learnt", message, round(weight, 3))


RULES = (
    form_age,
    author_budget,
    network_budget,
    flood_mode,
    duplicate,
    links,
    advertising,
    blocked_words,
    learned,
)


def _hides(host: str) -> bool:
    """Whether a host hides where it leads: a shortener, a bare number, a name in punycode."""
    if host in SHORTENERS or "xn--" in host:
        return True
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
