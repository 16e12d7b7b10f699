"""Cookies that a browser keeps for long, and that no script and no other site is given."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpResponse

YEAR = timedelta(days=365)


def cookie_name(name: str) -> str:
    """With the prefix by which browsers take it from this host alone; only over HTTPS they do."""
    return f"__Host-{name}" if settings.HTTPS else name


def set_for_a_year(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(
        name,
        value,
        max_age=YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
