from functools import wraps

from allauth.account.decorators import secure_admin_login
from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.admin.views.main import ERROR_FLAG
from django.contrib.contenttypes.models import ContentType
from django.db import DataError
from django.db.models import Count, Min
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _

from comments.models import Comment
from error_reports.models import ErrorReport
from outside.models import OutsideReview, WatchLink
from reviews.models import Review
from site_settings.current import current

from .admin_search import found_in_lists, nearest_in_lists
from .posted import SignedOut, has_prose

# The moderation queue as a list of the admin: it is no model of its own.
QUEUE = {
    "name": _("Moderation queue"),
    "object_name": "Queue",
    "admin_url": reverse_lazy("admin:comments_queue"),
}
DASHBOARD_ROWS = 8  # rows in each list of the first page

# How the lists are grouped.
GROUPS = [
    (
        _("Reviews"),
        ["reviews.Review", "reviews.Series", "reviews.Tag", "error_reports.ErrorReport"],
    ),
    (
        _("Around the reviews"),
        [
            *("pages.Placement", "pages.Package", "pages.Notice", "pages.Promotion"),
            *("pages.Page", "audio.Recording"),
            *("outside.OutsideReview", "outside.PartnerFeed", "outside.Station"),
        ],
    ),
    (
        _("Where films are shown"),
        ["screenings.Screening", "screenings.Cinema", "screenings.Town", "outside.WatchLink"],
    ),
    (_("Films and people"), ["films.Film", "films.Person", "films.Image", "films.Release"]),
    (
        _("Comments"),
        [
            "comments.Queue",
            "comments.Comment",
            "comments.Discussion",
            "comments.ModerationLog",
            "comments.Ban",
            "comments.TrustedAuthor",
            "comments.RejectionReason",
            "comments.SpamWord",
        ],
    ),
    (
        _("Publications"),
        ["reviews.Publication", "reviews.Department", "reviews.Critic", "reviews.Aspect"],
    ),
    (
        _("Vocabulary"),
        [
            "films.Genre",
            "films.Country",
            "films.Language",
            "films.Distributor",
            "films.SourceWork",
            "films.AwardBody",
        ],
    ),
    (_("Site"), ["site_settings.SiteSettings", "site_settings.Redirect"]),
    (_("Accounts"), ["accounts.MemberProfile", "auth.User", "auth.Group"]),
]


class LabelledAutocomplete(AutocompleteJsonView):
    def process_request(self, request):
        term, *rest = super().process_request(request)
        return (term.replace("\x00", ""), *rest)  # PostgreSQL takes no NUL

    def get_queryset(self):
        rows, model_admin = super().get_queryset(), self.model_admin
        return (
            model_admin.prefetch_labels(rows) if hasattr(model_admin, "prefetch_labels") else rows
        )

    def serialize_result(self, row, to_field_name):
        result = super().serialize_result(row, to_field_name)
        return result | (
            {"text": self.model_admin.label(row)} if hasattr(self.model_admin, "label") else {}
        )


def redirect_on_overflow(view):
    """Filters by numbers that no column holds show the whole list, like any other odd filter."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except (OverflowError, DataError):
            if request.method != "GET" or not request.GET or ERROR_FLAG in request.GET:
                raise
            return HttpResponseRedirect(f"{request.path}?{ERROR_FLAG}=1")

    return guarded


class FilmsiteAdminSite(admin.AdminSite):
    index_title = _("Admin")
    index_template = "admin/dashboard.html"

    @property
    def site_header(self):
        return current().name

    site_title = site_header

    def login(self, request, extra_context=None):
        """By the sign-in of all members, where tries are counted and passkeys are known."""
        return secure_admin_login(super().login)(request, extra_context)

    def index(self, request, extra_context=None):
        if not request.user.email and not request.session.get("asked_for_email"):
            request.session["asked_for_email"] = True
            sentence = _(
                "Your account has no e-mail address yet. Add one so that sign-in codes and notices "
                "can reach you."
            )
            messages.info(request, sentence)
            return HttpResponseRedirect(reverse("account_email"))
        return super().index(request, dashboard_context(request.user) | (extra_context or {}))

    def admin_view(self, view, cacheable=False):
        return super().admin_view(redirect_on_overflow(view), cacheable)

    def has_permission(self, request):
        """As Django's; but who is signed out by now gets back the form that they sent."""
        allowed = super().has_permission(request)
        own_forms = {reverse("admin:login"), reverse("admin:logout")}
        is_form = "csrfmiddlewaretoken" in request.POST and request.path not in own_forms
        if is_form and not allowed and has_prose(request):
            raise SignedOut
        return allowed

    def autocomplete_view(self, request):
        return LabelledAutocomplete.as_view(admin_site=self)(request)

    def get_urls(self):
        """Before Django's own: “view on site” asks first whether the row may be seen.

        Django's redirects whoever is on the staff, and so tells the address, which is the headline,
        of any draft.
        """
        address = "r/<int:content_type_id>/<int:object_id>/"
        on_site = path(address, self.admin_view(self.on_site), name="view_on_site")
        search = path("search/", self.admin_view(self.search), name="search")
        return [on_site, search, *super().get_urls()]

    def search(self, request):
        """Over all lists that find by names, each as its own search does and for whom it does."""
        text = " ".join(request.GET.get("q", "").replace("\x00", "").split())
        lists = list(found_in_lists(self, request, text))
        nearest = [] if lists else nearest_in_lists(self, request, text)
        context = {"title": _("Search"), "text": text, "lists": lists, "nearest": nearest}
        return render(request, "admin/search.html", self.each_context(request) | context)

    def password_change(self, request, extra_context=None):
        return HttpResponseRedirect(reverse("account_change_password"))

    password_change_done = password_change

    def on_site(self, request, content_type_id, object_id):
        kind = get_object_or_404(ContentType, pk=content_type_id)
        model_admin = self._registry.get(kind.model_class())
        row = model_admin and model_admin.get_object(request, str(object_id))
        is_seen = row is not None and model_admin.has_view_permission(request, row)
        if not is_seen or not model_admin.get_view_on_site_url(row):
            raise Http404
        return HttpResponseRedirect(row.get_absolute_url())

    def get_app_list(self, request, app_label=None):
        apps = super().get_app_list(request, app_label)
        if request.user.has_perm("comments.moderate_comment"):
            for app in apps:
                if app["app_label"] == "comments":
                    app["models"].insert(0, QUEUE)
        return apps if app_label else grouped(apps)


def grouped(apps):
    """The apps' lists in the groups above; what no group names stays under its app."""
    models = {
        f"{app['app_label']}.{row['object_name']}": row for app in apps for row in app["models"]
    }
    groups = [
        (name, f"group-{number}", [models.pop(label) for label in labels if label in models])
        for number, (name, labels) in enumerate(GROUPS)
    ]
    for app in apps:
        rest = [row for row in app["models"] if row in models.values()]
        groups.append((app["name"], app["app_label"], rest))
    return [
        {"name": name, "app_label": label, "models": rows} for name, label, rows in groups if rows
    ]


def dashboard_context(user):
    """What the first page shows to this user: nothing that they may not open."""
    context = {"changes": changes_for(user)}
    if user.has_perm("reviews.view_review"):
        context |= reviews_for(user)
    if user.has_perm("outside.view_outsidereview"):
        context["dead_reviews"] = OutsideReview.objects.dead().count()
    if user.has_perm("outside.view_watchlink"):
        context["dead_places"] = WatchLink.objects.dead().count()
    if user.has_perm("error_reports.view_errorreport"):
        context["error_reports"] = ErrorReport.objects.open().count()
    if user.has_perm("comments.view_comment"):
        waiting = Comment.objects.pending().order_by()
        context["queue"] = waiting.aggregate(number=Count("pk"), oldest=Min("posted_at"))
    return context


def reviews_for(user):
    rows = Review.objects.select_related("publication").defer("body")
    if not user.has_perm("reviews.publish_review"):
        return {"drafts": rows.drafts().written_by(user).order_by("-updated_at")[:DASHBOARD_ROWS]}
    return {
        "drafts": rows.drafts().order_by("-updated_at")[:DASHBOARD_ROWS],
        "scheduled": rows.scheduled().order_by("published_at")[:DASHBOARD_ROWS],
    }


def changes_for(user):
    """Who does not publish sees their own alone, as drafts' names are secret."""
    rows = LogEntry.objects.select_related("content_type", "user").order_by("-pk")
    own = {} if user.has_perm("reviews.publish_review") else {"user": user}
    return rows.filter(**own)[:DASHBOARD_ROWS]
