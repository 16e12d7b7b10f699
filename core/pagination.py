"""Pages of long lists.

The keys of a page are read from the index first, so the last page costs what the first does.
"""

from typing import Any

from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

PER_PAGE = 24


def paginate(rows: QuerySet[Any], request: HttpRequest, per_page: int = PER_PAGE) -> Page[Any]:
    """The page of `rows` that `?page=` asks for, with the pager's `numbers`; Http404 without it."""
    number = request.GET.get("page") or 1
    try:
        page = Paginator(rows.prefetch_related(None).values_list("pk", flat=True), per_page).page(
            number
        )
    except InvalidPage as error:
        raise Http404(_("This list does not have that many pages.")) from error
    page.numbers = list(  # type: ignore[attr-defined]  # ours, for the pager
        page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    )
    keys = list(page.object_list)
    found = {row.pk: row for row in rows.order_by().filter(pk__in=keys)}
    page.object_list = [found[key] for key in keys if key in found]
    return page
