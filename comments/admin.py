"""The moderators' desk: the queue of received texts, the comments on the page, the discussions."""

from django.contrib import admin
from django.db.models import Case, Count, OuterRef, Subquery, When
from django.db.models.functions import Coalesce
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from core.text import shorten

from .desk import ClosedLookups, DecisionInline, DeskAdmin, Verb, decide, seen_at
from .models import Ban, Comment, Decision, Discussion, RejectionReason, Submission, Trust
from .moderation import desk as work
from .moderation import undoing
from .moderation.acts import Order
from .spam import desk as word_list  # noqa: F401  (registers itself)


class StatusFilter(admin.SimpleListFilter):
    """The queue shows what is pending unless asked for more."""

    title = _("status")
    parameter_name = "status"

    def lookups(self, request, model_admin):
        decided = [choice for choice in Submission.Status.choices if choice[0] != Submission.Status.PENDING]
        return [*decided, ("all", _("all"))]

    def choices(self, changelist):
        choices = super().choices(changelist)
        next(choices)
        pending = {"selected": self.value() is None, "query_string": changelist.get_query_string(remove=["status"])}
        return [pending | {"display": _("pending")}, *choices]

    def queryset(self, request, queryset):
        value = self.value() or Submission.Status.PENDING
        return queryset if value == "all" else queryset.filter(status=value)


def _number_by_same_hand(status):
    """How many texts of a row's writer have this status, by account, else by address."""
    there = Submission.objects.filter(status=status).order_by()
    by_member = there.filter(user=OuterRef("user")).values("user").annotate(number=Count("pk")).values("number")
    by_address = (
        there.filter(user=None, email=OuterRef("email")).values("email").annotate(number=Count("pk")).values("number")
    )
    return Coalesce(Case(When(user__isnull=False, then=Subquery(by_member)), default=Subquery(by_address)), 0)


@admin.register(Submission)
class SubmissionAdmin(DeskAdmin):
    """The moderation queue, oldest first, with what a decision needs beside each text."""

    kind = "s"
    verbs = {
        "accept": Verb(_("Approve"), lambda row, by, reason, seen: row.accept(by, seen=seen), name="accept"),
        "reject": Verb(
            _("Reject, with the reason"),
            lambda row, by, reason, seen: row.reject(by, reason, seen=seen),
            True,
            "reject",
        ),
        "spam": Verb(_("Mark as spam"), lambda row, by, reason, seen: row.mark_spam(by, seen=seen), name="spam"),
        "undo": Verb(_("Undo: back to the queue"), lambda row, by, reason, seen: row.undo(by)),
    }
    list_display = ["excerpt", "writer", "history", "where", "answered", "held_because", "received_at"]
    list_filter = [StatusFilter, "discussion__review__publication"]
    search_fields = ["name", "body", "discussion__review__headline"]
    ordering = ["received_at", "pk"]
    inlines = [DecisionInline]

    def get_queryset(self, request):
        rows = super().get_queryset(request).select_related("discussion__review", "parent", "user", "comment")
        return rows.defer("discussion__review__body").annotate(
            accepted=_number_by_same_hand("accepted"),
            refused=_number_by_same_hand("rejected") + _number_by_same_hand("spam"),
        )

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": _("Received comments")} | (extra_context or {}))

    def get_urls(self):
        """The queue made for work, before the addresses of single rows."""
        guarded = self.admin_site.admin_view
        return [
            path("queue/", guarded(work.queue), name="comments_queue"),
            path("queue/act/", guarded(work.act), name="comments_queue_act"),
            path("queue/undo/", guarded(work.undo), name="comments_queue_undo"),
            path("queue/appeals/<int:pk>/", guarded(work.hear), name="comments_queue_hear"),
            *super().get_urls(),
        ]

    def get_list_display(self, request):
        shown = super().get_list_display(request)
        return [*shown, "status"] if request.GET.get("status") == "all" else shown

    def has_change_permission(self, request, obj=None):
        return request.user.has_perm("comments.moderate_submission")

    def get_fields(self, request, obj=None):
        private = ["email"] if request.user.has_perm("comments.change_submission") else []
        shown = ["status", "where", "answered", "writer", "history", *private, "site", "text", "held_because"]
        return shown + (["reason"] if self.has_change_permission(request, obj) else ["reason_given"])

    @admin.display(description=_("comment"))
    def excerpt(self, row):
        return seen_at(row, shorten(row.body, 60))

    @admin.display(description=_("comment"))
    def text(self, row):
        return row.body

    @admin.display(description=_("author"), ordering="name")
    def writer(self, row):
        return _("%(name)s (member)") % {"name": row.name} if row.user_id else row.name

    @admin.display(description=_("approved · rejected"))
    def history(self, row):
        return f"{row.accepted} · {row.refused}"

    @admin.display(description=_("website"))
    def site(self, row):
        return row.website or "–"

    @admin.display(description=_("review"))
    def where(self, row):
        return format_html('<a href="{}">{}</a>', row.discussion.review.get_absolute_url(), row.discussion.review)

    @admin.display(description=_("in reply to"))
    def answered(self, row):
        return f"{row.parent.name}: {shorten(row.parent.body, 30)}" if row.parent else "–"

    @admin.display(description=_("reason"))
    def reason_given(self, row):
        return row.reason or "–"


def _on_version(name):
    """An act of the queue, which is bound to the version that was read."""
    return lambda row, by, reason, seen: undoing.do(name, row, Order(by, seen=seen))


@admin.register(Comment)
class CommentAdmin(DeskAdmin):
    """Comments on the page and those taken off it; numbers and places are never edited."""

    kind = "c"
    verbs = {
        "remove": Verb(
            _("Remove, with the reason"),
            lambda row, by, reason, seen: row.remove(by, reason, seen=seen),
            True,
            "reject",
        ),
        "restore": Verb(_("Restore"), lambda row, by, reason, seen: row.restore(by)),
        "feature": Verb(_("Feature"), _on_version("feature"), name="feature"),
        "unfeature": Verb(_("Stop featuring"), _on_version("unfeature"), name="unfeature"),
        "pin": Verb(_("Pin above the discussion"), _on_version("pin"), name="pin"),
        "unpin": Verb(_("Unpin"), _on_version("unpin"), name="unpin"),
    }
    list_display = ["excerpt_of", "name", "where", "posted_at", "state"]
    list_filter = ["state", "discussion__review__publication"]
    search_fields = ["name", "body", "discussion__review__headline"]
    ordering = ["-posted_at", "-pk"]
    inlines = [DecisionInline]
    fields = ["state", "where", "name", "body", "posted_at", "likes", "removed_at", "removal_reason", "reason"]

    def get_queryset(self, request):
        rows = super().get_queryset(request).select_related("discussion__review", "submission")
        return rows.defer("discussion__review__body")

    @admin.display(description=_("comment"))
    def excerpt_of(self, row):
        return seen_at(row, shorten(row.body, 40))

    @admin.display(description=_("review"))
    def where(self, row):
        return format_html('<a href="{}">{}</a>', row.discussion.review.get_absolute_url(), row.discussion.review)


@admin.register(Discussion)
class DiscussionAdmin(DeskAdmin):
    """Discussions, to close and open; their counts are kept by the comments themselves."""

    verbs = {
        "close": Verb(_("Close: no new comments"), lambda row, by, reason, seen: row.close(by)),
        "open": Verb(_("Open, following the publication’s policy"), lambda row, by, reason, seen: row.open(by)),
        "slow": Verb(
            _("Slow mode: one comment a minute from each person"), lambda row, by, reason, seen: row.slow(by, 60)
        ),
        "hurry": Verb(_("End slow mode"), lambda row, by, reason, seen: row.slow(by, 0)),
    }
    list_display = ["review", "state", "visible_count", "waiting"]
    list_filter = ["state", "review__publication"]
    search_fields = ["review__headline"]
    ordering = ["-pk"]
    inlines = [DecisionInline]
    fields = ["review", "state", "visible_count", "waiting"]

    def get_queryset(self, request):
        pending = Submission.objects.filter(discussion=OuterRef("pk")).pending().order_by()
        number = pending.values("discussion").annotate(number=Count("pk")).values("number")
        rows = super().get_queryset(request).select_related("review__publication").defer("review__body")
        return rows.annotate(pending=Coalesce(Subquery(number), 0))

    @admin.display(description=_("in the queue"))
    def waiting(self, row):
        return row.pending


@admin.register(RejectionReason)
class RejectionReasonAdmin(admin.ModelAdmin):
    """The reasons that moderators choose from."""

    list_display = ["text", "publication", "order"]
    list_filter = ["publication"]
    ordering = ["publication", "order", "pk"]


class LookingAdmin(ClosedLookups, admin.ModelAdmin):
    """Rows that verbs make; here they are looked at, and may be ended."""

    show_full_result_count = False

    def has_moderate_permission(self, request):
        return request.user.has_perm("comments.moderate_submission")

    def has_add_permission(self, request):
        return False

    has_change_permission = has_delete_permission = lambda self, request, obj=None: False


@admin.register(Decision)
class DecisionAdmin(LookingAdmin):
    """The log. `manage.py verify_decisions` proves that it is whole."""

    list_display = ["number", "at", "action", "actor", "reason", "rule", "version"]
    list_filter = ["action"]
    fields = [*list_display, "discussion", "previous", "digest"]
    ordering = ["-number"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("actor", "discussion__review")


@admin.register(Ban)
class BanAdmin(LookingAdmin):
    """Bans, in force and over; neither address nor network is shown."""

    list_display = fields = ["name", "until", "reason", "at", "by"]
    list_select_related = ["by"]
    actions = ["lift"]

    @admin.action(description=_("Lift the ban"), permissions=["moderate"])
    def lift(self, request, rows):
        decide(self, request, rows, Verb(_("Lift the ban"), lambda row, by, reason, seen: row.lift(by)), "")


@admin.register(Trust)
class TrustAdmin(LookingAdmin):
    """Trusted authors; no address is shown."""

    list_display = fields = ["name", "at", "by"]
    list_select_related = ["by"]
    actions = ["withdraw"]

    @admin.action(description=_("Stop trusting"), permissions=["moderate"])
    def withdraw(self, request, rows):
        decide(self, request, rows, Verb(_("Stop trusting"), lambda row, by, reason, seen: row.withdraw(by)), "")
