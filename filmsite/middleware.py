"""Response headers that no library of ours sets."""

from django.http import HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.cache import patch_vary_headers

from core.sessions import has_session
from core.slugs import Moved

from .compression import is_compressible
from .posted import SignedOut, render_resend

# Pages of these folders hold a token or a name, also for who has no session yet.
PRIVATE = ("/account/", "/me/", "/login/", "/logout/")
SIGN_OUT = {"/account/logout/", "/logout/", "/admin/logout/"}
PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()"


class HeadersMiddleware:
    """Names who may keep an answer, and closes the browser features the site never uses."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        if "Cache-Control" not in response.headers:
            private = has_session(request) or response.cookies or request.path.startswith(PRIVATE)
            keep = request.method in {"GET", "HEAD"} and not private
            # A cache may keep the page but asks each time, so a new comment shows at once.
            response.headers["Cache-Control"] = "public, no-cache" if keep else "private, no-store"
        if request.method == "POST" and request.path in SIGN_OUT and response.status_code < 400:
            # What was typed and not saved is kept in the browser: the next to sit there shall not
            # find it.
            response.headers["Clear-Site-Data"] = '"storage"'
        # Also of an answer that was not compressed: a cache would hand it to who asked for gzip, or
        # the reverse.
        if response.status_code == 304 or is_compressible(response.headers.get("Content-Type", "")):
            patch_vary_headers(response, ["Accept-Encoding"])
        return response


class ExceptionMiddleware:
    """Answer two exceptions: past slugs redirect, and a form sent after signing out comes back."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, SignedOut):
            return render_resend(request, signed_out=True)
        if not isinstance(exception, Moved):
            return None
        match = request.resolver_match
        address = reverse(
            match.view_name, args=match.args, kwargs=match.kwargs | {"slug": exception.slug}
        )
        query = request.META.get("QUERY_STRING", "")
        # A form is sent again with all that is in it.
        is_form = request.method not in {"GET", "HEAD"}
        target = f"{address}?{query}" if query else address
        return HttpResponsePermanentRedirect(target, preserve_request=is_form)
