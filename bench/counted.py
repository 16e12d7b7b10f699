"""What Granian serves in place of the site: the site, which says of each answer if it was made.

Made is what a view was looked for. The header is sent to no reader of a real site, for production
serves `filmsite.worker`.
"""

from threading import local

from django.core.handlers.base import BaseHandler
from readers import MADE

here = local()
resolve_request = BaseHandler.resolve_request


def resolve_and_tell(handler, request):
    here.is_made = True
    return resolve_request(handler, request)


BaseHandler.resolve_request = resolve_and_tell

from filmsite.worker import application as site  # noqa: E402


def application(environ, start_response):
    def start(status, headers, *error):
        made = [(MADE, "1")] if here.is_made else []
        return start_response(status, [*headers, *made], *error)

    here.is_made = False
    return site(environ, start)
