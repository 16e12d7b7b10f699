"""The word list as moderators edit it."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from comments.models import SpamWord

from .parsed_text import words_in


class SpamWordForm(forms.ModelForm):  # type: ignore[type-arg]  # Django's forms take no [types] at run time
    """One listed word."""

    def clean_word(self) -> str:
        word = " ".join(self.cleaned_data["word"].split())
        if not list(words_in(word)):
            raise forms.ValidationError(
                _("Enter a word with letters or digits. Signs alone are not compared.")
            )
        return word


@admin.register(SpamWord)
class SpamWordAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # as above
    """Words that hold or refuse a text."""

    form = SpamWordForm
    list_display = ["word", "action", "note"]
    list_filter = ["action"]
    search_fields = ["word", "note"]
