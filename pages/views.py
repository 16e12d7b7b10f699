from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.pagination import paginate
from core.sessions import session_user
from core.slugs import get_by_slug

from .models import Package, Page, Promotion


@require_safe
def package_list(request):
    rows = Package.objects.public().newest_first().select_related("picture")
    return render(request, "pages/package_list.html", {"page": paginate(rows, request)})


@require_safe
def package(request, slug):
    rows = Package.objects.visible_to(session_user(request)).select_related("picture")
    package = get_by_slug(rows, slug)
    page = paginate(package.in_order().for_list(), request)
    return render(request, "pages/package.html", {"package": package, "page": page})


@require_safe
def page(request, slug):
    page = get_by_slug(Page.objects.visible_to(session_user(request)), slug)
    return render(request, "pages/page.html", {"plain_page": page})


@require_safe
@never_cache
def promotion(request, pk):
    """Lead on from a promotion; who counts its clicks hears of it (`filmsite/promotion_counts.py`).

    To the address that an editor entered and no other: the request can name none.
    """
    found = get_object_or_404(Promotion.objects.followed(), pk=pk)
    if not found.address:
        raise Http404
    found.note_followed()
    return HttpResponseRedirect(found.address)
