from django.conf import settings
from django.utils.functional import SimpleLazyObject, lazy
from django.utils.translation import get_language_bidi

from core.kept import keep
from core.page_tags import Loaded
from core.sessions import has_session
from pages.models import Notice, Promotion
from site_settings.current import current

# What shows no name, such as a sitemap, does not ask for it.
_name = lazy(lambda: current().name, str)
_tagline = lazy(lambda: current().tagline, str)


def _promotions():
    return list(Promotion.objects.on_pages())


def site(request):
    return {
        "site_settings": SimpleLazyObject(current),
        "site_name": _name(),
        "site_tagline": _tagline(),
        "site_url": settings.SITE_URL,
        "language_code": settings.LANGUAGE_CODE,
        "direction": "rtl" if get_language_bidi() else "ltr",
        "offline_reading": settings.OFFLINE_READING,
        "personal": has_session(request),
        "notices": Loaded(lambda: list(Notice.objects.on_pages())),
        "promotions": Loaded(lambda: keep("promotions", _promotions)),
    }
