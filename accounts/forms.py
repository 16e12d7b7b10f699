"""What members say of themselves; nothing here may import allauth's forms."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.text import clean_name, has_visible_text

from .models import MAX_NAME_LENGTH, MemberProfile


class NameForm(forms.Form):
    name = forms.CharField(
        label=_("Name"),
        max_length=MAX_NAME_LENGTH,
        help_text=_(
            "Shown with your comments. Some publications ask for real first and last names."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def clean_name(self):
        name = clean_name(self.cleaned_data["name"])
        if not any(sign.isalnum() and has_visible_text(sign) for sign in name):
            raise forms.ValidationError(_("Enter a name with visible letters."))
        return name


class SignUpName(NameForm):
    """allauth's two forms for signing up are built upon it."""

    field_order = ["name", "email", "password1"]

    def signup(self, request, user):
        MemberProfile.objects.get_or_create_for(user).rename(self.cleaned_data["name"])
