"""The entry for WSGI servers."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "filmsite.settings")


def behind_proxy(application):
    """Takes the reader's address from the last X-Forwarded-For entry, the one that our own proxy wrote."""

    def forwarded(environ, start_response):
        sender = environ.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
        return application(environ | {"REMOTE_ADDR": sender} if sender else environ, start_response)

    return forwarded


application = get_wsgi_application()
if settings.TRUST_PROXY:
    application = behind_proxy(application)
