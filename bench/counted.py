"""What Granian serves in place of the site: the site, which says of each answer if it was made.

Made is what a view was called for. The name of the header is sent to nobody else: production serves
`filmsite.worker`.
"""

from threading import local

from django.core.handlers.base import BaseHandler

MADE = "Bench-Made"
here = local()
get_response = BaseHandler._get_response


def get_response_and_tell(handler, request):
    here.is_made = True
    return get_response(handler, request)


BaseHandler._get_response = get_response_and_tell  # before the handler takes it

from filmsite.worker import application as site  # noqa: E402


def application(environ, start_response):
    def start(status, headers, *error):
        made = [(MADE, "1")] if here.is_made else []
        return start_response(status, [*headers, *made], *error)

    here.is_made = False
    return site(environ, start)
