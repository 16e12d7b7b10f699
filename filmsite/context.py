from django.conf import settings
from django.utils.translation import get_language_bidi

from core.page_tags import Loaded
from core.sessions import has_session
from pages.models import Notice


def site(request):
    return {
        "site_name": settings.SITE_NAME,
        "site_tagline": settings.SITE_TAGLINE,
        "site_url": settings.SITE_URL,
        "language_code": settings.LANGUAGE_CODE,
        "direction": "rtl" if get_language_bidi() else "ltr",
        "personal": has_session(request),
        "notices": Loaded(lambda: list(Notice.objects.on_pages())),
    }
