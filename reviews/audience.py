"""Who asks: everybody, or one person. Decided by the presence of the session cookie alone."""

from django.conf import settings


def is_personal(request):
    """Whether the answer may differ from what everybody gets."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES


def reader_of(request):
    """The user of a personal request, else None; a public page never looks at the session."""
    return request.user if is_personal(request) else None
