"""The facts box of a page: labelled lines, wherever they stand."""

import re

from .boilerplate import LONGEST, is_furniture
from .document import gettext_noop
from .fact_labels import BARE, FIELDS, LABEL
from .fact_store import NAME_FIELDS, FactStore
from .text import LIST_ITEM, fold
from .values import (
    read_full_name,
    read_names,
    read_performer,
    read_runtime,
    read_year,
)

_JOB_LINE = re.compile(
    r"(?P<name>[^,:]{3,60}), (?P<job>(?:co-)?director|writer[-/]director|réalisateur|regisseur|"
    r"director y guionista)\b(?P<rest>.{0,300})",
    re.IGNORECASE,
)
_CO_SCRIPT = re.compile(
    r"\bco-?(?:script|screenplay|writer)\s?(?:w/|with)\s?(?P<name>.{3,60}?)(?:,|;| based| from|$)",
    re.IGNORECASE,
)
_DE_AVEC = re.compile(
    r"(?:.{1,80}? \((?P<year>(?:18|19|20)\d\d)\),? )?(?:un film |film )?de "
    r"(?P<director>[^,:.;]{3,80}),? avec (?P<cast>.{3,250})",
    re.IGNORECASE,
)
_DIVIDERS = re.compile(r"\s*[·|•;‧∙]\s*|\s+/\s+|,\s+(?=\d)|(?<=\d),\s+|　+|\s{3,}")
LONG_VALUE = re.compile(r"(?:\S+\s+){9,}\S+[.!?]$|.{150}")
_WROTE = re.compile(r"(?:written by|écrit par|escrito por)\s+(?P<name>.{3,60})", re.IGNORECASE)
MAX_LINE = 500
BOARDS = {"fsk", "bbfc", "mpaa", "mpa"}


class FactReader(FactStore):
    """Reads the labelled facts of a page into a document; `used` holds the places of their lines."""

    def __init__(self, lines, doc):
        super().__init__(doc)
        self.lines, self.used = lines, set()

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
        field = (
            FIELDS.get(fold(self.lines[place].text)) if len(self.lines[place].text) <= 40 else None
        )
        if field in {"title", "other", "source"}:  # “Film” and “Music” head menus
            return False
        return bool(
            field
            and below
            and not below.is_prose
            and len(below.text) <= 250
            and fold(below.text) not in FIELDS
        )

    def read_below(self, place, field):
        if field in {"cast", *NAME_FIELDS} and self.read_list_below(place, field):
            return
        if self.store(field, self.lines[place + 1].text):
            self.used.update({place, place + 1})

    def read_line(self, place, text):
        labels = list(LABEL.finditer(text))
        if labels and (
            labels[0].start() == 0
            or len(labels) >= 3
            or text.lower().startswith(("reviewed at", "reviewed in", "reviewed on"))
        ):
            return self.read_labelled(place, text, labels)
        if match := _JOB_LINE.fullmatch(text):
            return self.read_job(match)
        if (
            (match := _WROTE.fullmatch(text))
            and read_full_name(match["name"])
            and place - 1 not in self.used
        ):
            return self.doubt_writer(text)
        if self.lines[place].is_prose and len(text) > 250:
            return False
        if (match := _DE_AVEC.match(text)) and read_full_name(match["director"]):
            names, _rest = read_names(match["director"])
            self.keep("year", int(match["year"] or 0))
            return self.store_names(["directors"], names) and (
                self.store("cast", match["cast"].split(".")[0]) or True
            )
        return self.read_divided(text) or self.read_bare(text)

    def read_labelled(self, place, text, labels):
        stored = []
        for label, following in zip(labels, [*labels[1:], None], strict=True):
            value = text[label.end() : following.start() if following else len(text)].strip(
                " \t|;·•,/　"
            )
            field = FIELDS[fold(label[1])]
            if fold(label[1]).split()[0] in BOARDS and value:
                value = f"{fold(label[1]).split()[0]} {value}"
            if not value and following is None:
                stored.append(self.read_list_below(place, field))
            elif value:
                if field == "other" and LONG_VALUE.search(value):
                    stored.append(
                        False
                    )  # “Video: The transfer is solid, and …” is a sentence of the review
                    continue
                stored.append(
                    self.store(field, value) or self.complain(field, value, self.lines[place])
                )
        only_other = all(
            FIELDS[fold(label[1])] == "other"
            for label, kept in zip(labels, stored, strict=True)
            if kept
        )
        return any(stored) and not (only_other and self.lines[place].is_prose)

    def complain(self, field, value, line):
        """Say that a value was not understood; prose that merely looks like a label stays prose."""
        if line.is_prose or field in {"stars", "title", "source"} or len(line.text) > LONGEST:
            return False
        self.doc.note(
            field.replace("_", " "),
            gettext_noop("“%(words)s” was not understood", words=value[:80]),
        )
        return True

    def read_list_below(self, place, field):
        """A label with its values on the lines below, one a line."""
        end = place + 1
        while end < len(self.lines) and end - place <= 40 and self.is_list_entry(end, field):
            end += 1
        many = field in {"cast", "writer", "producer"}
        end = end if many else min(end, place + 2)
        values = [LIST_ITEM.sub("", line.text) for line in self.lines[place + 1 : end]]
        if not values or not self.store(field, ", ".join(values)):
            return False
        self.used.update(range(place, end))
        return True

    def is_list_entry(self, place, field):
        line = self.lines[place]
        gap = line.gap and self.lines[place - 1].text[-1] not in ":："
        if (
            gap
            or line.is_prose
            or LABEL.match(line.text)
            or fold(line.text) in FIELDS
            or is_furniture(line.text)
        ):
            return False
        entry = LIST_ITEM.sub("", line.text)
        if field in NAME_FIELDS:
            return read_full_name(entry) is not None
        return field != "cast" or read_performer(entry) is not None

    def doubt_writer(self, text):
        """“Written by X” away from other facts may name the reviewer as well: neither is read."""
        self.doc.note(
            "writers",
            gettext_noop(
                "“%(words)s” may name who wrote the film or who wrote the page", words=text[:60]
            ),
        )
        return True

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
            elif read_year(part) or (
                found := re.fullmatch(r"[A-Z][\w/ .\-]{0,30} ((?:18|19|20)\d\d)", part)
            ):
                self.store("year", part if read_year(part) else found[1])
        return True

    def read_writers_in(self, text):
        """“Writer-director X”, “director X and co-writer Y”: only beside a director already read."""
        for director in self.doc.directors:
            name = re.escape(director)
            if re.search(
                rf"(?i:writer[-/ ](?:and )?director|scénariste[- ]réalisateur|autor und regisseur),? {name}(?!\w)",
                text,
            ):
                self.store_names(["writers"], [director])
            beside = re.search(
                rf"(?i:director) {name} and (?i:(?:co-?)?writer) ((?:[^\W\d_a-z][\w’'.\-]+ ?){{2,4}})",
                text,
            )
            if beside and (writer := read_full_name(beside[1])):
                self.store_names(["writers"], [writer])
