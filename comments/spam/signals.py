"""The signals: each looks at one thing and gives a reason with a weight, or None."""

import ipaddress
from collections.abc import Callable

from django.utils.translation import gettext as _

from comments.models import Submission
from comments.reasons import Reason
from core.text import fold

from . import age, akismet, altcha, arrival, bayes, floods, likeness, memory, promotion, words
from .tokens import Reading

SHORTENERS = frozenset(
    ["bit.ly", "tinyurl.com", "t.co", "goo.gl", "is.gd", "cutt.ly", "rb.gy", "ow.ly", "t.me", "wa.me", "shorturl.at"]
)
FEW_WORDS = 8  # beside a link
BARE = 2  # words beside a link that say nothing


def form_age(submission: Submission, reading: Reading) -> Reason | None:
    """Machines send a form at once. It never holds alone, for browsers fill forms by themselves."""
    key = (submission.key or "").partition(":")[2]
    made_at = age.made_at(key)
    if made_at is None or age.TOO_SOON <= submission.received_at - made_at <= age.TOO_LATE:
        return None
    if submission.received_at - made_at > age.TOO_LATE:
        return Reason("form-age", _("Sent more than a day after the form was opened."), 0.15)
    return Reason("form-age", _("Sent within three seconds of opening the form."), 0.3)


def address_budget(submission: Submission, reading: Reading) -> Reason | None:
    if floods.exceeds_address(submission):
        return Reason("address-budget", _("Its author has sent very many comments within the hour."), 0.5)
    return None


def network_budget(submission: Submission, reading: Reading) -> Reason | None:
    if floods.exceeds_network(submission):
        return Reason("network-budget", _("Its network has sent very many comments within the hour."), 0.5)
    return None


def valve(submission: Submission, reading: Reading) -> Reason | None:
    """In a flood all guests wait: it is not about this text."""
    if submission.user_id is None and floods.is_flooded():
        return Reason("valve", _("Far more comments than usual are coming in, so guests wait for a moderator."), 0.5)
    return None


def duplicate(submission: Submission, reading: Reading) -> Reason | None:
    first = likeness.first_like(submission, reading)
    if first is None:
        return None
    if first.status == first.Status.SPAM:
        return Reason("duplicate", _("Nearly repeats a comment marked as spam."), 0.9)
    return Reason("duplicate", _("Nearly repeats an earlier comment."), 0.5)


def links(submission: Submission, reading: Reading) -> Reason | None:
    """What links look like in advertisements; a plain link in a text that has something to say weighs little."""
    score = 0.1 * min(len(reading.links), 2)  # more are counted by a rule of the house
    if "markup:foreign" in reading.shape:
        score += 0.4
    if reading.links and reading.said < FEW_WORDS:
        score += 0.4 if reading.said <= BARE else 0.25
    if any(_hides(host) for host in reading.hosts):
        score += 0.3
    if any(host in submission.name.casefold() for host in reading.hosts) or "www." in submission.name.casefold():
        score += 0.4
    return Reason("link-score", _("Its links look like advertising."), min(score, 0.8)) if score else None


def advertising(submission: Submission, reading: Reading) -> Reason | None:
    """Readers are asked to come to the writer's own channel or shop, or a link comes with a promise."""
    said = [fold(word) for word in reading.words]
    if promotion.asks_to_come(said) or promotion.asks_to_subscribe(said):
        return Reason("promotion", _("Asks readers to visit or follow its author elsewhere."), 0.5)
    if reading.links and promotion.promises(said):
        return Reason("promotion", _("Has a link and mentions gifts, money or votes."), 0.45)
    return None


def word_list(submission: Submission, reading: Reading) -> Reason | None:
    found = words.listed(reading)
    if not found:
        return None
    refused = [row for row in found if row.action == row.Action.REFUSE]
    weight = 0.95 if refused else 0.6
    named = ", ".join(row.word for row in (refused or found)[:5])
    return Reason("word-list", _("Contains blocked words: %(words)s.") % {"words": named}, weight)


def learnt(submission: Submission, reading: Reading) -> Reason | None:
    """The filter that learns: from HELD_FROM on it holds a text alone, and it never refuses one alone."""
    score = memory.score_of(reading)
    if score is None or score < bayes.HELD_FROM:
        return None
    weight = 0.5 + 0.3 * (score - bayes.HELD_FROM) / (1 - bayes.HELD_FROM)
    sentence = _("Spam filter: %(number)d %%.") % {"number": int(score * 100)}
    return Reason("learnt", sentence, round(weight, 3))


def outside_opinion(submission: Submission, reading: Reading) -> Reason | None:
    """What Akismet said when the text was sent."""
    return arrival.noticed(submission, akismet.RULE)


def proof_of_work(submission: Submission, reading: Reading) -> Reason | None:
    """Whether a guest's text came without one; it only makes it wait."""
    return arrival.noticed(submission, altcha.RULE)


SIGNALS: tuple[Callable[[Submission, Reading], Reason | None], ...] = (
    form_age,
    address_budget,
    network_budget,
    valve,
    duplicate,
    links,
    advertising,
    word_list,
    learnt,
    outside_opinion,
    proof_of_work,
)


def _hides(host: str) -> bool:
    """Whether a host does not say where it leads: a shortener, a bare number, a name in punycode."""
    if host in SHORTENERS or "xn--" in host:
        return True
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
