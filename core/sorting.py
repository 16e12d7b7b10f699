"""The order from A to Z, the same in every database.

By folded letters; leading articles and signs are left out.
"""

import re
import unicodedata
from collections.abc import Collection
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.signals import pre_save

from core.text import fold

# Articles by language (ISO 639-1), in lower case with their accents: “À bout de souffle” begins
# with none.
ARTICLES = {
    "en": "the a an",
    "fr": "le la les l' un une des",
    "de": "der die das ein eine",
    "es": "el la los las un una",
    "it": "il lo la i gli le l' un uno una un'",
    "pt": "o a os as um uma",
    "nl": "de het een",
    "sv": "en ett",
    "da": "den det en et",
    "no": "den det en et",
    "hu": "a az egy",
    "ca": "el la els les l' un una",
    "ro": "un o",
}
_FIRST = re.compile(r"([^\W\d_]+)(?:\s+|(['’]))(?=\S)")
_SIGNS = re.compile(r"^[\W_]+")


def sort_key(text: str, languages: Collection[str] = ()) -> str:
    """What a title or name is sorted by.

    “The Apartment” gives “apartment”, “L’Été” in French “ete”.
    Without a known language the articles of English count.
    """
    text = unicodedata.normalize("NFC", text)
    first = _FIRST.match(_SIGNS.sub("", text))
    if first:
        word = first[1].lower() + ("'" if first[2] else "")
        articles = {
            article
            for code in (*languages, *(() if languages else ("en",)))
            for article in articles_of(code)
        }
        if word in articles:
            text = _SIGNS.sub("", text)[first.end() :]
    folded = fold(text)
    return _SIGNS.sub("", folded) or folded


def articles_of(code: str) -> list[str]:
    return ARTICLES.get(code.partition("-")[0], "").split()


def first_letter(key: str) -> str:
    """The letter of a list under which a sort key stands; “#” for digits and signs."""
    return key[0].upper() if key and key[0].isalpha() else "#"


class SortKeyField(models.CharField):  # type: ignore[type-arg]  # takes none at run time
    """A sort key, made when the row is written by `save()`, `bulk_create` or `loaddata`.

    PostgreSQL compares it byte by byte as SQLite does, not as its own language has it.
    """

    def __init__(self, source: str, *args: Any, **kwargs: Any) -> None:
        self.source = source
        kwargs |= {"max_length": 300, "editable": False, "default": ""}
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        return (
            name,
            path,
            [self.source, *args],
            {k: v for k, v in kwargs.items() if k in {"db_index", "verbose_name"}},
        )

    def db_parameters(self, connection: BaseDatabaseWrapper) -> dict[str, str | None]:
        collation = "C" if connection.vendor == "postgresql" else None
        return super().db_parameters(connection) | {"collation": collation}

    def contribute_to_class(
        self, cls: type[models.Model], name: str, private_only: bool = False
    ) -> None:
        super().contribute_to_class(cls, name, private_only)
        if not cls._meta.abstract:
            pre_save.connect(self._fill_raw, sender=cls)

    def _fill_raw(self, instance: models.Model, raw: bool, **kwargs: Any) -> None:
        """Loaddata stores a row as it stands: an empty key is made, one of a dump stays.

        By a signal, as in Django's ImageField: nothing else of a field sees such a row.
        """
        if raw and not getattr(instance, self.attname):
            self.pre_save(instance, add=False)

    def pre_save(self, instance: models.Model, add: bool) -> str:
        languages = getattr(instance, "sort_languages", ())
        key = sort_key(str(getattr(instance, self.source) or ""), languages)[: self.max_length]
        setattr(instance, self.attname, key)
        return key
