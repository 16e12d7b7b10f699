from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms import Textarea

from .listings import NoListing, decode, read_listing
from .models import Cinema

MAX_BYTES = 512 * 1024  # of a file; characters of a text


class ListingForm(forms.Form):
    """A cinema's listing as it was sent; `found` is what was understood."""

    cinema = forms.ModelChoiceField(
        Cinema.objects.select_related("town"),
        required=False,
        label=gettext_lazy("Cinema"),
        help_text=gettext_lazy("For lines that name none."),
    )
    text = forms.CharField(
        required=False,
        label=gettext_lazy("Listing"),
        widget=Textarea(attrs={"rows": 12}),
        help_text=gettext_lazy(
            "A line for each screening, such as: 2026-12-01 20:15, Rust and Bone, Palace, original "
            "with subtitles. Or a table whose first line names its columns: date, time, film, "
            "cinema, version, link."
        ),
    )
    file = forms.FileField(
        required=False, label=gettext_lazy("Or a file"), help_text=gettext_lazy("CSV or iCalendar.")
    )

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        sent = cleaned["file"].read(MAX_BYTES + 1) if cleaned.get("file") else b""
        self.listing = decode(sent) or cleaned.get("text", "")
        if not self.listing.strip():
            raise forms.ValidationError(_("Paste a listing, or choose a file."))
        if len(self.listing) > MAX_BYTES:
            raise forms.ValidationError(_("This is too long. Send it in parts."))
        try:
            self.found = read_listing(self.listing, cleaned.get("cinema"))
        except NoListing as error:
            raise forms.ValidationError(str(error)) from error
        return cleaned
