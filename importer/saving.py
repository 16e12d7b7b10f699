import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from core.text import fold
from reviews.forms import publish_problems
from reviews.models import Byline, Review, Section, Subject

from .comments import noon_of, save_comments
from .differences import differences, similar_names
from .document import Document
from .matching import Catalogue, find_film
from .messages import gettext_noop
from .records import (
    add_missing_facts,
    create_film,
    get_or_create_critics,
    get_or_create_publication,
)
from .report import translated
from .text import split_lines
from .to_html import to_html

RELEASE_UNKNOWN = gettext_noop(
    "read, not entered: it belongs to a release that the page does not describe"
)


@dataclass
class Result:
    """What became of one file: "added", "already there", "no review" or "unreadable"."""

    path: Path
    outcome: str = ""
    reason: str = ""
    doc: Document | None = None
    review: Review | None = None
    differences: list = field(default_factory=list)


def import_ref_for(text):
    """Made of the document's words, so that a moved or renamed file is known again."""
    words = "\n".join(line.text for line in split_lines(text))
    return "document:" + hashlib.sha256(words.encode()).hexdigest()[:40]


def save_documents(documents, publish=False):
    """A Result for each of the (path, import_ref, Document) triples, in their order.

    Pages with the most facts are saved first: a film's record starts from what is best known.
    """
    catalogue, results = Catalogue(), {}
    by_facts = sorted(enumerate(documents), key=lambda pair: -_count_facts(pair[1][2]))
    for index, document in by_facts:
        results[index] = _save_or_report(*document, publish, catalogue)
        if results[index].outcome == "unreadable":
            catalogue = Catalogue()  # what it learnt in the undone transaction is not so
    return [results[index] for index in range(len(documents))]


def _count_facts(doc):
    facts = (doc.year, doc.runtime, doc.original_title, *doc.directors, *doc.writers, *doc.cast)
    return (0 if doc.unlabelled_year else 50) + sum(bool(fact) for fact in facts)


def _save_or_report(path, import_ref, doc, publish, catalogue):
    if doc.rejection_reason:
        return Result(path, "no review", translated(doc.rejection_reason), doc)
    try:
        with transaction.atomic():
            return _save(path, import_ref, doc, publish, catalogue)
    except (DatabaseError, ValueError) as error:
        reason = _("The document could not be saved: %(error)s") % {"error": error}
        return Result(path, "unreadable", reason, doc)


def _save(path, import_ref, doc, publish, catalogue):
    if known := Review.objects.filter(import_ref=import_ref).first():
        subject = known.subjects.select_related("film").first()
        found = list(differences(doc, subject.film)) if subject else []
        return Result(path, "already there", "", doc, known, found)
    film, found = _film_and_differences(doc, import_ref, catalogue)
    review = _save_review(doc, import_ref, film)
    problems = publish_problems(review) if publish else []
    publish = publish and not problems
    save_comments(doc, review, publish)
    for problem in problems:
        doc.add_note("publishing", gettext_noop("%(sentence)s", sentence=problem))
    status = _("as a draft, because something is missing") if problems else _("as a draft")
    if publish:
        review.publish(noon_of(doc.published_on))
        status = _("published")
    return Result(path, "added", status, doc, review, found)


def _film_and_differences(doc, import_ref, catalogue):
    """(the film or None, what the page says otherwise than the record)."""
    if not doc.title:
        return None, []
    film, doubt = find_film(doc, catalogue)
    if doubt:
        doc.add_note("film", doubt)
        return None, []
    if film is None:
        similar = ", ".join(map(str, catalogue.similar_films(doc.title)))
        found = _("film: “%(title)s” is similar to %(films)s; not merged") % {
            "title": doc.title,
            "films": similar,
        }
        return create_film(doc, import_ref, catalogue), [found] if similar else []
    found = list(differences(doc, film))
    if film.import_ref:
        add_missing_facts(film, doc, catalogue, skip_names=similar_names(doc, film))
    return film, found


def _save_review(doc, import_ref, film):
    _note_unsaved_facts(doc)
    untitled = _("Review with no title (%(name)s)") % {"name": import_ref[-8:]}
    review = Review.objects.create(
        publication=get_or_create_publication(doc.publication[:200]),
        headline=(doc.headline or doc.title or untitled)[:200],
        kicker=doc.kicker if len(doc.kicker) <= 80 else "",
        standfirst=doc.standfirst,
        body=to_html(doc.body),
        stars=doc.stars or None,
        stars_out_of=doc.stars_out_of if doc.stars else None,
        disclosure=doc.disclosure if len(doc.disclosure) <= 300 else "",
        import_ref=import_ref,
    )
    if film:
        Subject.objects.create(review=review, film=film)
    _save_bylines(doc, review)
    standard = {fold(row.heading): row for row in review.publication.standard_sections.all()}
    for order, section in enumerate(doc.sections):
        Section.objects.create(
            review=review,
            standard=standard.get(fold(section.heading)),
            heading=section.heading,
            body=to_html(section.blocks),
            order=order,
        )
    return review


def _save_bylines(doc, review):
    critics, ambiguous = get_or_create_critics(doc.critics)
    for order, critic in enumerate(critics):
        Byline.objects.create(review=review, critic=critic, order=order)
    if ambiguous:
        names = ", ".join(ambiguous)
        message = gettext_noop("several critics are called %(names)s", names=names)
        doc.add_note("reviewer", message)


def _note_unsaved_facts(doc):
    has_release = doc.release_kind and doc.release_date
    if doc.release_date and not doc.release_kind:
        doc.add_note(
            "release date",
            gettext_noop("read, not entered: the page does not say whether in cinemas or at home"),
        )
    if doc.certification and not (doc.certified_in and has_release):
        doc.add_note("certification", RELEASE_UNKNOWN)
    if doc.distributor and not has_release:
        doc.add_note("distributor", RELEASE_UNKNOWN)
    if doc.source_author and not doc.source_title:
        doc.add_note(
            "source work",
            gettext_noop("read, not entered: the page names its author and not the work"),
        )
