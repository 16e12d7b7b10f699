"""Addresses made from names, in any script; an old one leads to the new for ever."""

import re
import unicodedata
from typing import TYPE_CHECKING, Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import Http404
from django.urls import register_converter
from django.urls.converters import StringConverter
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.models import NaturalKeyModel, PastSlug
from core.page_tags import Tagged, show
from core.text import strip_invisible

Row = TypeVar("Row", bound="HasSlug")

MAX_SLUG = 200
_NOT_SLUG = re.compile(r"[-\s‐-―]+")


def is_slug(text: str) -> bool:
    """Whether it holds letters, their marks, digits, - and _ alone.

    Vowel signs are marks, and many a word is none without them.
    """
    return bool(text) and all(char in "-_" or char.isalnum() or _is_mark(char) for char in text)


def _is_mark(char: str) -> bool:
    return unicodedata.category(char) in {"Mn", "Mc"}


def slugify(text: object) -> str:
    """The text as a slug: lower case, composed, without signs, its words joined by hyphens."""
    text = strip_invisible(unicodedata.normalize("NFC", str(text))).lower().replace("i\u0307", "i")
    kept = (
        char if char.isalnum() or char == "_" or _is_mark(char) or _NOT_SLUG.match(char) else ""
        for char in text
    )
    return _NOT_SLUG.sub("-", "".join(kept).strip()).strip("-_")


class SlugConverter(StringConverter):
    """A slug with letters of any script; the address patterns call it `uslug`."""

    regex = "[^/]{1,200}"

    def to_python(self, value: str) -> str:
        if not is_slug(value):
            raise ValueError("This is no slug.")
        return value


register_converter(SlugConverter, "uslug")


def make_slug(model: type[models.Model], *parts: object, instance: Any = None) -> str:
    """A slug that no row of `model` has or had; a number is added where one has."""
    base = slugify(" ".join(str(part) for part in parts if part))
    base = base[: MAX_SLUG - 8].strip("-_") or str(model._meta.model_name)
    rows = model._default_manager.filter(slug__startswith=base)
    past = PastSlug.objects.filter(model_label=model._meta.label_lower, slug__startswith=base)
    if instance is not None and instance.pk:
        rows, past = rows.exclude(pk=instance.pk), past.exclude(current_slug=instance.slug)
    used = {*rows.values_list("slug", flat=True), *past.values_list("slug", flat=True)}
    slug, number = base, 2
    while slug in used:
        slug, number = f"{base}-{number}", number + 1
    return slug


class Moved(Http404):
    """What is asked for has another address now, to which the middleware redirects.

    Without the middleware the page is not found.
    """

    def __init__(self, slug: str) -> None:
        super().__init__(_("This page has moved."))
        self.slug = slug


def get_by_slug(rows: models.QuerySet[Row], slug: str) -> Row:
    """The row of a query with this slug; Moved where it had it once, Http404 where none did."""
    if row := rows.filter(slug=slug).first():
        return row
    show("pastslug", str(rows.model._meta.model_name))
    current = PastSlug.objects.filter(model_label=rows.model._meta.label_lower, slug=slug).values(
        "current_slug"
    )
    if row := rows.filter(slug__in=current).first():
        raise Moved(row.slug)
    raise Http404(_("There is nothing at this address."))


class HasSlug(Tagged, NaturalKeyModel):
    """A row whose page has its slug in the address; when that changes, the old one is kept."""

    if TYPE_CHECKING:
        slug: models.CharField[str, str]  # each model has its own

    class Meta:
        abstract = True

    def save(self, **kwargs: Any) -> None:
        with transaction.atomic():
            before = self._stored_slug() if self.pk else None
            super().save(**kwargs)
            if before and before != self.slug and self.keeps_past_slugs:
                PastSlug.objects.move(self._meta.label_lower, before, self.slug)

    def _stored_slug(self) -> str | None:
        rows: models.Manager[Any] = type(self)._default_manager
        return rows.filter(pk=self.pk).values_list("slug", flat=True).first()

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        model_label, slug = self._meta.label_lower, self.slug
        deleted = super().delete(*args, **kwargs)
        # They must not lead to who takes the address next.
        PastSlug.objects.filter(model_label=model_label, current_slug=slug).delete()
        return deleted

    @property
    def keeps_past_slugs(self) -> bool:
        return True

    def clean(self) -> None:
        super().clean()
        past = PastSlug.objects.filter(
            model_label=self._meta.label_lower, slug=self.slug
        ).values_list("current_slug", flat=True)
        current = past.first() if self.slug else None
        rows: models.Manager[Any] = type(self)._default_manager
        others = rows.filter(slug=current).exclude(pk=self.pk)
        if current and others.exists():
            raise ValidationError(
                {
                    "slug": gettext_lazy(
                        "This address already leads to another page. Choose a different one."
                    )
                }
            )
