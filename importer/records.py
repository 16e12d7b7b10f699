"""Rows found by folded names, or made with what the page states and no more."""

from collections import defaultdict

from films.models import Country, Credit, Distributor, Film, FilmTitle, Release, SourceWork
from films.models.person import Role
from reviews.models import Critic, Publication

from .text import fold

ROLES = {Role.DIRECTOR: "directors", Role.WRITER: "writers", Role.PRODUCER: "producers"}
BOARDS = {"DE": "Germany", "GB": "United Kingdom", "US": "United States"}  # known by their names
DEFAULT_PUBLICATION = "Imported documents"


def create_film(doc, import_ref, catalogue):
    film = Film.objects.create(
        title=doc.title, year=doc.year, runtime=doc.runtime, import_ref=import_ref
    )
    add_missing_facts(film, doc, catalogue)
    return film


def add_missing_facts(film, doc, catalogue, skip_names=()):
    """Complete a film made by an import; `skip_names` need an editor's eye."""
    if (film.year is None and doc.year) or (film.runtime is None and doc.runtime):
        film.year, film.runtime = film.year or doc.year, film.runtime or doc.runtime
        film.save()
    _add_titles(film, doc)
    credits = [(role, name, "", "") for role in ROLES for name in getattr(doc, ROLES[role])]
    credits += [(Role.CAST, actor.name, actor.character, actor.alias) for actor in doc.cast]
    for role, name, character, alias in credits:
        if name not in skip_names:
            _add_credit(film, catalogue, role, name, character[:200], alias[:200])
    _add_source(film, doc, catalogue)
    _add_release(film, doc)
    catalogue.add_film(film)


def _add_titles(film, doc):
    known = {fold(film.title), *(fold(text) for text in film.titles.values_list("text", flat=True))}
    has_original = film.titles.filter(kind=FilmTitle.Kind.ORIGINAL).exists()
    if doc.original_title and not has_original:
        known.add(fold(doc.original_title))
        film.titles.filter(kind=FilmTitle.Kind.ALIAS, text=doc.original_title).delete()
        FilmTitle.objects.create(film=film, text=doc.original_title, kind=FilmTitle.Kind.ORIGINAL)
    for text in (doc.title, doc.alternative_title):
        if text and fold(text) not in known:
            known.add(fold(text))
            FilmTitle.objects.create(film=film, text=text, kind=FilmTitle.Kind.ALIAS)


def _add_credit(film, catalogue, role, name, character, alias):
    credits = film.credits.filter(role=role).select_related("person")
    for credit in credits:
        if fold(name) in {fold(credit.display_name), fold(str(credit.person or ""))}:
            if character and not credit.character:
                credit.character, credit.character_alias = character, alias
                credit.save()
            return
    person = catalogue.get_or_create_person(name, film)
    Credit.objects.create(
        film=film,
        role=role,
        person=person,
        credited_as="" if person else name,
        character=character,
        character_alias=alias,
        billing=len(credits),
    )


def _add_source(film, doc, catalogue):
    """Only where the page gives the work's title, since a work needs one."""
    if not doc.source_title or film.based_on_id:
        return
    author = catalogue.get_or_create_person(doc.source_author, film) if doc.source_author else None
    works = SourceWork.objects.filter(author=author)
    work = next((work for work in works if fold(work.name) == fold(doc.source_title)), None)
    if work is None:
        if SourceWork.objects.filter(name=doc.source_title).exists():
            return
        known = doc.source_kind in SourceWork.Kind.values
        kind = doc.source_kind if known else SourceWork.Kind.OTHER
        work = SourceWork.objects.create(name=doc.source_title, kind=kind, author=author)
    film.based_on = work
    film.save()


def _add_release(film, doc):
    is_stated = doc.release_kind and doc.release_date
    if not is_stated or film.releases.filter(date=doc.release_date).exists():
        return
    code, country, distributor = doc.certified_in, None, None
    if code in BOARDS:
        country = Country.objects.get_or_create(code=code, defaults={"name": BOARDS[code]})[0]
    if doc.distributor:
        distributor = _get_or_create_by_name(Distributor, doc.distributor)
    Release.objects.create(
        film=film,
        kind=doc.release_kind,
        date=doc.release_date,
        certification=doc.certification if country else "",
        certified_in=country,
        distributor=distributor,
    )


def _get_or_create_by_name(model, name, **defaults):
    """By folded names, which the database cannot compare."""
    rows = model.objects.order_by("pk")
    known = next((row for row in rows if fold(row.name) == fold(name)), None)
    return known or model.objects.create(name=name, **defaults)


def get_or_create_publication(name):
    kind = Publication.Kind.OTHER
    return _get_or_create_by_name(Publication, name or DEFAULT_PUBLICATION, kind=kind)


def get_or_create_critics(names):
    """(critics of these names, names that several critics have)."""
    known = defaultdict(list)
    for critic in Critic.objects.order_by("pk") if names else ():
        known[fold(critic.name)].append(critic)
    ambiguous = [name for name in names if len(known[fold(name)]) > 1]
    critics = [
        known[fold(name)][0] if known[fold(name)] else Critic.objects.create(name=name)
        for name in names
        if name not in ambiguous
    ]
    return critics, ambiguous
