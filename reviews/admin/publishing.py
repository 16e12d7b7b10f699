"""Publish, schedule, retract, back to draft: as buttons on the form and as actions on the list."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reviews.forms import RetractForm, ScheduleForm, publish_problems, publish_warnings
from reviews.models import Review

# The chosen reviews travel in an address, which servers cut at some 8,000 characters.
BATCH_SIZE = 100


class PublishingAdmin:
    """For the ModelAdmin of reviews; each verb is the model's, this says who may and what is
    missing.
    """

    def has_publish_permission(self, request):
        return request.user.has_perm("reviews.publish_review")

    def get_urls(self):
        views = {"schedule": self.schedule_view, "retract": self.retract_view}
        return [
            *(
                path(f"{n}/", self.admin_site.admin_view(v), name=f"reviews_review_{n}")
                for n, v in views.items()
            ),
            *super().get_urls(),
        ]

    # One review at a time

    def publish_one(self, request, review, at=None):
        if review.is_public:
            self.say(
                request, review, _("is already published. Nothing was done."), [], messages.WARNING
            )
            return
        problems = publish_problems(review)
        if problems:
            self.say(request, review, _("is not published."), problems, messages.ERROR)
            return
        review.publish(by=request.user, at=at)
        self.log_change(request, review, _("Scheduled.") if at else _("Published."))
        self.say(
            request, review, _("is scheduled.") if at else _("is published."), [], messages.SUCCESS
        )
        for doubt in publish_warnings(review):
            self.say(request, review, "", [doubt], messages.WARNING)

    def retract_one(self, request, review, reason):
        if not review.is_public:
            self.say(
                request,
                review,
                _("is not published, so there is nothing to retract."),
                [],
                messages.ERROR,
            )
            return
        review.retract(by=request.user, reason=reason)
        self.log_change(request, review, _("Retracted."))
        self.say(
            request, review, _("is retracted. Its page stays and says why."), [], messages.SUCCESS
        )

    def draft_one(self, request, review):
        if review.status == Review.Status.DRAFT:
            return
        review.withdraw_to_draft(by=request.user)
        self.log_change(request, review, _("Returned to draft."))
        self.say(
            request, review, _("is a draft again. Readers no longer see it."), [], messages.SUCCESS
        )

    def say(self, request, review, outcome, sentences, level):
        words = " ".join([outcome, *sentences]).strip()
        self.message_user(request, format_html("“{}”: {}", review.headline, words), level)

    # Buttons on the form

    def response_add(self, request, obj, *args, **kwargs):
        return self.pressed(request, obj) or super().response_add(request, obj, *args, **kwargs)

    def response_change(self, request, obj):
        return self.pressed(request, obj) or super().response_change(request, obj)

    def pressed(self, request, review):
        """Do what a publishing button asks after the form is saved; None where none was pressed."""
        asked = request.POST.keys() & {"_publish", "_schedule", "_retract", "_draft"}
        if not asked:
            return None
        if not self.has_publish_permission(request):
            raise PermissionDenied
        review = Review.objects.get(pk=review.pk)  # without what the form had at hand before saving
        if "_schedule" in asked or "_retract" in asked:
            return self.ask_about("schedule" if "_schedule" in asked else "retract", [review.pk])
        self.publish_one(request, review) if "_publish" in asked else self.draft_one(
            request, review
        )
        return HttpResponseRedirect(reverse("admin:reviews_review_change", args=[review.pk]))

    # Actions on the list

    @admin.action(permissions=["publish"], description=gettext_lazy("Publish now"))
    def publish_now(self, request, queryset):
        self.each(request, queryset, self.publish_one)

    @admin.action(permissions=["publish"], description=gettext_lazy("Schedule…"))
    def schedule(self, request, queryset):
        return self.ask_about("schedule", self.not_too_many(request, queryset))

    @admin.action(permissions=["publish"], description=gettext_lazy("Retract…"))
    def retract(self, request, queryset):
        return self.ask_about("retract", self.not_too_many(request, queryset))

    @admin.action(permissions=["publish"], description=gettext_lazy("Return to draft"))
    def back_to_draft(self, request, queryset):
        self.each(request, queryset, self.draft_one)

    def each(self, request, queryset, act, **given):
        with transaction.atomic():
            keys = self.not_too_many(request, queryset)
            for review in Review.objects.select_for_update().filter(pk__in=keys).order_by("pk"):
                act(request, review, **given)

    def not_too_many(self, request, queryset):
        keys = list(queryset.values_list("pk", flat=True)[: BATCH_SIZE + 1])
        if len(keys) > BATCH_SIZE:
            self.message_user(
                request,
                _("Nothing was done. Choose at most 100 reviews at a time."),
                messages.ERROR,
            )
            return []
        return keys

    # The pages that ask for a time or a reason

    def ask_about(self, page, keys):
        if not keys:
            return HttpResponseRedirect(reverse("admin:reviews_review_changelist"))
        return HttpResponseRedirect(
            reverse(f"admin:reviews_review_{page}") + "?ids=" + ",".join(map(str, keys))
        )

    def schedule_view(self, request):
        words = {"title": _("Schedule"), "button": _("Set the time"), "checks": True}
        return self.ask(request, ScheduleForm, self.publish_one, words)

    def retract_view(self, request):
        words = {"title": _("Retract"), "button": _("Retract"), "checks": False}
        return self.ask(request, RetractForm, self.retract_one, words)

    def ask(self, request, form_class, act, words):
        """Show the chosen reviews and a form; posted and valid, do `act` to each with its answers."""
        if not self.has_publish_permission(request):
            raise PermissionDenied
        chosen = self.chosen(request)
        form = form_class(request.POST or None)
        if chosen and request.method == "POST" and form.is_valid():
            self.each(request, chosen, act, **form.cleaned_data)
            return self.back_from(chosen)
        context = self.admin_site.each_context(request) | words
        rows = chosen.prefetch_related("subjects", "bylines", "sections")
        context |= {
            "opts": self.opts,
            "form": form,
            "rows": [(row, publish_problems(row)) for row in rows],
        }
        return TemplateResponse(request, "admin/reviews/review/publishing_form.html", context)

    def chosen(self, request):
        ids = request.GET.get("ids", "").split(",")[:BATCH_SIZE]
        keys = [int(key) for key in ids if key.isdecimal() and len(key) < 19]
        return self.get_queryset(request).filter(pk__in=keys)

    def back_from(self, chosen):
        keys = list(chosen.values_list("pk", flat=True))
        if len(keys) == 1:
            return HttpResponseRedirect(reverse("admin:reviews_review_change", args=keys))
        return HttpResponseRedirect(reverse("admin:reviews_review_changelist"))
