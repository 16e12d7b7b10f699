from django.conf import settings
from django.http import Http404, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from comments.spam import altcha

from .shortcuts import no_store


@no_store
@require_safe
def challenge(request):
    """A new one for each request, solved while a guest writes; Http404 where the site asks none."""
    if not settings.ALTCHA:
        raise Http404(_("This site does not ask for a proof of work."))
    return JsonResponse(altcha.new_challenge())
