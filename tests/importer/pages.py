"""The saved pages of these tests, and what their notes say."""

from pathlib import Path

from importer.files import read_text
from importer.parser import parse

DOCUMENTS = Path(__file__).parent / "documents"
REVIEWS = ["essay", "home_release", "radio", "weekly", "blog", "nested"]
REVIEWS += ["french", "german", "spanish", "japanese", "festival", "daily"]
OTHERS = ["news", "recipe", "shop", "book", "series", "interview", "encyclopedia", "list"]


def page(name):
    return DOCUMENTS / f"{name}.txt"


def parsed(name):
    return parse(read_text(page(name)))


def notes_on(doc, field):
    return [note.message for note in doc.notes if note.field == field]


def people(performers):
    return {performer.name: (performer.character, performer.alias) for performer in performers}
