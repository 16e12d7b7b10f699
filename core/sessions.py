"""Who asks: everybody, or one person. Decided by the presence of the session cookie alone."""

from django.conf import settings


def has_session(request):
    return settings.SESSION_COOKIE_NAME in request.COOKIES


def session_user(request):
    """The user of a personal request, else None; a public page never looks at the session."""
    return request.user if has_session(request) else None
