from datetime import timedelta

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from core.limiter import Policy
from core.network import network_of
from core.origin import is_cross_site
from core.slugs import get_by_slug
from core.text import strip_control_chars
from reviews.models import Review

from .forms import ErrorReportForm
from .models import MAX_PASSAGE

# A reader who goes through a long review fits in.
ERROR_REPORTS = Policy("error reports", 10, timedelta(minutes=10))


@csrf_exempt  # public pages carry no token; what it makes is of nobody
@cache_control(private=True, no_store=True)
@require_http_methods(["GET", "HEAD", "POST"])
def report(request, slug):
    """A reader tells the editors of an error, also in a review that was retracted."""
    review = get_by_slug(Review.objects.visible_to(None).select_related("publication"), slug)
    context = {"review": review}
    if request.method == "POST" and is_cross_site(request):
        return render(request, "error_reports/cross_site.html", context, status=403)
    passage = strip_control_chars(request.GET.get("passage", ""))[:MAX_PASSAGE]
    form = ErrorReportForm(request.POST or None, initial={"passage": passage})
    status = 422 if form.is_bound else 200
    if form.is_valid():
        if ERROR_REPORTS.allow(network_of(request)):
            form.save(review)
            return render(request, "error_reports/reported.html", context)
        form.add_error(
            None, _("Too many reports came from your network. Try again in ten minutes.")
        )
        status = 429
    return render(request, "error_reports/report.html", context | {"form": form}, status=status)
