"""Where a page contradicts the record, said in full; the record itself is never changed here."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from films.models.person import Role

from .matching import is_similar_name
from .records import ROLES
from .text import fold


def differences(doc, film):
    year = doc.year or doc.unlabelled_year
    original = next((title.text for title in film.titles.all() if title.kind == "original"), "")
    if year and film.year and year != film.year:
        yield _says(_("year"), year, film.year)
    if doc.runtime and film.runtime and doc.runtime != film.runtime:
        yield _says(_("runtime"), _minutes(doc.runtime), _minutes(film.runtime))
    if doc.original_title and original and fold(doc.original_title) != fold(original):
        yield _says(_("original title"), f"“{doc.original_title}”", f"“{original}”")
    yield from _people(doc, film)[0]
    yield from _characters(doc, film)
    yield from _releases(doc, film)


def similar_names(doc, film):
    return _people(doc, film)[1]


def _says(what, page, record):
    values = {"what": what, "page": page, "record": record}
    return _("%(what)s: the page says %(page)s, the record says %(record)s") % values


def _minutes(number):
    return ngettext("%(count)d minute", "%(count)d minutes", number) % {"count": number}


def _people(doc, film):
    """(sentences, names similar to a credited one).

    Names are compared role by role; similar ones are looked for over all roles.
    """
    credits = list(film.credits.select_related("person").order_by("billing", "pk"))
    on_record = {
        fold(name): name
        for credit in credits
        for name in (credit.display_name, str(credit.person or ""))
        if name
    }
    found, doubtful = [], []
    stated = [(role, getattr(doc, field)) for role, field in ROLES.items()]
    for role, names in [*stated, (Role.CAST, [performer.name for performer in doc.cast])]:
        credited = [credit.display_name for credit in credits if credit.role == role]
        for name in names if credited else ():
            if fold(name) in on_record:
                continue
            values = {"role": role.label, "name": name}
            if similar := _similar(name, on_record.values()):
                doubtful.append(name)
                values["names"] = ", ".join(f"“{known}”" for known in similar)
                found.append(
                    _("%(role)s: “%(name)s” is similar to %(names)s; not merged, not credited")
                    % values
                )
            elif role == Role.DIRECTOR:
                found.append(_says(role.label, name, ", ".join(credited)))
            elif not film.import_ref:  # a record made by an import takes the credit instead
                found.append(_("%(role)s: the record does not credit %(name)s") % values)
    return found, doubtful


def _similar(name, known):
    """Those spelt nearly so, and where there are some, those with the same first name."""
    similar = [other for other in dict.fromkeys(known) if is_similar_name(name, other)]
    first = fold(name).split()[0]
    if similar:
        similar += [
            other for other in known if fold(other).split()[0] == first and other not in similar
        ]
    return similar


def _characters(doc, film):
    played = {}
    for credit in (
        film.credits.filter(role=Role.CAST).exclude(character="").select_related("person")
    ):
        names = {fold(credit.display_name), fold(str(credit.person or credit.credited_as))}
        played |= dict.fromkeys(names, credit)
    for performer in doc.cast:
        credit = played.get(fold(performer.name))
        if not credit or not performer.character:
            continue
        known = fold(f"{credit.character} {credit.character_alias}").split()
        if not set(fold(performer.character).split()) & set(known):
            what = _("character of %(name)s") % {"name": performer.name}
            yield _says(what, performer.character, credit.character)


def _releases(doc, film):
    releases = film.releases.select_related("distributor")
    dates = [release.date for release in releases if release.date]
    marks = sorted({release.certification for release in releases if release.certification})
    names = sorted({release.distributor.name for release in releases if release.distributor})
    stated = doc.release_date
    # Dates are of known precision: “2012” and “2012-05” may be the same.
    fits = any(date.startswith(stated) or stated.startswith(date) for date in dates)
    if stated and dates and not fits:
        yield _says(_("release date"), stated, ", ".join(dates))
    if doc.certification and marks and doc.certification not in marks:
        yield _says(_("certification"), doc.certification, ", ".join(marks))
    if doc.distributor and names and fold(doc.distributor) not in map(fold, names):
        yield _says(_("distributor"), doc.distributor, ", ".join(names))
