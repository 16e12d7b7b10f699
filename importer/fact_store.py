import re

from .fact_labels import SOURCE_KIND_BY_WORD, SOURCE_WORK
from .messages import gettext_noop
from .names import parse_name, parse_names, parse_performer, split_names
from .text import fold
from .values import parse_certification, parse_date, parse_runtime, parse_stars, parse_year

NAME_FIELDS = {
    "director": ["directors"],
    "writer": ["writers"],
    "producer": ["producers"],
    "reviewer": ["critics"],
    "writer_director": ["directors", "writers"],
}
PARSERS = {"runtime": parse_runtime, "year": parse_year}
DATES = {"release_date": "", "cinema_date": "theatrical", "disc_date": "physical"}
_SENTENCE = re.compile(r"(?<=[^\W\d_]{3})\.\s")


class FactStore:
    """Keeps facts in a document; `disputed` holds the fields of which a page states two values."""

    def __init__(self, doc):
        self.doc, self.disputed = doc, set()

    def store(self, field, value):
        """Whether the value is one of the field, and kept."""
        value = value.strip().strip("|").strip()
        if field in NAME_FIELDS:
            names, others = parse_names(_SENTENCE.split(value)[0])
            if names and others:
                self.note_no_name(field.replace("_", " "), others[0])
            return bool(names) and self.store_names(NAME_FIELDS[field], names)
        if field in DATES:
            return self.store_date(value, DATES[field])
        if field in PARSERS:
            found = PARSERS[field](value)
            return found is not None and self.set_once(field, found)
        special = getattr(self, f"store_{field}", None)
        return special(value) if special else self.store_text(field, value)

    def note_no_name(self, field, words):
        self.doc.add_note(field, gettext_noop("“%(words)s” is no name", words=words[:60]))

    def store_names(self, fields, names):
        for field in fields:
            known = getattr(self.doc, field)
            new = [name for name in names if fold(name) not in set(map(fold, known))]
            if known and new and field in {"directors", "critics"}:
                self.disputed.add(field)
                message = gettext_noop(
                    "the page names %(names)s and also %(others)s",
                    names=", ".join(known),
                    others=", ".join(new),
                )
                self.doc.add_note(field, message)
            if field not in self.disputed:
                known.extend(new)
        return True

    def store_cast(self, value):
        parts = split_names(_SENTENCE.split(value)[0].rstrip("."))
        performers = {part: parse_performer(part) for part in parts}
        if sum(performers[part] is not None for part in parts) * 2 < max(len(parts), 1):
            return False
        known = {fold(performer.name) for performer in self.doc.cast}
        for part in parts:
            performer = performers[part]
            if performer is None:
                self.note_no_name("cast", part)
            elif fold(performer.name) not in known:
                known.add(fold(performer.name))
                self.doc.cast.append(performer)
        return True

    def store_date(self, value, kind):
        date = parse_date(value)
        return date is not None and all(
            (self.set_once("release_date", date), self.set_once("release_kind", kind))
        )

    def store_certification(self, value):
        mark, country = parse_certification(value) or (None, None)
        if mark and not country:
            message = gettext_noop(
                "the page does not say which country’s board gave “%(mark)s”", mark=mark
            )
            self.doc.add_note("certification", message)
        return bool(mark) and all(
            (
                self.set_once("certified_in", country),
                self.set_once("certification", mark),
            )
        )

    def store_stars(self, value):
        if found := parse_stars(value):
            return self.set_once("stars", found[0]) and self.set_once("stars_out_of", found[1])
        return not value.strip().isdecimal() and self.store_certification(value)

    def store_source(self, value):
        return self.read_source(f"based on the {value}") or self.read_source(f"based on {value}")

    def read_source(self, text):
        match = SOURCE_WORK.search(text)
        author = match and parse_name(match["author"])
        if not author:
            return False
        self.set_once("source_kind", SOURCE_KIND_BY_WORD.get(fold(match["kind"]), "other"))
        self.set_once("source_author", author)
        return self.set_once("source_title", (match["title"] or "").strip('“”"«»„‘’ ')) or True

    def store_title(self, value):
        match = re.fullmatch(r"(.{1,200}?)\s*[(（]\s*((?:18|19|20)\d\d)\s*年?[)）]", value)
        if match:
            self.set_once("year", int(match[2]))
        return self.store_text("title", match[1] if match else value)

    def store_distributor(self, value):
        """The company alone: “Polarfilm, 112 Minuten” goes on with another fact."""
        company = re.split(r",\s*(?=[^,]*\d)|\.\s", value)[0].rstrip(".")
        return (
            company[:1].isupper()
            and len(company.split()) <= 8
            and self.store_text("distributor", company)
        )

    def store_other(self, value):
        self.doc.add_note(
            "other facts", gettext_noop("there is no field for “%(value)s”", value=value[:60])
        )
        return True

    def store_text(self, field, value):
        value = value.strip(' “”"«»„『』「」')
        return 0 < len(value) <= 200 and self.set_once(field, value)

    def set_once(self, field, value):
        """Set a field once; where the page states two values, neither is sure."""
        known = getattr(self.doc, field)
        if field in self.disputed or not value:
            return True
        if known and fold(str(known)) != fold(str(value)):
            self.disputed.add(field)
            self.doc.add_note(
                field.replace("_", " "),
                gettext_noop(
                    "the page states both “%(one)s” and “%(other)s”", one=known, other=value
                ),
            )
            setattr(self.doc, field, type(known)() if isinstance(known, str) else None)
        elif not known:
            setattr(self.doc, field, value)
        return True
