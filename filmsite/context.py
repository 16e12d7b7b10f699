from django.conf import settings
from django.utils.functional import SimpleLazyObject, lazy

from core.kept import keep
from core.languages import direction_of
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
        "direction": direction_of(settings.LANGUAGE_CODE),
        "offline_reading": settings.OFFLINE_READING,
        "personal": has_session(request),
        "is_preview": getattr(request, "is_preview", False),  # of a form in the admin
        "notices": Loaded(lambda: list(Notice.objects.on_pages())),
        "promotions": Loaded(lambda: keep("promotions", _promotions)),
    }
