"""How a reader narrows a long list: by first letter, and by what can be chosen from lists."""

from collections.abc import Mapping, Sequence
from typing import Any, Self
from urllib.parse import urlencode

from django import forms
from django.db import connection
from django.db.models import Model, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.http import Http404, QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core.models import PastSlug
from core.slugs import is_slug
from core.sorting import first_letter
from core.text import fold

ANY = ("", _("Any"))
LAST = "\U0010ffff"  # behind every letter


def with_current_slugs(query: QueryDict, models: Mapping[str, type[Model]]) -> QueryDict:
    """A query string's values, each slug of these models as it is today."""
    for name, model in models.items():
        slug = query.get(name, "")
        rows = PastSlug.objects.filter(model_label=model._meta.label_lower, slug=slug)
        past = rows.first() if is_slug(slug) else None
        if past and not model._default_manager.filter(slug=slug).exists():
            query = query.copy()
            query[name] = past.current_slug
    return query


def leap(rows: QuerySet[Any], field: str, behind: Any = None) -> list[Any]:
    """The different values of a field that an index begins with, in order.

    It leaps from each value to the next one through the index, so its cost is that of the values
    and not of the rows. `behind` is what the next one is greater than, the value itself if not
    given, as an expression over it, `value` of `step`.
    """
    first = rows.exclude(**{field: None}).order_by(field).values(field)
    following = first.filter(**{f"{field}__gt": behind or RawSQL("step.value", ())})
    (start, start_values), (on, on_values) = (
        found[:1].query.sql_with_params() for found in (first, following)
    )
    sql = (
        f"WITH RECURSIVE step(value) AS (SELECT ({start}) UNION ALL SELECT ({on}) FROM step "  # noqa: S608
        "WHERE value IS NOT NULL) SELECT value FROM step WHERE value IS NOT NULL"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, (*start_values, *on_values))
        return [value for (value,) in cursor.fetchall()]


class FilterForm(forms.Form):
    """Every field is optional."""

    data: QueryDict
    letters: Sequence[str] = ()
    slugs: Mapping[str, type[Model]] = {}

    @classmethod
    def from_query(cls, query: QueryDict, **given: Any) -> Self:
        """Http404 where something is asked for that is not offered."""
        form = cls(with_current_slugs(query, cls.slugs), **given)
        if not form.is_valid():
            raise Http404(_("These filters do not exist."))
        return form

    @property
    def selects(self) -> tuple[tuple[Any, ...], ...]:
        """The form's lists as plain values: name, id, label, what is chosen, and the choices."""
        fields: list[Any] = self.visible_fields()
        return tuple(
            (
                field.html_name,
                field.id_for_label,
                str(field.label),
                str(field.value() or ""),
                tuple((str(value), str(label)) for value, label in field.field.choices),
            )
            for field in fields
        )

    @property
    def is_active(self) -> bool:
        return any(self.cleaned_data.values())

    @property
    def chosen(self) -> dict[str, Any]:
        """What was chosen, as an address says it; nothing else of the address."""
        return {name: self.data[name] for name in self.fields if self.data.get(name)}

    @property
    def query(self) -> str:
        return urlencode(self.chosen)


class LetterForm(FilterForm):
    letter = forms.CharField(required=False, max_length=1, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict, rows: QuerySet[Any], **kwargs: Any) -> None:
        """`rows` is the whole list; it has a sort key."""
        super().__init__(data, **kwargs)
        self.rows = rows

    @cached_property
    def letters(self) -> list[str]:  # type: ignore[override]  # read alone
        """In their order; digits and signs are one."""
        behind = "CASE step.value WHEN '' THEN '' ELSE substr(step.value, 1, 1) || %s END"
        keys = leap(self.rows, "sort_key", behind=RawSQL(behind, (LAST,)))  # noqa: S611 (our own)
        return list(dict.fromkeys(first_letter(key) for key in keys))

    def apply(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        letter = self.cleaned_data["letter"]
        if letter == "#":
            return rows.filter(Q(sort_key="") | Q(sort_key__lt=":"))  # the sign behind 9
        return rows.filter(sort_key__startswith=fold(letter)) if letter else rows
