"""Redirects by editors, for addresses at which nothing else answers."""

from django.http import HttpResponsePermanentRedirect, HttpResponseRedirect

from core.page_tags import show

from .models import Redirect
from .models.redirect import OWN_FOLDERS


class RedirectMiddleware:
    """An answer “not found” becomes a redirect where an editor has set one."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        is_lost = response.status_code == 404 and request.method in {"GET", "HEAD"}
        if not is_lost or request.path.startswith(OWN_FOLDERS):
            return response
        show("redirect")
        found = Redirect.objects.target_of(request.path)
        return _redirect(request, *found) if found else response


def _redirect(request, target, permanent):
    """With the query that was asked, unless the target ends in something of its own."""
    query = request.META.get("QUERY_STRING", "")
    if query and not {"?", "#"} & set(target):
        target = f"{target}?{query}"
    return (HttpResponsePermanentRedirect if permanent else HttpResponseRedirect)(target)
