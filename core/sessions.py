"""Who asks: everybody, or one person. Decided by the presence of the session cookie alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User


def has_session(request: HttpRequest) -> bool:
    return settings.SESSION_COOKIE_NAME in request.COOKIES


def session_user(request: HttpRequest) -> User | AnonymousUser | None:
    """The user of a personal request, else None; a public page never looks at the session."""
    return request.user if has_session(request) else None
