import re
from itertools import takewhile

from .boilerplate import MAX_LENGTH, is_boilerplate
from .fact_labels import FIELD_BY_LABEL, LABEL_WITH_COLON, LABEL_WITHOUT_COLON
from .fact_store import NAME_FIELDS, FactStore
from .messages import gettext_noop
from .names import parse_full_name, parse_names, parse_performer
from .text import LIST_ITEM, fold
from .values import parse_runtime, parse_year

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


class FactParser(FactStore):
    """Reads the labelled facts of a page; `used` holds the indexes of their lines."""

    def __init__(self, lines, doc):
        super().__init__(doc)
        self.lines, self.used = lines, set()

    def read(self):
        bare_labels = sum(self.is_lone_label(index) for index in range(len(self.lines)))
        for index, line in enumerate(self.lines):
            if index in self.used or len(line.text) > MAX_LINE:
                continue
            if bare_labels >= 2 and self.is_lone_label(index):
                self.read_below(index, FIELD_BY_LABEL[fold(line.text)])
            elif self.read_line(index, LIST_ITEM.sub("", line.text)):
                self.used.add(index)
        return self.used

    def is_lone_label(self, index):
        text = self.lines[index].text
        field = FIELD_BY_LABEL.get(fold(text)) if len(text) <= 40 else None
        if field in {None, "title", "other", "source"}:  # “Film” and “Music” head menus
            return False
        below = self.lines[index + 1] if index + 1 < len(self.lines) else None
        is_value = below and not below.is_prose and len(below.text) <= 250
        return bool(is_value) and fold(below.text) not in FIELD_BY_LABEL

    def read_below(self, index, field):
        is_list = field == "cast" or field in NAME_FIELDS
        if not (is_list and self.read_list_below(index, field)) and self.store(
            field, self.lines[index + 1].text
        ):
            self.used.update({index, index + 1})

    def read_line(self, index, text):
        """Whether the line states facts, which are stored."""
        labels = list(LABEL_WITH_COLON.finditer(text))
        reviewed = ("reviewed at", "reviewed in", "reviewed on")
        if labels and (
            labels[0].start() == 0 or len(labels) >= 3 or text.lower().startswith(reviewed)
        ):
            return self.read_labelled(index, text, labels)
        if match := _JOB_LINE.fullmatch(text):
            return self.read_job(match)
        match = _WROTE.fullmatch(text)
        if match and parse_full_name(match["name"]) and index - 1 not in self.used:
            # Away from other facts it may name the critic as well: neither is read.
            message = gettext_noop(
                "“%(words)s” may name who wrote the film or who wrote the page", words=text[:60]
            )
            self.doc.add_note("writers", message)
            return True
        if self.lines[index].is_prose and len(text) > 250:
            return False
        if (match := _DE_AVEC.match(text)) and parse_full_name(match["director"]):
            self.set_once("year", int(match["year"] or 0))
            self.store_names(["directors"], parse_names(match["director"])[0])
            self.store("cast", match["cast"].split(".")[0])
            return True
        return self.read_divided(text) or self.read_bare(text)

    def read_labelled(self, index, text, labels):
        line, fields = self.lines[index], []
        for label, following in zip(labels, [*labels[1:], None], strict=True):
            end = following.start() if following else len(text)
            value, word = text[label.end() : end].strip(" \t|;·•,/　"), fold(label[1])
            # A capital may fold into a word that no list has: “YAPIM”.
            field = FIELD_BY_LABEL.get(word, "other")
            if not value:
                kept = following is None and self.read_list_below(index, field)
            elif field == "other" and LONG_VALUE.search(value):
                kept = False  # “Video: The transfer is solid, and …” is a sentence of the review
            else:
                board = word.split()[0]
                value = f"{board} {value}" if board in BOARDS else value
                kept = self.store(field, value) or self.note_unreadable(field, value, line)
            if kept:
                fields.append(field)
        return bool(fields) and not (line.is_prose and set(fields) == {"other"})

    def note_unreadable(self, field, value, line):
        """Say that a value was not understood; prose that merely looks like a label stays prose."""
        if line.is_prose or field in {"stars", "title", "source"} or len(line.text) > MAX_LENGTH:
            return False
        self.doc.add_note(
            field.replace("_", " "),
            gettext_noop("“%(words)s” was not understood", words=value[:80]),
        )
        return True

    def read_list_below(self, index, field):
        last = index + (40 if field in {"cast", "writer", "producer"} else 1)
        numbers = range(index + 1, min(last + 1, len(self.lines)))
        numbers = list(takewhile(lambda number: self.is_list_entry(number, field), numbers))
        values = [LIST_ITEM.sub("", self.lines[number].text) for number in numbers]
        if not values or not self.store(field, ", ".join(values)):
            return False
        self.used.update({index, *numbers})
        return True

    def is_list_entry(self, index, field):
        line = self.lines[index]
        if (
            (line.gap and self.lines[index - 1].text[-1] not in ":：")
            or line.is_prose
            or LABEL_WITH_COLON.match(line.text)
            or fold(line.text) in FIELD_BY_LABEL
            or is_boilerplate(line.text)
        ):
            return False
        entry = LIST_ITEM.sub("", line.text)
        if field in NAME_FIELDS:
            return parse_full_name(entry) is not None
        return field != "cast" or parse_performer(entry) is not None

    def read_job(self, match):
        """“Jacques Audiard, director and co-script w/Thomas Bidegain based on the book by …”."""
        name = parse_full_name(match["name"])
        if name is None:
            return False
        self.store_names(["directors"], [name])
        self.read_source(match["rest"])
        script = _CO_SCRIPT.search(match["rest"])
        if script and (other := parse_full_name(script["name"])):
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
        for field, pattern in LABEL_WITHOUT_COLON.items():
            if match := pattern.match(sentence):
                value = sentence[match.end() :]
                people = field not in {"certification", "distributor"}
                return not (people and parse_names(value)[1]) and self.store(field, value)
        return parse_runtime(sentence) is not None and self.store("runtime", sentence)

    def read_divided(self, text):
        """“Rated R · 122 minutes · 2012”: values that need no label, side by side."""
        parts = [part for part in _DIVIDERS.split(text) if part.strip()]
        runtimes = [part for part in parts if parse_runtime(part)]
        if len(parts) < 2 or len(text) > 200 or len(runtimes) != 1:
            return False
        self.store("runtime", runtimes[0])
        for part in parts:
            if match := LABEL_WITHOUT_COLON["certification"].match(part):
                self.store("certification", part[match.end() :])
            elif parse_year(part) or (
                found := re.fullmatch(r"[A-Z][\w/ .\-]{0,30} ((?:18|19|20)\d\d)", part)
            ):
                self.store("year", part if parse_year(part) else found[1])
        return True

    def read_writers_in(self, text):
        """“Writer-director X”, “director X and co-writer Y”: only beside a director on the page."""
        for director in self.doc.directors:
            name = re.escape(director)
            if re.search(
                rf"(?i:writer[-/ ](?:and )?director|scénariste[- ]réalisateur|"
                rf"autor und regisseur),? {name}(?!\w)",
                text,
            ):
                self.store_names(["writers"], [director])
            beside = re.search(
                rf"(?i:director) {name} and (?i:(?:co-?)?writer) ((?:[^\W\d_a-z][\w’'.\-]+ "
                rf"?){{2,4}})",
                text,
            )
            if beside and (writer := parse_full_name(beside[1])):
                self.store_names(["writers"], [writer])
