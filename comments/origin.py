"""Where a post comes from: public pages carry no token, so a guest's is judged by its headers."""

from django.conf import settings


def is_cross_site(request):
    """Whether the browser says that another site made it send this.

    A client that says nothing is let in.
    """
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        return True
    own = {f"{request.scheme}://{request.get_host()}", settings.SITE_URL.rstrip("/")}
    return "Origin" in request.headers and request.headers["Origin"] not in own
