"""Documents into the database: found or made, one transaction each, as drafts unless told otherwise."""

import datetime
import hashlib
from dataclasses import dataclass, field

from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from comments.models import Discussion, Submission
from reviews.forms import publish_problems
from reviews.models import Byline, Review, Section, Subject

from .differences import differences, similar_names
from .document import Document
from .messages import gettext_noop
from .records import (
    Catalogue,
    add_missing_facts,
    create_film,
    find_film,
    get_or_create_critics,
    get_or_create_publication,
)
from .report import translated
from .text import split_lines
from .to_html import to_html

RELEASE_UNKNOWN = gettext_noop(
    "read, not entered: it belongs to a release that the page does not describe"
)
MAX_COMMENT = 10_000  # characters, as the comment form has it


@dataclass
class Result:
    """What became of one file: "added", "there", "no review" or "unreadable", with the reasons."""

    path: object
    outcome: str = ""
    why: str = ""
    doc: Document | None = None
    review: Review | None = None
    differences: list = field(default_factory=list)


def import_ref_for(text):
    """A document's lasting name: of its words, so that a moved or renamed file is known again."""
    words = "\n".join(line.text for line in split_lines(text))
    return "document:" + hashlib.sha256(words.encode()).hexdigest()[:40]


def save_documents(documents, publish=False):
    """Save (path, reference, document) triples; yields nothing, returns a Result for each, in their order.

    Pages with the most facts go first, so that a film's record starts from what is best known of it.
    """
    catalogue, results = Catalogue(), {}
    for index in sorted(
        range(len(documents)), key=lambda number: -_count_facts(documents[number][2])
    ):
        path, reference, doc = documents[index]
        results[index] = _save_or_report(path, reference, doc, publish, catalogue)
        if results[index].outcome == "unreadable":
            catalogue = Catalogue()  # what the undone transaction had taught it is not so
    return [results[index] for index in range(len(documents))]


def _count_facts(doc):
    facts = (doc.year, doc.runtime, doc.original_title, *doc.directors, *doc.writers, *doc.cast)
    return (0 if doc.unlabelled_year else 50) + sum(bool(fact) for fact in facts)


def _save_or_report(path, reference, doc, publish, catalogue):
    if doc.rejection_reason:
        return Result(path, "no review", translated(doc.rejection_reason), doc)
    try:
        with transaction.atomic():
            return _save(path, reference, doc, publish, catalogue)
    except (DatabaseError, ValueError) as error:
        return Result(
            path,
            "unreadable",
            _("The document could not be saved: %(error)s") % {"error": error},
            doc,
        )


def _save(path, reference, doc, publish, catalogue):
    known = Review.objects.filter(import_ref=reference).first()
    if known:
        film = known.subjects.select_related("film").first()
        return Result(path, "there", "", doc, known, differences(doc, film.film) if film else [])
    film, said = _film_for(doc, reference, catalogue)
    review = _save_review(doc, reference, film)
    lacks = publish_problems(review) if publish else []
    is_ready = publish and not lacks
    _save_comments(doc, review, is_ready)
    if is_ready:
        review.publish(by=None, at=_noon_of(doc.published_on))
    for sentence in lacks:
        doc.add_note("publishing", gettext_noop("%(sentence)s", sentence=sentence))
    became = (
        _("published")
        if is_ready
        else _("as a draft, because something is missing")
        if lacks
        else _("as a draft")
    )
    return Result(path, "added", became, doc, review, said)


def _film_for(doc, reference, catalogue):
    """(the film or None, what the page says otherwise than the record)."""
    if not doc.title:
        return None, []
    film, doubt = find_film(doc, catalogue)
    if doubt:
        doc.add_note("film", doubt)
        return None, []
    if film is None:
        near = catalogue.similar_titles(doc.title)
        said = [
            _("film: “%(title)s” is similar to %(films)s; not merged")
            % {"title": doc.title, "films": ", ".join(near)}
        ]
        said = said if near else []
        return create_film(doc, reference, catalogue), said
    said = differences(doc, film)
    if film.import_ref:
        add_missing_facts(film, doc, catalogue, skip_names=similar_names(doc, film))
    return film, said


def _save_review(doc, reference, film):
    _note_what_has_no_place(doc)
    review = Review.objects.create(
        publication=get_or_create_publication(doc.publication[:200]),
        headline=(
            doc.headline
            or doc.title
            or _("Review with no title (%(name)s)") % {"name": reference[-8:]}
        )[:200],
        kicker=doc.kicker if len(doc.kicker) <= 80 else "",
        standfirst=doc.standfirst,
        body=to_html(doc.body),
        stars=doc.stars or None,
        stars_out_of=doc.stars_out_of if doc.stars else None,
        disclosure=doc.disclosure if len(doc.disclosure) <= 300 else "",
        import_ref=reference,
    )
    if film:
        Subject.objects.create(review=review, film=film)
    critics, doubtful = get_or_create_critics(doc.critics)
    for order, critic in enumerate(critics):
        Byline.objects.create(review=review, critic=critic, order=order)
    if doubtful:
        doc.add_note(
            "reviewer",
            gettext_noop("several critics are called %(names)s", names=", ".join(doubtful)),
        )
    for order, part in enumerate(doc.sections):
        key = review.publication.section_keys.filter(heading__iexact=part.heading).first()
        Section.objects.create(
            review=review, key=key, heading=part.heading, body=to_html(part.blocks), order=order
        )
    return review


def _note_what_has_no_place(doc):
    """Facts that were read but that the record cannot hold without more than the page says."""
    if doc.release_date and not doc.release_kind:
        doc.add_note(
            "release date",
            gettext_noop("read, not entered: the page does not say whether in cinemas or at home"),
        )
    if doc.certification and not (
        doc.certification_country and doc.release_kind and doc.release_date
    ):
        doc.add_note("certification", RELEASE_UNKNOWN)
    if doc.distributor and not (doc.release_kind and doc.release_date):
        doc.add_note("distributor", RELEASE_UNKNOWN)
    if doc.source_author and not doc.source_title:
        doc.add_note(
            "source work",
            gettext_noop("read, not entered: the page names its author and not the work"),
        )


def _save_comments(doc, review, publish):
    """Each comment into the moderation queue or, where told to publish, onto the page with its likes."""
    discussion = Discussion.objects.get_or_create(review=review)[0]
    received = {}
    for number, comment in enumerate(doc.comments):
        if len(comment.body) > MAX_COMMENT:
            doc.add_note(
                "comments",
                gettext_noop(
                    "one of %(count)d characters is too long and was left out",
                    count=len(comment.body),
                ),
            )
            continue
        submission = received[number] = Submission.objects.create(
            discussion=discussion,
            answers=received.get(comment.parent),
            name=comment.author or _("A reader"),
            body=comment.body,
            likes=comment.likes,
            held_because=_("From an imported document."),
            received_at=_noon_of(comment.posted_on) or timezone.now(),
            import_ref=f"{review.import_ref}:{number}",
        )
        if publish:
            submission.accept(by=None)


def _noon_of(day):
    """Noon of a past day given in full, or None."""
    if len(day) != 10 or day > timezone.localdate().isoformat():
        return None
    return timezone.make_aware(
        datetime.datetime.combine(datetime.date.fromisoformat(day), datetime.time(12))
    )
