"""The facts box of a page: labelled lines, wherever they stand."""

import re

from .furniture import LONGEST, is_furniture
from .labels import BARE, FIELDS, KINDS_OF_SOURCE, LABEL, SOURCE
from .text import LIST_ITEM, fold
from .values import (
    read_certification,
    read_date,
    read_full_name,
    read_name,
    read_names,
    read_performer,
    read_runtime,
    read_stars,
    read_year,
    split_names,
)

NAME_FIELDS = {
    "director": ["directors"],
    "writer": ["writers"],
    "producer": ["producers"],
    "reviewer": ["reviewers"],
    "writer_director": ["directors", "writers"],
}
READERS = {"runtime": read_runtime, "year": read_year}
DATES = {"release_date": "", "cinema_date": "theatrical", "disc_date": "physical"}
_JOB_LINE = re.compile(
    r"(?P<name>[^,:]{3,60}), (?P<job>(?:co-)?director|writer[-/]director|réalisateur|regisseur|"
    r"director y guionista)\b(?P<rest>.{0,300})",
    re.IGNORECASE,
)
_CO_SCRIPT = re.compile(
    r"\bco-?(?:script|screenplay|writer)\s?(?:w/|with)\s?(?P<name>.{3,60}?)(?:,|;| based| from|$)", re.IGNORECASE
)
_DE_AVEC = re.compile(
    r"(?:.{1,80}? \((?P<year>(?:18|19|20)\d\d)\),? )?(?:un film |film )?de "
    r"(?P<director>[^,:.;]{3,80}),? avec (?P<cast>.{3,250})",
    re.IGNORECASE,
)
_DIVIDERS = re.compile(r"\s*[·|•;‧∙]\s*|\s+/\s+|,\s+(?=\d)|(?<=\d),\s+|　+|\s{3,}")
_SENTENCE = re.compile(r"(?<=[^\W\d_]{3})\.\s")
MAX_LINE = 500
BOARDS = {"fsk", "bbfc", "mpaa", "mpa"}


class FactReader:
    """Reads the labelled facts of a page into a document; `used` holds the places of their lines."""

    def __init__(self, lines, doc):
        self.lines, self.doc, self.used, self.disputed = lines, doc, set(), set()

    def read(self):
        bare_labels = sum(self.is_lone_label(place) for place in range(len(self.lines)))
        for place, line in enumerate(self.lines):
            if place in self.used or len(line.text) > MAX_LINE:
                continue
            if bare_labels >= 2 and self.is_lone_label(place):
                self.read_below(place, FIELDS[fold(line.text)])
            elif self.read_line(place, LIST_ITEM.sub("", line.text)):
                self.used.add(place)
        return self.used

    def is_lone_label(self, place):
        """Whether only a label stands here, with its value on the line below."""
        below = self.lines[place + 1] if place + 1 < len(self.lines) else None
        field = FIELDS.get(fold(self.lines[place].text)) if len(self.lines[place].text) <= 40 else None
        return bool(
            field and below and not below.is_prose and len(below.text) <= 250 and fold(below.text) not in FIELDS
        )

    def read_below(self, place, field):
        if self.store(field, self.lines[place + 1].text):
            self.used.update({place, place + 1})

    def read_line(self, place, text):
        labels = list(LABEL.finditer(text))
        if labels and (
            labels[0].start() == 0 or text.lower().startswith(("reviewed at", "reviewed in", "reviewed on"))
        ):
            return self.read_labelled(place, text, labels)
        if match := _JOB_LINE.fullmatch(text):
            return self.read_job(match)
        if self.lines[place].is_prose and len(text) > 250:
            return False
        if (match := _DE_AVEC.match(text)) and read_full_name(match["director"]):
            names, _rest = read_names(match["director"])
            self.keep("year", int(match["year"] or 0))
            return self.store_names(["directors"], names) and (self.store("cast", match["cast"].split(".")[0]) or True)
        return self.read_divided(text) or self.read_bare(text)

    def read_labelled(self, place, text, labels):
        stored = []
        for label, following in zip(labels, [*labels[1:], None], strict=True):
            value = text[label.end() : following.start() if following else len(text)].strip(" \t|;·•,/　")
            field = FIELDS[fold(label[1])]
            if fold(label[1]).split()[0] in BOARDS and value:
                value = f"{fold(label[1]).split()[0]} {value}"
            if not value and following is None:
                stored.append(self.read_list_below(place, field))
            elif value:
                stored.append(self.store(field, value) or self.complain(field, value, self.lines[place]))
        return any(stored)

    def complain(self, field, value, line):
        """Say that a value was not understood; prose that merely looks like a label stays prose."""
        if line.is_prose or field in {"stars", "title", "source"} or len(line.text) > LONGEST:
            return False
        self.doc.note(field.replace("_", " "), f"“{value[:80]}” was not understood")
        return True

    def read_list_below(self, place, field):
        """A label with its values on the lines below, one a line."""
        end = place + 1
        while end < len(self.lines) and end - place <= 40 and self.is_list_entry(end, field):
            end += 1
        values = [LIST_ITEM.sub("", line.text) for line in self.lines[place + 1 : end]]
        if not values or not self.store(field, ", ".join(values) if field == "cast" else values[0]):
            return False
        self.used.update(range(place, end if field == "cast" else place + 2))
        return True

    def is_list_entry(self, place, field):
        line = self.lines[place]
        gap = line.gap and self.lines[place - 1].text[-1] not in ":："
        if gap or line.is_prose or LABEL.match(line.text) or fold(line.text) in FIELDS or is_furniture(line.text):
            return False
        return field != "cast" or read_performer(LIST_ITEM.sub("", line.text)) is not None

    def read_job(self, match):
        """“Jacques Audiard, director and co-script w/Thomas Bidegain based on the book by …”."""
        name = read_full_name(match["name"])
        if name is None:
            return False
        self.store_names(["directors"], [name])
        self.read_source(match["rest"])
        script = _CO_SCRIPT.search(match["rest"])
        if script and (other := read_full_name(script["name"])):
            self.store_names(["writers"], [name, other])
        elif "writer" in match["job"].lower():
            self.store_names(["writers"], [name])
        return True

    def read_bare(self, text):
        """“Directed by X. Starring Y, Z.”: words that are labels without a colon."""
        sentences = re.split(r"(?<=[^\s.]{2})\.\s+(?=[A-ZÉ])|\s*[;|·•‧∙]\s*", text)
        stored = [self.store_sentence(sentence) for sentence in sentences if sentence.strip()]
        return bool(stored) and all(stored)

    def store_sentence(self, sentence):
        for field, pattern in BARE.items():
            if match := pattern.match(sentence):
                value = sentence[match.end() :]
                people = field not in {"certification", "distributor"}
                return not (people and read_names(value)[1]) and self.store(field, value)
        return read_runtime(sentence) is not None and self.store("runtime", sentence)

    def read_divided(self, text):
        """“Rated R · 122 minutes · 2012”: values that need no label, side by side."""
        parts = [part for part in _DIVIDERS.split(text) if part.strip()]
        runtimes = [part for part in parts if read_runtime(part)]
        if len(parts) < 2 or len(text) > 200 or len(runtimes) != 1:
            return False
        self.store("runtime", runtimes[0])
        for part in parts:
            if match := BARE["certification"].match(part):
                self.store("certification", part[match.end() :])
            elif read_year(part) or (found := re.fullmatch(r"[A-Z][\w/ .\-]{0,30} ((?:18|19|20)\d\d)", part)):
                self.store("year", part if read_year(part) else found[1])
        return True

    def read_writers_in(self, text):
        """“Writer-director X”, “director X and co-writer Y”: only beside a director already read."""
        for director in self.doc.directors:
            name = re.escape(director)
            if re.search(
                rf"(?i:writer[-/ ](?:and )?director|scénariste[- ]réalisateur|autor und regisseur),? {name}(?!\w)", text
            ):
                self.store_names(["writers"], [director])
            beside = re.search(
                rf"(?i:director) {name} and (?i:(?:co-?)?writer) ((?:[^\W\d_a-z][\w’'.\-]+ ?){{2,4}})", text
            )
            if beside and (writer := read_full_name(beside[1])):
                self.store_names(["writers"], [writer])

    def store(self, field, value):
        """Keep a value if it is one; whether it was."""
        value = value.strip().strip("|").strip()
        if field in NAME_FIELDS or field == "cast":
            value = _SENTENCE.split(value)[0]
        if field in NAME_FIELDS:
            names, others = read_names(value)
            if others and names:
                self.doc.note(field.replace("_", " "), f"“{others[0][:60]}” is no name")
            return bool(names) and self.store_names(NAME_FIELDS[field], names)
        if field in DATES:
            return self.store_date(value, DATES[field])
        if field in READERS:
            found = READERS[field](value)
            return found is not None and self.keep(field, found)
        special = getattr(self, f"store_{field}", None)
        return special(value) if special else self.store_text(field, value)

    def store_names(self, fields, names):
        for field in fields:
            known = getattr(self.doc, field)
            new = [name for name in names if fold(name) not in set(map(fold, known))]
            if known and new and field in {"directors", "reviewers"}:
                self.disputed.add(field)
                self.doc.note(field, f"the page names {', '.join(known)} and also {', '.join(new)}")
            known.extend(new if field not in self.disputed else [])
        return True

    def store_cast(self, value):
        parts = split_names(value.rstrip("."))
        read = [(read_performer(part), part) for part in parts]
        names = [performer for performer, _part in read if performer]
        if not names or len(names) * 2 < len(parts):
            return False
        for _none, part in [pair for pair in read if not pair[0]]:
            self.doc.note("cast", f"“{part[:60]}” is no name")
        known = {fold(performer.name) for performer in self.doc.cast}
        for performer in names:
            if fold(performer.name) not in known:
                known.add(fold(performer.name))
                self.doc.cast.append(performer)
        return True

    def store_date(self, value, kind):
        date = read_date(value)
        if date is None:
            return False
        return self.keep("release_date", date) and (self.keep("release_kind", kind) if kind else True)

    def store_certification(self, value):
        found = read_certification(value)
        if found is None:
            return False
        if found[1]:
            self.keep("certification_country", found[1])
        else:
            self.doc.note("certification", f"the page does not say which country's board gave “{found[0]}”")
        return self.keep("certification", found[0])

    def store_stars(self, value):
        found = read_stars(value)
        if found is None:
            certified = read_certification(value)
            return bool(certified) and not value.strip().isdecimal() and self.store_certification(value)
        return self.keep("stars", found[0]) and self.keep("stars_out_of", found[1])

    def store_source(self, value):
        return self.read_source(f"based on the {value}") or self.read_source(f"based on {value}")

    def read_source(self, text):
        match = SOURCE.search(text)
        author = match and read_name(match["author"])
        if not author:
            return False
        self.keep("source_kind", KINDS_OF_SOURCE.get(fold(match["kind"]), "other"))
        self.keep("source_author", author)
        return self.keep("source_title", (match["title"] or "").strip('“”"«»„‘’ ')) or True

    def store_title(self, value):
        match = re.fullmatch(r"(.{1,200}?)\s*[(（]\s*((?:18|19|20)\d\d)\s*年?[)）]", value)
        if match:
            self.keep("year", int(match[2]))
        return self.store_text("title", match[1] if match else value)

    def store_original_title(self, value):
        return self.store_text("original_title", value)

    def store_other(self, value):
        self.doc.note("other facts", f"there is no field for “{value[:60]}”")
        return True

    def store_text(self, field, value):
        value = value.strip(' “”"«»„『』「」')
        return 0 < len(value) <= 200 and self.keep(field, value)

    def keep(self, field, value):
        """Set a field once; where the page states two values, neither is sure."""
        known = getattr(self.doc, field)
        if field in self.disputed or not value:
            return True
        if known and fold(str(known)) != fold(str(value)):
            self.disputed.add(field)
            self.doc.note(field.replace("_", " "), f"the page states both “{known}” and “{value}”")
            setattr(self.doc, field, type(known)() if isinstance(known, str) else None)
        elif not known:
            setattr(self.doc, field, value)
        return True
