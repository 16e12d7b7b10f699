"""The rows that a document speaks of: found by folded names, or made with what the page states."""

from collections import defaultdict
from difflib import SequenceMatcher, get_close_matches

from films.models import Country, Credit, Distributor, Film, FilmTitle, Person, Release, SourceWork
from films.models.person import Role
from reviews.models import Critic, Publication

from .document import gettext_noop
from .text import fold

ROLES = {Role.DIRECTOR: "directors", Role.WRITER: "writers", Role.PRODUCER: "producers"}
BOARDS = {"DE": "Germany", "GB": "United Kingdom", "US": "United States"}  # whose marks we know by name
PLAIN_PUBLICATION = "Imported documents"
NEAR_TITLE = 0.88
NEAR_NAME = 0.75


class Catalogue:
    """All names that the site knows, folded; kept up to date while documents are saved."""

    def __init__(self):
        self.films, self.people = defaultdict(set), defaultdict(set)
        for pk, title in Film.objects.values_list("pk", "title"):
            self.films[fold(title)].add(pk)
        for pk, title in FilmTitle.objects.values_list("film", "text"):
            self.films[fold(title)].add(pk)
        for pk, name in Person.objects.values_list("pk", "name"):
            self.people[fold(name)].add(pk)

    def films_named(self, *titles):
        keys = set().union(*(self.films.get(fold(title), set()) for title in titles if title))
        return list(Film.objects.filter(pk__in=keys).with_directors().prefetch_related("titles"))

    def titles_near(self, title):
        """Known titles that differ from this one by a letter or two."""
        near = get_close_matches(fold(title), self.films.keys(), n=3, cutoff=NEAR_TITLE)
        keys = set().union(*(self.films[name] for name in near)) if near else set()
        return [str(film) for film in Film.objects.filter(pk__in=keys).a_to_z()]

    def person(self, name, film):
        """The person of this name, made if there is none; None where several have it and none is of this film."""
        keys = self.people.get(fold(name), set())
        if len(keys) > 1:
            keys = set(film.credits.filter(person__in=keys).values_list("person", flat=True))
            return Person.objects.get(pk=keys.pop()) if len(keys) == 1 else None
        if keys:
            return Person.objects.get(pk=next(iter(keys)))
        person = Person.objects.create(name=name)
        self.people[fold(name)].add(person.pk)
        return person

    def learn(self, film):
        """Know a film by all its titles."""
        for title in [film.title, *film.titles.values_list("text", flat=True)]:
            self.films[fold(title)].add(film.pk)


def is_near(name, other):
    """Whether two names that are not the same could be one, spelt otherwise."""
    one, two = fold(name), fold(other)
    if SequenceMatcher(None, one, two).ratio() >= NEAR_NAME:
        return True
    last = SequenceMatcher(None, one.split()[-1], two.split()[-1]).ratio() >= 0.85
    first = len(one.split()) > 1 and one.split()[0] == two.split()[0] and one.split()[-1][0] == two.split()[-1][0]
    return last or first


def find_film(doc, catalogue):
    """(the film the page is about or None, why it is not sure or "").

    Same title, and the same director or year; a title alone will do where nothing speaks against it.
    """
    candidates = catalogue.films_named(doc.title, doc.original_title, doc.other_title)
    ranked = sorted(((_likeness(doc, film), film) for film in candidates), key=lambda pair: -pair[0])
    ranked = [(likeness, film) for likeness, film in ranked if likeness >= 0]
    if not ranked:
        return None, ""
    if len(ranked) > 1 and ranked[0][0] == ranked[1][0]:
        return None, gettext_noop(
            "several films on record may be meant: %(films)s", films=", ".join(str(film) for _likeness, film in ranked)
        )
    return ranked[0][1], ""


def _likeness(doc, film):
    """How well a film of the same title fits; below zero where it is another film."""
    theirs = [str(credit.person or credit.credited_as) for credit in film.directors]
    if doc.directors and theirs:
        same = {fold(name) for name in doc.directors} & {fold(name) for name in theirs}
        if not same and not any(is_near(one, two) for one in doc.directors for two in theirs):
            return -1
        return 3 if doc.year and doc.year == film.year else 2
    if doc.year and film.year:
        return 1 if abs(doc.year - film.year) <= 1 else -1
    return 0


def make_film(doc, reference, catalogue):
    """A new film with the facts that the page states and no more."""
    film = Film.objects.create(title=doc.title, year=doc.year, runtime=doc.runtime, import_ref=reference)
    complete(film, doc, catalogue)
    return film


def complete(film, doc, catalogue, left_out=()):
    """Give a film made by an import the facts it lacks; `left_out` are names that need an editor's eye."""
    if (film.year is None and doc.year) or (film.runtime is None and doc.runtime):
        film.year, film.runtime = film.year or doc.year, film.runtime or doc.runtime
        film.save()
    _add_titles(film, doc)
    for role, field in ROLES.items():
        for name in getattr(doc, field):
            _add_credit(film, catalogue, role, name, left_out)
    for performer in doc.cast:
        character = performer.character[:200]
        _add_credit(film, catalogue, Role.CAST, performer.name, left_out, character, performer.alias[:200])
    _add_source(film, doc, catalogue)
    _add_release(film, doc)
    catalogue.learn(film)


def _add_titles(film, doc):
    known = {fold(film.title), *(fold(text) for text in film.titles.values_list("text", flat=True))}
    has_original = film.titles.filter(kind=FilmTitle.Kind.ORIGINAL).exists()
    if doc.original_title and not has_original:
        known.add(fold(doc.original_title))
        film.titles.filter(kind=FilmTitle.Kind.ALIAS, text=doc.original_title).delete()
        FilmTitle.objects.create(film=film, text=doc.original_title, kind=FilmTitle.Kind.ORIGINAL)
    for text in (doc.title, doc.other_title):
        if text and fold(text) not in known:
            known.add(fold(text))
            FilmTitle.objects.create(film=film, text=text, kind=FilmTitle.Kind.ALIAS)


def _add_credit(film, catalogue, role, name, left_out, character="", alias=""):
    if name in left_out:
        return
    credits = film.credits.filter(role=role).select_related("person")
    same = [credit for credit in credits if fold(name) in {fold(credit.display_name), fold(str(credit.person or ""))}]
    if same:
        if character and not same[0].character:
            same[0].character, same[0].character_alias = character, alias
            same[0].save()
        return
    person = catalogue.person(name, film)
    who = {"person": person} if person else {"credited_as": name}
    Credit.objects.create(film=film, role=role, character=character, character_alias=alias, billing=len(credits), **who)


def _add_source(film, doc, catalogue):
    """The work it is based on; only where the page gives its title, since a work needs one."""
    if not doc.source_title or film.source_id:
        return
    author = catalogue.person(doc.source_author, film) if doc.source_author else None
    work = next(
        (work for work in SourceWork.objects.filter(author=author) if fold(work.name) == fold(doc.source_title)), None
    )
    if work is None and SourceWork.objects.filter(name=doc.source_title).exists():
        return
    kind = doc.source_kind if doc.source_kind in SourceWork.Kind.values else SourceWork.Kind.OTHER
    film.source = work or SourceWork.objects.create(name=doc.source_title, kind=kind, author=author)
    film.save()


def _add_release(film, doc):
    """The release; only where the page says of which kind it was."""
    if not doc.release_kind or not doc.release_date or film.releases.filter(date=doc.release_date).exists():
        return
    board = BOARDS.get(doc.certification_country)
    country = (
        Country.objects.get_or_create(code=doc.certification_country, defaults={"name": board})[0] if board else None
    )
    Release.objects.create(
        film=film,
        kind=doc.release_kind,
        date=doc.release_date,
        certification=doc.certification if country else "",
        certification_country=country,
        distributor=_named(Distributor, doc.distributor) if doc.distributor else None,
    )


def _named(model, name, **defaults):
    """The row of this name, however it is spelt, made if there is none."""
    for row in model.objects.order_by("pk"):
        if fold(row.name) == fold(name):
            return row
    return model.objects.create(name=name, **defaults)


def find_publication(name):
    """The publication the page names, else the plain one for documents that name none."""
    return _named(Publication, name or PLAIN_PUBLICATION, kind=Publication.Kind.OTHER)


def find_critics(names):
    """(critics of these names, names that several critics have)."""
    critics, doubtful = [], []
    known = defaultdict(list)
    for critic in Critic.objects.order_by("pk") if names else ():
        known[fold(critic.name)].append(critic)
    for name in names:
        same = known[fold(name)]
        if len(same) > 1:
            doubtful.append(name)
        else:
            critics.append(same[0] if same else Critic.objects.create(name=name))
    return critics, doubtful
