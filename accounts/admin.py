from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.admin import ListsProtectedMixin
from core.forms import EmailField

admin.site.unregister(User)
# Keys come from the environment, and a passkey or a session is its owner's business alone.
for model in (Authenticator, EmailAddress, SocialAccount, SocialApp, SocialToken, UserSession):
    admin.site.unregister(model)


class AddressIsOnce:
    """For a form of an account: an address lets in one person alone."""

    def clean_email(self):
        email = self.cleaned_data["email"]
        others = User.objects.exclude(pk=self.instance.pk)
        taken = Q(email=email) | Q(emailaddress__email=email, emailaddress__verified=True)
        if email and others.filter(taken).exists():
            raise ValidationError(
                _("Another account has this e-mail address. Enter a different one.")
            )
        return email


class ChangeUserForm(AddressIsOnce, UserChangeForm):
    class Meta(UserChangeForm.Meta):
        field_classes = UserChangeForm.Meta.field_classes | {"email": EmailField}


class AddUserForm(AddressIsOnce, AdminUserCreationForm):
    email = EmailField(label=_("E-mail"), required=False)

    class Meta(AdminUserCreationForm.Meta):
        fields = ["username", "email"]


@admin.register(User)
class AccountAdmin(ListsProtectedMixin, UserAdmin):
    """Accounts; their addresses are kept as forms ask for them, and a code goes to them."""

    form, add_form = ChangeUserForm, AddUserForm
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
