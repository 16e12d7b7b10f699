"""What members say of themselves; nothing here may import allauth's forms."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from core.text import clean_name, has_visible_text
from reviews.models import Take

from .models import MAX_NAME_LENGTH, MemberProfile

MARK = re.compile(rf"\b([0-9]{{1,18}}):({'|'.join(Take.Stance.values)})\b")
MAX_MARKS_LENGTH = 100_000  # characters; some 7,000 films


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


class StanceForm(forms.Form):
    """How a member saw a film; empty takes it back."""

    stance = forms.ChoiceField(choices=Take.Stance, required=False)


class MarksForm(forms.Form):
    """The marks of a browser, as `12:for 15:against`: keys of films, and how each was seen."""

    marks = forms.CharField(max_length=MAX_MARKS_LENGTH)

    def clean_marks(self):
        return {int(film): stance for film, stance in MARK.findall(self.cleaned_data["marks"])}
