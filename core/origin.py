"""Whether a page of this site sent a form. Public pages carry no token."""

from django.conf import settings
from django.http import HttpRequest


def is_cross_site(request: HttpRequest) -> bool:
    """Whether the browser says that another site made it send this.

    Public pages carry no token, so a guest's post is judged by its headers; a client that says
    nothing is let in.
    """
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        return True
    own = {f"{request.scheme}://{request.get_host()}", settings.SITE_URL.rstrip("/")}
    return "Origin" in request.headers and request.headers["Origin"] not in own
