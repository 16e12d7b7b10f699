"""Reports of errors: looked at, answered or dismissed by editors."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.admin import ReadOnlyAdmin
from core.text import shorten

from .actions import answer
from .forms import AnswerForm
from .models import ErrorReport


@admin.register(ErrorReport)
class ErrorReportAdmin(ReadOnlyAdmin):
    list_display = ["excerpt", "review", "state", "wants_answer", "received_at"]
    list_filter = ["state", "review__publication"]
    search_fields = ["words", "passage", "review__headline"]
    ordering = ["-pk"]
    actions = ["dismiss"]
    fields = [
        *("review_link", "passage", "words", "email", "received_at"),
        *("state", "answer", "decided_at", "decided_by", "next_step"),
    ]

    def get_queryset(self, request):
        rows = super().get_queryset(request).select_related("review", "decided_by")
        return rows.defer("review__body")

    def get_urls(self):
        view = self.admin_site.admin_view(self.answer_view)
        own = path("<int:pk>/answer/", view, name="error_reports_errorreport_answer")
        return [own, *super().get_urls()]

    def has_answer_permission(self, request):
        return request.user.has_perm("error_reports.change_errorreport")

    def answer_view(self, request, pk):
        if not self.has_answer_permission(request):
            raise PermissionDenied
        report = get_object_or_404(self.get_queryset(request), pk=pk)
        form = AnswerForm(request.POST or None, report=report)
        if request.method == "POST" and form.is_valid():
            self.settle_one(request, report, form.cleaned_data["answer"])
            return redirect("admin:error_reports_errorreport_change", report.pk)
        context = self.admin_site.each_context(request)
        context |= {"opts": self.opts, "title": _("Answer"), "report": report, "form": form}
        return TemplateResponse(request, "admin/error_reports/answer.html", context)

    def settle_one(self, request, report, text):
        if not answer(report, request.user, text):
            said, level = _("This report was settled before. Nothing was sent."), messages.WARNING
        elif report.email:
            said, level = _("Your answer will be sent."), messages.SUCCESS
        else:
            said, level = _("The report is settled. Its reader left no e-mail."), messages.SUCCESS
        if level == messages.SUCCESS:
            self.log_change(request, report, _("Answered."))
        self.message_user(request, said, level)

    @admin.action(permissions=["answer"], description=gettext_lazy("Dismiss"))
    def dismiss(self, request, queryset):
        number = queryset.settle(ErrorReport.State.DISMISSED, request.user)
        said = ngettext("%(number)d report dismissed.", "%(number)d reports dismissed.", number)
        self.message_user(request, said % {"number": number}, messages.SUCCESS)

    @admin.display(description=gettext_lazy("what is wrong"))
    def excerpt(self, row):
        return shorten(row.words, 30)

    @admin.display(description=gettext_lazy("wants an answer"), boolean=True)
    def wants_answer(self, row):
        return bool(row.email)

    @admin.display(description=gettext_lazy("review"))
    def review_link(self, row):
        form = reverse("admin:reviews_review_change", args=[row.review_id])
        page = row.review.get_absolute_url()
        html = '<a href="{}">{}</a> (<a href="{}">{}</a>)'
        return format_html(html, form, row.review, page, _("as readers see it"))

    @admin.display(description=gettext_lazy("next"))
    def next_step(self, row):
        if row.state != ErrorReport.State.OPEN:
            return "–"
        form = reverse("admin:error_reports_errorreport_answer", args=[row.pk])
        return format_html('<a href="{}">{}</a>', form, _("Answer"))
