"""What readers see of moderation: reports, appeals, the rules and the year's counts."""

from django.db import IntegrityError, transaction
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from comments.limits import REPORTS
from comments.models import Appeal, Comment, ModerationLog, Report
from comments.models.appeal import APPEAL_WINDOW
from comments.models.like import member_key
from comments.origin import is_cross_site
from comments.report_forms import AppealForm, ReportForm
from core.network import network_of
from core.signing import InvalidToken, Purpose, unsign
from reviews.models import Publication

from .shortcuts import csrf_or_same_origin, get_comment_or_404, no_store, show_or_act


@csrf_or_same_origin
@show_or_act
def report(request, slug, seq):
    """Tell the moderators of a comment.

    A guest is known by their network, which costs more to change than a cookie.
    """
    comment = get_comment_or_404(slug, seq)
    if not comment.is_approved:
        raise Http404(_("There is no comment with this number."))
    member = request.user if request.user.is_authenticated else None
    form = ReportForm(request.POST or None, is_guest=member is None)
    context = {"comment": comment, "review": comment.discussion.review, "form": form}
    if not form.is_valid():
        return render(
            request,
            "comments/moderation/report.html",
            context,
            status=422 if form.is_bound else 200,
        )
    network = network_of(request)
    key = member_key(member) if member else f"network:{network}"
    if REPORTS.is_reached(key):
        form.add_error(
            None, _("Too many reports came from your network. Try again in ten minutes.")
        )
        return render(request, "comments/moderation/report.html", context, status=429)
    form.instance.comment, form.instance.user = comment, member
    form.instance.reporter_key = key
    _store(form.instance)
    return render(request, "comments/moderation/reported.html", context)


def _store(report):
    """Store it, weighed by what the reader's reports were worth.

    A second one by the same reader changes nothing.
    """
    report.weight = Report.objects.accuracy_of(report.reporter_key)
    try:
        with transaction.atomic():
            report.save()
    except IntegrityError:
        return
    REPORTS.add(report.reporter_key)


@csrf_exempt
@no_store
@show_or_act
def appeal(request, token):
    """Ask another moderator, by the link in the e-mail that told of a decision; once for each."""
    decision = _get_decision_or_404(token)
    filed = Appeal.objects.filter(decision=decision).first()
    context = {"decision": decision, "review": decision.discussion.review, "filed": filed}
    context["is_late"] = timezone.now() > decision.at + APPEAL_WINDOW
    context["is_over"] = not filed and decision.is_superseded
    if filed or context["is_late"] or context["is_over"]:
        return render(
            request,
            "comments/moderation/appeal.html",
            context,
            status=409 if request.method == "POST" else 200,
        )
    if request.method == "POST" and is_cross_site(request):
        return render(
            request,
            "comments/moderation/appeal.html",
            context | {"is_cross_site": True},
            status=403,
        )
    form = AppealForm(request.POST or None, is_guest=True)
    if form.is_valid():
        form.instance.decision = decision
        context["filed"] = form.save()
        return render(request, "comments/moderation/appeal.html", context)
    return render(
        request,
        "comments/moderation/appeal.html",
        context | {"form": form},
        status=422 if form.is_bound else 200,
    )


def _get_decision_or_404(token):
    try:
        pk = unsign(Purpose.APPEAL, token)
    except InvalidToken as error:
        raise Http404(_("This link is incomplete. Open it from the e-mail again.")) from error
    rows = ModerationLog.objects.select_related("discussion__review__publication", "comment")
    return get_object_or_404(rows.filter(discussion__review__isnull=False), pk=pk)


def _received(year):
    """How many texts came; all statuses are named so that an index answers."""
    return Comment.objects.filter(status__in=Comment.Status.values, posted_at__year=year).count()


@require_safe
def rules(request):
    """What is not printed here, how much came this year and what was made of it."""
    year = timezone.localdate().year
    taken = ModerationLog.objects.filter(at__year=year).order_by()
    numbers = {
        row["action"]: row
        for row in taken.values("action").annotate(all=Count("pk"), by_rule=BY_RULE)
    }
    context = {
        "year": year,
        "publications": Publication.objects.exclude(comment_rules="").order_by("name"),
        "received": _received(year),
        "counts": [
            (label, numbers[name]["all"], numbers[name]["by_rule"])
            for name, label in TOLD
            if name in numbers
        ],
        "reports": Report.objects.filter(at__year=year).count(),
        "appeals": Appeal.objects.filter(at__year=year).count(),
    }
    return render(request, "comments/moderation/rules.html", context)


BY_RULE = Count("pk", filter=Q(actor=None))
TOLD = (
    ModerationLog.Action.choices
)  # with those that took others back, so that the sums can be drawn
