import re

from .film_title import REVIEW_WORD
from .messages import gettext_noop
from .text import CJK, count_words, is_cjk
from .word_lists import any_of, any_word, load

MIN_WORDS = 50  # less is a caption, a teaser or a listing
MIN_SCORE = 4
MIN_FORUM_MARKS = 5
MAX_TEASER = 250  # words; a page with more of them shows enough of its review

_LISTS = load("classification")
_FILM, _FILM_ITSELF, _OPINION, _DEATH, _DEATH_IN_HEADING, _PAYWALL, _FORUM = (
    any_word(_LISTS[name])
    for name in (
        "film",
        "film_itself",
        "opinion",
        "death",
        "death_in_heading",
        "paywall",
        "forum",
    )
)
_FILM_CJK = re.compile(any_of(_LISTS["film_cjk"]))
_OPINION_CJK = re.compile(any_of(_LISTS["opinion_cjk"]))
_SEVERAL_FILMS = re.compile(rf"\b(?:{any_of(_LISTS['several_films'])})\b", re.IGNORECASE)
_INTERVIEW = re.compile(
    r"\b(?:interview|in conversation|talks (?:to|about)|q ?& ?a|entretien|rencontre avec|"
    r"im gespräch|entrevista|intervista)"
    r"\b|^[^\W\d_a-z][\w.’'\- ]{3,40}: [“\"‘«„]",
    re.IGNORECASE | re.MULTILINE,
)
_QUESTION = re.compile(r"^(?:Q\s?[:.].{5,300}|.{8,200}\?)$", re.MULTILINE)
_KINDS = {name: any_word(words) for name, words in _LISTS["other_kinds"].items()}
_TOPICS = {name: any_word(words) for name, words in _LISTS["other_topics"].items()}
# Why a page is of another kind: the least number of such words, and how much they weigh.
OTHER_KINDS = {
    "news": (gettext_noop("it reads like news"), 3, 5),
    "recipe": (gettext_noop("it is a recipe"), 3, 8),
    "shop": (gettext_noop("it is a shop's page"), 2, 8),
    "podcast": (gettext_noop("it is a podcast's page"), 3, 7),
    "listings": (gettext_noop("it lists what is shown"), 3, 7),
    "encyclopedia": (gettext_noop("it is an encyclopedia's page"), 2, 6),
}
# What critics review besides films: counts only where its words outnumber those for a film.
OTHER_TOPICS = {
    "book": (gettext_noop("it is about a book"), 4, 5),
    "music": (gettext_noop("it is about music"), 6, 5),
    "game": (gettext_noop("it is about a game"), 3, 6),
    "restaurant": (gettext_noop("it is about a restaurant"), 5, 6),
    "series": (gettext_noop("it is about a series"), 5, 7),
    "stage": (gettext_noop("it is about the stage"), 4, 6),
}


def why_not_review(doc, paragraphs, labels, head, page):
    """Why this is no review of a film, or "".

    `labels` is how many facts the page labels, `head` the lines of its head,
    `page` all that it prints but the comments.
    """
    text = "\n".join(paragraphs)
    words = count_words(text)
    if words < MIN_WORDS:
        return gettext_noop(
            "the text has %(words)d words, a review has at least %(least)d",
            words=words,
            least=MIN_WORDS,
        )
    if reason := _certain_reason(doc, text, words, head, page):
        return reason
    against = _evidence_against(text)
    weights = [weight for weight, _reason in against] or [0]
    is_about_film = _count_film_words(text) * 60 >= words
    score = _evidence_for(doc, text, words, labels, head)
    if score - (max(weights) if is_about_film else sum(weights)) >= MIN_SCORE:
        return ""
    return max(against)[1] if against else gettext_noop("too little in it speaks of a film")


def _certain_reason(doc, text, words, head, page):
    marks = [mark.lower() for mark in _FORUM.findall(page)]
    if len(marks) >= MIN_FORUM_MARKS and len(set(marks)) >= 3:
        return gettext_noop("it is a forum's thread")
    if len(_PAYWALL.findall(page)) >= 2 and words < MAX_TEASER:
        return gettext_noop("it shows only a part, and the rest to subscribers")
    if len(_DEATH.findall(text)) >= 3 and _DEATH_IN_HEADING.search(head):
        return gettext_noop("it tells that somebody died")
    if _INTERVIEW.search(head) and len(_QUESTION.findall(text)) >= 3 and not doc.stars:
        return gettext_noop("it is an interview")
    lines = [line for line in head.split("\n") if len(line.split()) >= 3]
    if not doc.title and any(map(_SEVERAL_FILMS.search, lines)):
        return gettext_noop("it is about several films")
    return ""


def _evidence_against(text):
    """(weight, reason) of each other kind or topic that the text shows."""
    film = len(_FILM_ITSELF.findall(text))
    found = [
        (weight, reason)
        for name, (reason, least, weight) in OTHER_KINDS.items()
        if _count(_KINDS[name], text) >= least
    ]
    if film < MIN_SCORE:
        found += [
            (weight, reason)
            for name, (reason, least, weight) in OTHER_TOPICS.items()
            if _count(_TOPICS[name], text) >= max(least, film + 1)
        ]
    return found


def _evidence_for(doc, text, words, labels, head):
    film = _count_film_words(text)
    opinion = len(_OPINION.findall(text)) + len(_OPINION_CJK.findall(text))
    named = sum(bool(performer.character) for performer in doc.cast)
    return sum(
        (
            3 if labels >= 2 else 2 * labels,
            2 if REVIEW_WORD.search(head) else 0,
            1 if doc.title else 0,
            2 if doc.stars else 0,
            1 if doc.critics else 0,
            3 if named >= 3 else 2 if named == 2 else 0,
            0 if film < 3 else 3 if film * 50 >= words else 2 if film * 100 >= words else 1,
            2 if opinion >= 4 else 1 if opinion >= 2 else 0,
        )
    )


def _count_film_words(text):
    return len((_FILM_CJK if is_cjk(text) else _FILM).findall(text))


def _count(pattern, text):
    """Scripts without spaces have no word boundaries: their words count wherever they stand."""
    count = len(pattern.findall(text))
    if CJK.search(text[:2000]):
        count += sum(text.count(word) for word in pattern.pattern.split("|") if CJK.search(word))
    return count
