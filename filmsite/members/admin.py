"""The moderators' list of members: who bears a verified name, and who asks for it."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from comments.models import MemberProfile
from core.admin import ListsProtectedMixin, RestrictedLookups
from core.forms import EmailField

admin.site.unregister(User)
# Keys come from the environment, and a passkey or a session is its owner's business alone.
for model in (Authenticator, EmailAddress, SocialAccount, SocialApp, SocialToken, UserSession):
    admin.site.unregister(model)


class MarkFilter(admin.SimpleListFilter):
    """Who asks comes first in a moderator's day."""

    title = _("mark")
    parameter_name = "mark"

    def lookups(self, request, model_admin):
        return [("asked", _("requested")), ("verified", _("verified")), ("none", _("none"))]

    def queryset(self, request, queryset):
        asked, verified = Q(asked_at__isnull=False), ~Q(verified_name="")
        chosen = {"asked": asked, "verified": verified, "none": ~asked & ~verified}.get(
            self.value()
        )
        return queryset if chosen is None else queryset.filter(chosen)


@admin.register(MemberProfile)
class MemberAdmin(RestrictedLookups, admin.ModelAdmin):
    """Names and marks; a moderator needs no address to judge a name."""

    list_display = ["name", "mark", "asked_at", "comments", "joined", "verified_by"]
    list_display_links = None
    list_filter = [MarkFilter]
    search_fields = ["user__first_name", "user__last_name", "verified_name"]
    ordering = ["-asked_at", "-pk"]
    actions = ["verify", "unverify"]
    list_per_page = 50

    def get_queryset(self, request):
        rows = super().get_queryset(request).select_related("user", "verified_by")
        return rows.annotate(
            number=Count("user__comments", filter=Q(user__comments__status="approved"))
        )

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("comments.moderate_comment")

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def has_moderate_permission(self, request):
        return self.has_view_permission(request)

    def has_add_permission(self, request, obj=None):
        return False

    has_change_permission = has_delete_permission = has_add_permission

    @admin.display(description=_("name"))
    def name(self, row):
        return row.name

    @admin.display(description=_("name verified"), boolean=True)
    def mark(self, row):
        return row.is_verified

    @admin.display(description=_("comments"))
    def comments(self, row):
        return row.number

    @admin.display(description=_("member since"))
    def joined(self, row):
        return row.user.date_joined

    @admin.action(description=_("Verify the name"), permissions=["moderate"])
    def verify(self, request, rows):
        self._each(request, rows, lambda row: row.verify(request.user), _("Name verified"))

    @admin.action(description=_("Remove or refuse verification"), permissions=["moderate"])
    def unverify(self, request, rows):
        self._each(request, rows, lambda row: row.unverify(), _("Verification removed or refused"))

    def _each(self, request, rows, act, said):
        for row in rows:
            act(row)
            self.log_change(request, row, f"{said}: {row.name}")
        said = ngettext("%(number)d member done.", "%(number)d members done.", len(rows)) % {
            "number": len(rows)
        }
        self.message_user(request, said, messages.SUCCESS)


class AddressIsOnce:
    """For a form of a log-in: an address lets in one person alone."""

    def clean_email(self):
        email = self.cleaned_data["email"]
        others = User.objects.exclude(pk=self.instance.pk)
        taken = Q(email=email) | Q(emailaddress__email=email, emailaddress__verified=True)
        if email and others.filter(taken).exists():
            raise ValidationError(
                _("Another account has this e-mail address. Enter a different one.")
            )
        return email


class ChangeLogInForm(AddressIsOnce, UserChangeForm):
    class Meta(UserChangeForm.Meta):
        field_classes = UserChangeForm.Meta.field_classes | {"email": EmailField}


class AddLogInForm(AddressIsOnce, AdminUserCreationForm):
    email = EmailField(label=_("E-mail"), required=False)

    class Meta(AdminUserCreationForm.Meta):
        fields = ["username", "email"]


@admin.register(User)
class LogInAdmin(ListsProtectedMixin, UserAdmin):
    """Log-ins; their addresses are kept as forms ask for them, and a code goes to them."""

    form, add_form = ChangeLogInForm, AddLogInForm
    add_fieldsets = [
        (
            None,
            {
                "classes": ["wide"],
                "fields": ["username", "email", "usable_password", "password1", "password2"],
            },
        )
    ]

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if "email" in form.changed_data:
            EmailAddress.objects.filter(user=obj, primary=True).exclude(email=obj.email).delete()
            if obj.email:  # the editor who writes it vouches for it
                fields = {"verified": True, "primary": True}
                EmailAddress.objects.update_or_create(user=obj, email=obj.email, defaults=fields)
