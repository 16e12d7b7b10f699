"""A review in the admin: one page, in the order in which readers meet its parts."""

from csp.constants import NONCE, UNSAFE_INLINE
from csp.decorators import csp_update
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Prefetch, Q
from django.utils.decorators import method_decorator
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from js_asset import Media

from core.admin import BaseAdmin, OptimisticLockAdmin
from films.admin.image import ImageAdmin, preview_of
from reviews.forms import publish_problems
from reviews.models import Byline, Review, Section
from search.finder import keys_with_words

from .form import (
    BODY,
    HEAD,
    NOTES,
    RANKING,
    VERDICT,
    BylineInline,
    CorrectionInline,
    ListEntryInline,
    ReviewForm,
    SectionInline,
    SubjectInline,
    TakeInline,
)
from .publishing import PublishingAdmin


def reviews_using_image(image):
    shown = Q(body__contains=image.file) | Q(sections__body__contains=image.file)
    return Review.objects.filter(shown).distinct()


ImageAdmin.usage_lookups.append(reviews_using_image)


def in_one_line(moment):
    """A moment as lists print it; narrow columns may not break it."""
    return date_format(localtime(moment), "j M Y, H:i").replace(" ", "\N{NO-BREAK SPACE}")


# What the form of one kind alone asks: that of the stored row, or of a new one’s address.
ONLY_FOR = {
    RANKING: Review.Kind.LIST,
    ListEntryInline: Review.Kind.LIST,
    VERDICT: Review.Kind.REVIEW,
    TakeInline: Review.Kind.REVIEW,
}


def is_asked(part, request, review):
    kind = review.kind if review else request.GET.get("kind", Review.Kind.REVIEW)
    return ONLY_FOR.get(part, kind) == kind


class IncompleteReview(Exception):
    """A public review would be saved without what it must have; its arguments say what."""


class StateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [
            ("draft", _("drafts")),
            ("scheduled", _("scheduled")),
            ("published", _("published")),
            ("retracted", _("retracted")),
        ]

    def queryset(self, request, queryset):
        querysets = {
            "draft": queryset.drafts,
            "scheduled": queryset.scheduled,
            "published": queryset.published,
        }
        if self.value() == "retracted":
            return queryset.filter(status=Review.Status.RETRACTED)
        return querysets.get(self.value(), queryset.all)()


class ReviewList(ChangeList):
    def get_queryset(self, *args, **kwargs):
        rows = super().get_queryset(*args, **kwargs).defer("body")
        return rows.prefetch_related("bylines__critic", "subjects__film")


@admin.register(Review)
class ReviewAdmin(OptimisticLockAdmin, PublishingAdmin, BaseAdmin):
    form = ReviewForm
    fieldsets = [
        (None, {"fields": ["expected_version", ("kind", "publication", "state")]}),
        (HEAD, {"fields": ["kicker", "headline", "standfirst", ("lead_image", "lead_preview")]}),
        (BODY, {"fields": ["body", "spoiler"]}),
        (RANKING, {"fields": ["counts_down"]}),
        (VERDICT, {"fields": ["verdict", "verdict_line", ("stars", "stars_out_of")]}),
        (
            _("Around the review"),
            {"fields": ["department", "mentions", "release", "tags", "series", "language"]},
        ),
        (
            NOTES,
            {"fields": ["advisory", "disclosure", "summary_of", "source_url"]},
        ),
        (_("Comments"), {"fields": ["comments_closed"]}),
        (_("Date and address"), {"fields": ["published_at", "address"]}),
    ]
    lead_preview = preview_of("lead_image")
    readonly_fields = ["state", "lead_preview"]
    select_related = ["publication", "department", "series", "lead_image", "release__country"]
    prefetch_related = [
        "mentions",
        "tags",
        Prefetch("sections", Section.objects.select_related("standard")),
    ]
    autocomplete_fields = [
        *("publication", "department", "lead_image", "mentions", "release", "tags", "series"),
    ]
    inlines = [
        *(SubjectInline, BylineInline, SectionInline, ListEntryInline, TakeInline),
        CorrectionInline,
    ]
    list_display = ["headline", "film_names", "byline_names", "publication", "state", "changed"]
    list_filter = [StateFilter, "kind", "publication", "verdict"]
    search_fields = ["headline", "standfirst"]
    search_relations = ["subjects__film", "bylines__critic"]
    search_help_text = _("Search headlines, standfirsts, films, critics, and published texts.")
    ordering = ["-updated_at", "-pk"]
    actions = ["publish_now", "schedule", "retract", "back_to_draft"]

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        if self.has_publish_permission(request):
            return rows
        return rows.drafts().filter(pk__in=Review.objects.written_by(request.user).values("pk"))

    def found_by(self, word):
        return super().found_by(word) | Q(pk__in=keys_with_words("review", f'"{word}"'))

    def get_changelist(self, request, **kwargs):
        return ReviewList

    def has_delete_permission(self, request, obj=None):
        """What was ever public is retracted, so that its address never breaks."""
        ever_published = obj is not None and obj.ever_published
        return super().has_delete_permission(request, obj) and not ever_published

    def get_readonly_fields(self, request, obj=None):
        """The address follows the headline until publication; then only publishers change it."""
        frozen = obj is not None and obj.ever_published
        publisher = self.has_publish_permission(request)
        return [
            *self.readonly_fields,
            *(["address"] if not (frozen and publisher) else []),
            *(["published_at"] if not publisher else []),
        ]

    def get_fieldsets(self, request, obj=None):
        rows = super().get_fieldsets(request, obj)
        return [row for row in rows if is_asked(row[0], request, obj)]

    def get_inlines(self, request, obj):
        """Without corrections where nobody has read it: a draft is changed, and that is all."""
        was_read = obj is not None and obj.was_read
        rows = [row for row in super().get_inlines(request, obj) if is_asked(row, request, obj)]
        return [row for row in rows if was_read or row is not CorrectionInline]

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        form.needs_critic = obj is None and not self.has_publish_permission(request)
        form.user = request.user
        form.problems = getattr(request, "problems", ())
        return form

    def save_model(self, request, obj, form, change):
        address = form.cleaned_data.get("address")
        obj.slug = address or obj.slug
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        saved = Review.objects.get(pk=form.instance.pk)
        stays = saved.status == Review.Status.PUBLISHED and "_draft" not in request.POST
        if stays and (problems := publish_problems(saved)):
            raise IncompleteReview(*problems)
        if form.needs_critic:
            Byline.objects.create(review=form.instance, critic=request.user.critic)

    @method_decorator(csp_update({"script-src": [NONCE], "style-src": [UNSAFE_INLINE]}))
    def changeform_view(self, request, *args, **kwargs):
        """The text's editor writes an import map and styles into its page.

        No other page of the admin does.
        """
        try:
            return super().changeform_view(request, *args, **kwargs)
        # All that was saved is taken back by now: the form comes again and says why.
        except IncompleteReview as error:
            request.problems = error.args
            return super().changeform_view(request, *args, **kwargs)

    def render_change_form(self, request, context, *args, **kwargs):
        context["media"] = Media.from_media(context["media"], nonce=request.csp_nonce)
        context["may_publish"] = self.has_publish_permission(request)
        return super().render_change_form(request, context, *args, **kwargs)

    # What lists and forms print

    @admin.display(description=_("state"), ordering="published_at")
    def state(self, review):
        if review.pk is None or review.status == Review.Status.DRAFT:
            return gettext("draft")
        if review.status == Review.Status.RETRACTED:
            return gettext("retracted")
        when = in_one_line(review.published_at)
        return (
            gettext("scheduled for %(when)s")
            if review.is_scheduled
            else gettext("published %(when)s")
        ) % {"when": when}

    def label(self, review):
        """“Salt and iron · The Weekly · published 3 May 2026, 09:00”."""
        return " · ".join([review.headline, review.publication.name, self.state(review)])

    def prefetch_labels(self, queryset):
        return queryset.select_related("publication").defer("body")

    @admin.display(description=_("changed"), ordering="updated_at")
    def changed(self, review):
        return in_one_line(review.updated_at)

    @admin.display(description=_("films"))
    def film_names(self, review):
        return ", ".join(str(subject.film) for subject in review.subjects.all())

    @admin.display(description=_("byline"))
    def byline_names(self, review):
        return ", ".join(line.critic.name for line in review.bylines.all())

    @admin.display(description=_("address"))
    def address(self, review):
        return review.slug or gettext("Made from the headline until publication.")
