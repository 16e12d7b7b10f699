"""Publish, schedule, retract, back to draft: as buttons on the form and as actions on the list."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.admin import is_pk
from reviews.forms import RetractForm, ScheduleForm, publish_problems, publish_warnings
from reviews.models import Review

# The chosen reviews travel in an address, which servers cut at some 8,000 characters.
BATCH_SIZE = 100


class PublishingAdmin:
    """For the ModelAdmin of reviews: who may, and what is missing; the model does the rest."""

    def has_publish_permission(self, request):
        return request.user.has_perm("reviews.publish_review")

    def get_urls(self):
        views = {"schedule": self.schedule_view, "retract": self.retract_view}
        return [
            *(
                path(f"{name}/", self.admin_site.admin_view(view), name=f"reviews_review_{name}")
                for name, view in views.items()
            ),
            *super().get_urls(),
        ]

    # One review at a time

    def publish_one(self, request, review, at=None):
        if review.is_public:
            outcome = _("is already published. Nothing was done.")
            return self.report(request, review, messages.WARNING, outcome)
        if problems := publish_problems(review):
            return self.report(request, review, messages.ERROR, _("is not published."), *problems)
        review.publish(at)
        self.log_change(request, review, _("Scheduled.") if at else _("Published."))
        outcome = _("is scheduled.") if at else _("is published.")
        self.report(request, review, messages.SUCCESS, outcome)
        for warning in publish_warnings(review):
            self.report(request, review, messages.WARNING, warning)

    def retract_one(self, request, review, reason):
        if not review.is_public:
            outcome = _("is not published, so there is nothing to retract.")
            return self.report(request, review, messages.ERROR, outcome)
        review.retract(reason)
        self.log_change(request, review, _("Retracted."))
        outcome = _("is retracted. Its page stays and says why.")
        self.report(request, review, messages.SUCCESS, outcome)

    def return_one_to_draft(self, request, review):
        if review.status != Review.Status.DRAFT:
            review.withdraw_to_draft()
            self.log_change(request, review, _("Returned to draft."))
            outcome = _("is a draft again. Readers no longer see it.")
            self.report(request, review, messages.SUCCESS, outcome)

    def report(self, request, review, level, *sentences):
        message = format_html("“{}” {}", review.headline, " ".join(sentences))
        self.message_user(request, message, level)

    # Buttons on the form

    def response_add(self, request, obj, *args, **kwargs):
        return self.press(request, obj) or super().response_add(request, obj, *args, **kwargs)

    def response_change(self, request, obj):
        return self.press(request, obj) or super().response_change(request, obj)

    def press(self, request, review):
        """Do what a publishing button asks after the form is saved; None where none was pressed."""
        pressed = request.POST.keys() & {"_publish", "_schedule", "_retract", "_draft"}
        if not pressed:
            return None
        if not self.has_publish_permission(request):
            raise PermissionDenied
        review = Review.objects.get(pk=review.pk)  # without what the form had loaded before saving
        for page in ("schedule", "retract"):
            if f"_{page}" in pressed:
                return self.redirect_to_form(page, [review.pk])
        act = self.publish_one if "_publish" in pressed else self.return_one_to_draft
        act(request, review)
        return redirect("admin:reviews_review_change", review.pk)

    # Actions on the list

    @admin.action(permissions=["publish"], description=gettext_lazy("Publish now"))
    def publish_now(self, request, queryset):
        self.act_on_each(request, queryset, self.publish_one)

    @admin.action(permissions=["publish"], description=gettext_lazy("Schedule…"))
    def schedule(self, request, queryset):
        return self.redirect_to_form("schedule", self.limited_pks(request, queryset))

    @admin.action(permissions=["publish"], description=gettext_lazy("Retract…"))
    def retract(self, request, queryset):
        return self.redirect_to_form("retract", self.limited_pks(request, queryset))

    @admin.action(permissions=["publish"], description=gettext_lazy("Return to draft"))
    def back_to_draft(self, request, queryset):
        self.act_on_each(request, queryset, self.return_one_to_draft)

    def act_on_each(self, request, queryset, act, **options):
        with transaction.atomic():
            pks = self.limited_pks(request, queryset)
            for review in Review.objects.select_for_update().filter(pk__in=pks).order_by("pk"):
                act(request, review, **options)

    def limited_pks(self, request, queryset):
        pks = list(queryset.values_list("pk", flat=True)[: BATCH_SIZE + 1])
        if len(pks) <= BATCH_SIZE:
            return pks
        message = _("Nothing was done. Choose at most 100 reviews at a time.")
        self.message_user(request, message, messages.ERROR)
        return []

    # The pages that ask for a time or a reason

    def redirect_to_form(self, page, pks):
        if not pks:
            return redirect("admin:reviews_review_changelist")
        return redirect(reverse(f"admin:reviews_review_{page}") + "?ids=" + ",".join(map(str, pks)))

    def schedule_view(self, request):
        context = {"title": _("Schedule"), "button": _("Set the time"), "checks": True}
        return self.form_view(request, ScheduleForm, self.publish_one, context)

    def retract_view(self, request):
        context = {"title": _("Retract"), "button": _("Retract"), "checks": False}
        return self.form_view(request, RetractForm, self.retract_one, context)

    def form_view(self, request, form_class, act, context):
        """Show the chosen reviews and a form; posted and valid, do `act` to each of them."""
        if not self.has_publish_permission(request):
            raise PermissionDenied
        chosen = self.chosen(request)
        form = form_class(request.POST or None)
        if chosen and request.method == "POST" and form.is_valid():
            self.act_on_each(request, chosen, act, **form.cleaned_data)
            return self.redirect_after(chosen)
        rows = chosen.prefetch_related("subjects", "bylines", "sections", "entries")
        context = self.admin_site.each_context(request) | context
        context |= {
            "opts": self.opts,
            "form": form,
            "rows": [(row, publish_problems(row)) for row in rows],
        }
        return TemplateResponse(request, "admin/reviews/review/publishing_form.html", context)

    def chosen(self, request):
        pks = filter(is_pk, request.GET.get("ids", "").split(",")[:BATCH_SIZE])
        return self.get_queryset(request).filter(pk__in=list(map(int, pks)))

    def redirect_after(self, chosen):
        pks = list(chosen.values_list("pk", flat=True))
        if len(pks) == 1:
            return redirect("admin:reviews_review_change", *pks)
        return redirect("admin:reviews_review_changelist")
