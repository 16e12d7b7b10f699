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
from comments.models.like import member_key
from comments.models.moderation import APPEAL_WINDOW
from comments.report_forms import AppealForm, ReportForm
from core.network import network_of
from core.origin import is_cross_site
from core.page_tags import NOW, show
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
    status = 422 if form.is_bound else 200
    if form.is_valid():
        key = member_key(member) if member else f"network:{network_of(request)}"
        if not REPORTS.is_reached(key):
            _store(form.instance, comment, member, key)
            return render(request, "comments/reports/reported.html", context)
        form.add_error(
            None, _("Too many reports came from your network. Try again in ten minutes.")
        )
        status = 429
    return render(request, "comments/reports/report.html", context, status=status)


def _store(report, comment, user, reporter_key):
    """Store it, weighed by what the reader's reports were worth.

    A second one by the same reader changes nothing.
    """
    report.comment, report.user, report.reporter_key = comment, user, reporter_key
    report.weight = Report.objects.accuracy_of(reporter_key)
    try:
        with transaction.atomic():
            report.save()
    except IntegrityError:
        return
    REPORTS.add(reporter_key)


@csrf_exempt
@no_store
@show_or_act
def appeal(request, token):
    """Ask another moderator, by the link in the e-mail that told of a decision; once for each."""
    decision = _get_decision_or_404(token)
    filed = Appeal.objects.filter(decision=decision).first()
    is_late = timezone.now() > decision.at + APPEAL_WINDOW
    context = {
        "decision": decision,
        "review": decision.discussion.review,
        "filed": filed,
        "is_late": is_late,
        "is_over": not filed and decision.is_superseded,
    }
    is_post, status = request.method == "POST", 200
    if filed or is_late or context["is_over"]:
        status = 409 if is_post else 200
    elif is_post and is_cross_site(request):
        context["is_cross_site"], status = True, 403
    else:
        form = context["form"] = AppealForm(request.POST or None, is_guest=True)
        if form.is_valid():
            context["filed"], _made = Appeal.objects.get_or_create(
                decision=decision, defaults={"words": form.cleaned_data["words"]}
            )
        elif form.is_bound:
            status = 422
    return render(request, "comments/reports/appeal.html", context, status=status)


def _get_decision_or_404(token):
    try:
        pk = unsign(Purpose.APPEAL, token)
    except InvalidToken as error:
        raise Http404(_("This link is incomplete. Open it from the e-mail again.")) from error
    rows = ModerationLog.objects.select_related("discussion__review__publication", "comment")
    return get_object_or_404(rows.filter(discussion__review__isnull=False), pk=pk)


@require_safe
def rules(request):
    """What is not printed here, how much came this year and what was made of it."""
    show(NOW)  # its counts change with what is on no page
    year = timezone.localdate().year
    # All statuses are named so that an index answers.
    came = Comment.objects.filter(status__in=Comment.Status.values, posted_at__year=year)
    taken = ModerationLog.objects.filter(at__year=year).order_by().values("action")
    by_rule = Count("pk", filter=Q(actor=None))
    numbers = {row["action"]: row for row in taken.annotate(all=Count("pk"), by_rule=by_rule)}
    context = {
        "year": year,
        "publications": Publication.objects.exclude(comment_rules="").order_by("name"),
        "received": came.count(),
        # With those that took others back, so that the sums can be drawn.
        "counts": [
            (label, numbers[name]["all"], numbers[name]["by_rule"])
            for name, label in ModerationLog.Action.choices
            if name in numbers
        ],
        "reports": Report.objects.filter(at__year=year).count(),
        "appeals": Appeal.objects.filter(at__year=year).count(),
    }
    return render(request, "comments/reports/rules.html", context)
