"""Pieces of pages that are rendered once in a process: the same facts give the same HTML."""

from collections.abc import Hashable
from functools import lru_cache

from django.conf import settings
from django.template.loader import get_template
from django.utils.translation import get_language

MAX_FRAGMENTS = 4096  # pieces of about a kilobyte each


def render_cached(template: str, **facts: Hashable) -> str:
    """The template's HTML for `facts`, which are plain and hashable.

    Nothing is looked up, so nothing expires.
    """
    render = _render.__wrapped__ if settings.DEBUG else _render
    return render(template, get_language(), tuple(facts.items()))


@lru_cache(MAX_FRAGMENTS)
def _render(template: str, language: str | None, facts: tuple[tuple[str, Hashable], ...]) -> str:
    return get_template(template).render(dict(facts))
