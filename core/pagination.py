"""Pages of long lists.

The keys of a page are read from the index first, so the last page costs what the first does. They
are read some hundred beyond the page and no further, so a list costs the same at any length: the
pager of a longer one leads on from its last number.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

PER_PAGE = 24
MAX_AHEAD = 500  # keys that are read beyond the page
MAX_DIGITS = 7  # of a page's number; with more, its rows are beyond what a database can count


class NearPaginator(Paginator):  # type: ignore[type-arg]  # takes none at run time
    """Knows the keys from the page `number` on, as far as MAX_AHEAD, from one query."""

    def __init__(self, keys: QuerySet[Any, Any], per_page: int, number: str) -> None:
        near = int(number) if number.isdecimal() and len(number) <= MAX_DIGITS else 0
        start = (max(near, 1) - 1) * per_page
        self.known = list(keys[start : start + per_page + MAX_AHEAD])
        super().__init__(self.known, per_page)
        self.count = start + len(self.known) if self.known else 0
        self.number = near


class KeysFirstPaginator(Paginator):  # type: ignore[type-arg]  # takes none at run time
    """For lists of the admin whose rows are joined: only those of the page are."""

    def page(self, number: int | str) -> Page[Any]:
        page, rows = super().page(number), self.object_list
        keys = list(page.object_list.values_list("pk", flat=True))  # type: ignore[attr-defined]
        page.object_list = rows.filter(pk__in=keys)  # type: ignore[attr-defined]
        return page


class KeysPage(Page):  # type: ignore[type-arg]  # takes none at run time
    """A page that knows its `keys`; its rows are loaded when somebody looks at them."""

    def __init__(self, rows: QuerySet[Any], number: int, paginator: NearPaginator) -> None:
        self.rows, self.number, self.paginator = rows, number, paginator
        self.keys = paginator.known[: paginator.per_page]
        self.numbers = list(paginator.get_elided_page_range(number, on_each_side=1, on_ends=1))

    @cached_property
    def object_list(self) -> list[Any]:  # type: ignore[override]  # read alone
        found = self.load(self.keys)
        return [found[key] for key in self.keys if key in found]

    def load(self, keys: Sequence[Any]) -> dict[Any, Any]:
        """The rows with these keys; one that was deleted meanwhile is not among them."""
        return {row.pk: row for row in self.rows.order_by().filter(pk__in=keys)}


def paginate(rows: QuerySet[Any], request: HttpRequest, per_page: int = PER_PAGE) -> KeysPage:
    """The page of `rows` that `?page=` asks for, with the pager's `numbers`; Http404 without it."""
    number = request.GET.get("page") or "1"
    keys = rows.prefetch_related(None).values_list("pk", flat=True)
    paginator = NearPaginator(keys, per_page, number)
    try:
        at = paginator.validate_number(paginator.number)
    except InvalidPage as error:
        raise Http404(_("This list does not have that many pages.")) from error
    return KeysPage(rows, at, paginator)
