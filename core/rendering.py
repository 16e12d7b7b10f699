"""Pieces of pages that are rendered once in a process: the same facts give the same HTML."""

from collections.abc import Hashable

from django.conf import settings
from django.template.loader import get_template
from django.utils.translation import get_language

from .caches import LRU

PIECES = LRU(8 * 1024 * 1024)


def render_cached(template: str, **facts: Hashable) -> str:
    """The template's HTML for `facts`, which are plain and hashable.

    Nothing is looked up, so nothing expires.
    """
    key = template, get_language(), tuple(facts.items())
    html: str | None = None if settings.DEBUG else PIECES.get(key)
    if html is None:
        html = get_template(template).render(facts)
        PIECES.put(key, html)
    return html
