"""Where a page contradicts the record, said in full; the record itself is never changed here."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from films.models.person import Role

from .records import ROLES, is_near
from .text import fold


def differences(doc, film):
    """Sentences on what the page states otherwise than the record of this film."""
    return [
        *_numbers(doc, film),
        *_titles(doc, film),
        *_people(doc, film)[0],
        *_characters(doc, film),
        *_releases(doc, film),
    ]


def doubtful_names(doc, film):
    """Names on the page that are near to, but not the same as, credited ones."""
    return _people(doc, film)[1]


def _says(what, page, record):
    return _("%(what)s: the page says %(page)s, the record says %(record)s") % {
        "what": what,
        "page": page,
        "record": record,
    }


def _minutes(number):
    return ngettext("%(count)d minute", "%(count)d minutes", number) % {"count": number}


def _numbers(doc, film):
    year = doc.year or doc.year_stated
    if year and film.year and year != film.year:
        yield _says(_("year"), year, film.year)
    if doc.runtime and film.runtime and doc.runtime != film.runtime:
        yield _says(_("runtime"), _minutes(doc.runtime), _minutes(film.runtime))


def _titles(doc, film):
    original = next((title.text for title in film.titles.all() if title.kind == "original"), "")
    if doc.original_title and original and fold(doc.original_title) != fold(original):
        yield _says(_("original title"), f"“{doc.original_title}”", f"“{original}”")


def _people(doc, film):
    """(sentences, doubtful names): credited names are compared role by role, near ones over all roles."""
    credits = list(film.credits.select_related("person").order_by("billing", "pk"))
    everyone = {
        fold(name): name for credit in credits for name in (credit.display_name, str(credit.person or "")) if name
    }
    said, doubtful = [], []
    for role, names in [
        *((role, getattr(doc, field)) for role, field in ROLES.items()),
        ("cast", [p.name for p in doc.cast]),
    ]:
        on_record = [credit for credit in credits if credit.role == role]
        for name in names if on_record else ():
            if fold(name) in everyone:
                continue
            near = [known for known in dict.fromkeys(everyone.values()) if is_near(name, known)]
            if near:
                first = fold(name).split()[0]
                near += [known for known in everyone.values() if fold(known).split()[0] == first and known not in near]
                doubtful.append(name)
                said.append(
                    _("%(role)s: “%(name)s” is similar to %(names)s; not merged, not credited")
                    % {"role": Role(role).label, "name": name, "names": ", ".join(f"“{known}”" for known in near)}
                )
            elif role == "director":
                said.append(_says(Role(role).label, name, ", ".join(credit.display_name for credit in on_record)))
            elif not film.import_ref:  # a record made by an import takes the credit instead
                said.append(
                    _("%(role)s: the record does not credit %(name)s") % {"role": Role(role).label, "name": name}
                )
    return said, doubtful


def _characters(doc, film):
    played = {}
    for credit in film.credits.select_related("person"):
        if credit.role == "cast" and credit.character:
            names = {fold(credit.display_name), fold(str(credit.person or credit.credited_as))}
            played |= dict.fromkeys(names, credit)
    for performer in doc.cast:
        credit = played.get(fold(performer.name))
        if not credit or not performer.character:
            continue
        known = fold(f"{credit.character} {credit.character_alias}").split()
        if not set(fold(performer.character).split()) & set(known):
            yield _says(_("character of %(name)s") % {"name": performer.name}, performer.character, credit.character)


def _releases(doc, film):
    releases = list(film.releases.select_related("distributor"))
    dates = [release.date for release in releases if release.date]
    if doc.release_date and dates and not any(_may_be_same(doc.release_date, date) for date in dates):
        yield _says(_("release date"), doc.release_date, ", ".join(dates))
    marks = sorted({release.certification for release in releases if release.certification})
    if doc.certification and marks and doc.certification not in marks:
        yield _says(_("certification"), doc.certification, ", ".join(marks))
    names = sorted({release.distributor.name for release in releases if release.distributor})
    if doc.distributor and names and fold(doc.distributor) not in map(fold, names):
        yield _says(_("distributor"), doc.distributor, ", ".join(names))


def _may_be_same(one, two):
    return one.startswith(two) or two.startswith(one)
