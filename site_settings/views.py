from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from .colours import style_sheet
from .current import current


@require_safe
def privacy(request):
    return _statement(
        request,
        "site_settings/privacy.html",
        _("Privacy"),
        current().privacy,
        asks_akismet=bool(settings.AKISMET_KEY),
        keeps_pages=settings.OFFLINE_READING,
    )


@require_safe
def accessibility(request):
    return _statement(
        request, "site_settings/accessibility.html", _("Accessibility"), current().accessibility
    )


@require_safe
def principles(request):
    statement = current().principles
    if not statement:
        raise Http404
    return _statement(request, "site_settings/principles.html", _("How we work"), statement)


def _statement(request, template, heading, statement, **facts):
    """The editors' own words; where there are none, those of the template."""
    return render(request, template, {"heading": heading, "statement": statement} | facts)


@require_safe
@cache_control(public=True, max_age=365 * 24 * 60 * 60, immutable=True)
def colours(request, light, dark):
    """The signal colours of an address that names them: what it says never changes."""
    return HttpResponse(style_sheet(light, dark), content_type="text/css; charset=utf-8")
