"""Comments in the admin: found and looked at here, decided in the queue."""

from django import forms
from django.contrib import admin, messages
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import MemberProfile
from core.admin import ReadOnlyAdmin
from core.pagination import KeysFirstPaginator
from core.text import shorten

from .actions import ban, verify
from .models import (
    Ban,
    Comment,
    Discussion,
    ModerationLog,
    RejectionReason,
    SpamWord,
    TrustedAuthor,
)
from .queue import views as queue
from .spam.parsed_text import words_in
from .thread import number_from


def _queue_link(pk):
    address = reverse("admin:comments_queue", query={"comment": pk})
    return format_html('<a href="{}">{}</a>', address, _("Moderate"))


class CommentsAdmin(ReadOnlyAdmin):
    """The column `card`, a link to the queue, is for those who may moderate."""

    paginator = KeysFirstPaginator

    def has_moderate_permission(self, request):
        return request.user.has_perm("comments.moderate_comment")

    def get_list_display(self, request):
        shown = super().get_list_display(request)
        if self.has_moderate_permission(request):
            return shown
        return [column for column in shown if column != "card"]


class ModerationLogInline(admin.TabularInline):
    model = ModerationLog
    extra = 0
    fields = readonly_fields = ["at", "action", "actor", "reason"]
    verbose_name_plural = _("decisions")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("actor")

    def has_view_permission(self, request, obj=None):
        return True

    def has_add_permission(self, request, obj=None):
        return False

    has_change_permission = has_delete_permission = has_add_permission


@admin.register(Comment)
class CommentAdmin(CommentsAdmin):
    """Every comment, whatever became of it; the queue has all that may be done about one."""

    list_display = ["excerpt", "name", "where", "status", "posted_at", "card"]
    list_filter = ["status", "discussion__review__publication"]
    search_fields = ["name", "body", "discussion__review__headline"]
    ordering = ["-pk"]  # as they came, also where an import brought old ones
    list_per_page = 50
    inlines = [ModerationLogInline]

    def get_view_on_site_url(self, obj=None):
        """None for one that never stood in its thread: it has no address."""
        return super().get_view_on_site_url(obj) if obj and obj.seq else None

    def get_queryset(self, request):
        rows = super().get_queryset(request).select_related("discussion__review", "parent")
        return rows.defer("discussion__review__body")

    def get_urls(self):
        """The queue, before the addresses of single rows."""
        pages = [
            ("queue/", queue.queue, "comments_queue"),
            ("queue/act/", queue.act, "comments_queue_act"),
            ("queue/undo/", queue.undo, "comments_queue_undo"),
            ("queue/appeals/<int:pk>/", queue.resolve_appeal, "comments_queue_appeal"),
        ]
        guarded = self.admin_site.admin_view
        own = [path(address, guarded(view), name=name) for address, view, name in pages]
        return own + super().get_urls()

    def get_fields(self, request, obj=None):
        private = ["email"] if request.user.has_perm("comments.change_comment") else []
        facts = ["status", "where", "answered", "name", *private, "website", "body"]
        facts += [
            "posted_at",
            "edited_at",
            "imported_likes",
            "held_because",
            "unpublished_at",
            "reason",
        ]
        return [*facts, "card"] if self.has_moderate_permission(request) else facts

    @admin.display(description=_("comment"))
    def excerpt(self, row):
        return shorten(row.body, 40)

    @admin.display(description=_("review"))
    def where(self, row):
        review = row.discussion.review
        return format_html('<a href="{}">{}</a>', review.get_absolute_url(), review)

    @admin.display(description=_("in reply to"))
    def answered(self, row):
        return f"{row.parent.name}: {shorten(row.parent.body, 30)}" if row.parent else "–"

    @admin.display(description=_("held because"))
    def held_because(self, row):
        return row.held_because or "–"

    @admin.display(description=_("queue"))
    def card(self, row):
        return _queue_link(row.pk)


@admin.register(Discussion)
class DiscussionAdmin(CommentsAdmin):
    """Discussions; the queue closes, opens and slows them at any of their comments."""

    list_display = ["review", "state", "visible_count", "waiting", "card"]
    list_filter = ["state", "review__publication"]
    search_fields = ["review__headline"]
    ordering = ["-pk"]
    fields = ["review", "state", "visible_count", "waiting", "decisions"]

    def get_queryset(self, request):
        own = Comment.objects.filter(discussion=OuterRef("pk")).order_by()
        pending = own.filter(status="pending").values("discussion").annotate(number=Count("pk"))
        newest = own.order_by("-pk").values("pk")[:1]
        rows = super().get_queryset(request).select_related("review__publication")
        return rows.defer("review__body").annotate(
            pending=Coalesce(Subquery(pending.values("number")), 0), newest=Subquery(newest)
        )

    @admin.display(description=_("in the queue"))
    def waiting(self, row):
        return row.pending

    @admin.display(description=_("decisions"))
    def decisions(self, row):
        """On a page of their own: a long thread has thousands."""
        address = reverse("admin:comments_moderationlog_changelist", query={"discussion": row.pk})
        return format_html('<a href="{}">{}</a>', address, _("All decisions"))

    @admin.display(description=_("queue"))
    def card(self, row):
        return _queue_link(row.newest) if row.newest else "–"


@admin.register(RejectionReason)
class RejectionReasonAdmin(admin.ModelAdmin):
    list_display = ["text", "publication", "order"]
    list_select_related = list_filter = ["publication"]
    ordering = [F("publication__sort_key").asc(nulls_first=True), "order", "pk"]


class DiscussionFilter(admin.SimpleListFilter):
    """The one that a discussion's page asks for; all of them would be a list too long to read."""

    title = _("discussion")
    parameter_name = "discussion"

    def lookups(self, request, model_admin):
        key = number_from(request.GET.get(self.parameter_name))
        rows = Discussion.objects.filter(pk=key).select_related("review")
        return [(str(row.pk), row.review.headline) for row in rows.defer("review__body")]

    def queryset(self, request, queryset):
        return queryset.filter(discussion=self.value()) if self.value() else queryset


@admin.register(ModerationLog)
class ModerationLogAdmin(CommentsAdmin):
    list_display = ["at", "action", "actor", "reason", "rule", "version"]
    list_filter = ["action", DiscussionFilter]
    fields = [*list_display, "discussion"]
    ordering = ["-pk"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("actor", "discussion__review")


class EndableAdmin(CommentsAdmin):
    """Rows that the queue makes and a moderator may end here; no address or network is shown."""

    def end_rows(self, request, rows, end):
        ended = 0
        for row in rows:
            try:
                end(row, request.user)
                ended += 1
            except ValueError as refusal:
                self.message_user(request, str(refusal), messages.WARNING)
        if ended:
            said = ngettext("%(number)d done.", "%(number)d done.", ended)
            self.message_user(request, said % {"number": ended}, messages.SUCCESS)


@admin.register(Ban)
class BanAdmin(EndableAdmin):
    list_display = fields = ["name", "until", "reason", "at", "by"]
    list_select_related = ["by"]
    actions = ["lift"]

    @admin.action(description=_("Lift the ban"), permissions=["moderate"])
    def lift(self, request, rows):
        self.end_rows(request, rows, ban.lift)


@admin.register(TrustedAuthor)
class TrustedAuthorAdmin(EndableAdmin):
    list_display = fields = ["name", "at", "by"]
    list_select_related = ["by"]
    actions = ["revoke"]

    @admin.action(description=_("Stop trusting"), permissions=["moderate"])
    def revoke(self, request, rows):
        self.end_rows(request, rows, ban.revoke)


class SpamWordForm(forms.ModelForm):
    def clean_word(self):
        word = " ".join(self.cleaned_data["word"].split())
        if not list(words_in(word)):
            raise forms.ValidationError(
                _("Enter a word with letters or digits. Signs alone are not compared.")
            )
        return word


@admin.register(SpamWord)
class SpamWordAdmin(admin.ModelAdmin):
    form = SpamWordForm
    list_display = ["word", "action", "note"]
    list_filter = ["action"]
    search_fields = ["word", "note"]


class VerificationFilter(admin.SimpleListFilter):
    title = _("verification")
    parameter_name = "verification"

    def lookups(self, request, model_admin):
        return [("asked", _("requested")), ("verified", _("verified")), ("none", _("none"))]

    def queryset(self, request, queryset):
        asked, verified = Q(asked_at__isnull=False), ~Q(verified_name="")
        conditions = {"asked": asked, "verified": verified, "none": ~asked & ~verified}
        return queryset.filter(conditions.get(self.value(), Q()))


@admin.register(MemberProfile)
class MemberAdmin(CommentsAdmin):
    """Names to verify; a moderator needs no address to judge a name.

    It stands here, since it counts comments, and verifying changes them.
    """

    list_display = ["name", "badge", "asked_at", "comments", "joined", "verified_by"]
    list_display_links = None
    list_filter = [VerificationFilter]
    search_fields = ["user__first_name", "user__last_name", "verified_name"]
    ordering = [F("asked_at").desc(nulls_last=True), "-pk"]
    actions = ["verify", "unverify"]
    list_per_page = 50

    def get_queryset(self, request):
        approved = Count("user__comments", filter=Q(user__comments__status="approved"))
        rows = super().get_queryset(request).select_related("user", "verified_by")
        return rows.annotate(number=approved)

    def has_view_permission(self, request, obj=None):
        return self.has_moderate_permission(request)

    has_module_permission = has_view_permission

    @admin.display(description=_("name"))
    def name(self, row):
        """With the name as it was shown, for the act that verifies it."""
        shown = '{}<input type="hidden" name="name-{}" value="{}">'
        return format_html(shown, row.name, row.pk, row.name)

    @admin.display(description=_("name verified"), boolean=True)
    def badge(self, row):
        return row.is_verified

    @admin.display(description=_("comments"))
    def comments(self, row):
        return row.number

    @admin.display(description=_("member since"))
    def joined(self, row):
        return row.user.date_joined

    @admin.action(description=_("Verify the name"), permissions=["moderate"])
    def verify(self, request, rows):
        shown = [row for row in rows if request.POST.get(f"name-{row.pk}") == row.name]
        for row in shown:
            verify.verify(row, request.user)
            self.log_change(request, row, f"{_('Name verified')}: {row.name}")
        self._say_how_many(request, shown)
        if len(shown) < len(rows):
            said = _("Some members have another name by now. Look at it, then verify again.")
            self.message_user(request, said, messages.WARNING)

    @admin.action(description=_("Remove or refuse verification"), permissions=["moderate"])
    def unverify(self, request, rows):
        for row in rows:
            verify.unverify(row)
            self.log_change(request, row, f"{_('Verification removed or refused')}: {row.name}")
        self._say_how_many(request, rows)

    def _say_how_many(self, request, rows):
        said = ngettext("%(number)d member done.", "%(number)d members done.", len(rows))
        self.message_user(request, said % {"number": len(rows)}, messages.SUCCESS)
