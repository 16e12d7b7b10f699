from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from films import pictures
from films.models import Image

ACCEPTED = "image/jpeg,image/png,image/webp,image/avif"


class ImageForm(forms.ModelForm):
    class Meta:
        model = Image
        fields = ["alt", "caption", "credit", "focal_x", "focal_y"]


class UploadForm(ImageForm):
    """A picture to add; `existing` is the row that already holds the same one, if any does."""

    upload = forms.FileField(
        label=gettext_lazy("Picture"),
        help_text=gettext_lazy(
            "JPEG or PNG up to 25 megapixels, WebP or AVIF up to 9; no file over 10 MB."
        ),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )
    existing = None
    prepared = None  # what `prepare` gave, where the form is cleaned inside a transaction

    @staticmethod
    def prepare(files):
        """The Picture that was uploaded, or the ValidationError; None where nothing was."""
        upload = files.get("upload")
        try:
            return upload and pictures.prepare(upload)
        except forms.ValidationError as error:
            return error

    @property
    def is_busy(self):
        return self.has_error("upload", "busy")

    def clean_upload(self):
        self.picture = self.prepared or self.prepare(self.files)
        if isinstance(self.picture, forms.ValidationError):
            raise self.picture
        self.existing = Image.objects.filter(file=self.picture.path).first()
        if self.existing:
            raise forms.ValidationError(self.duplicate_error())
        return self.cleaned_data["upload"]

    def duplicate_error(self):
        return format_html(
            '{} <a href="{}">{}</a>',
            _("This picture is already in the library:"),
            reverse("admin:films_image_change", args=[self.existing.pk]),
            self.existing.alt,
        )

    def save(self, commit=True):
        pictures.store(self.picture)
        self.instance.file = self.picture.path
        return super().save(commit)


class PickUploadForm(UploadForm):
    class Meta(UploadForm.Meta):
        fields = ["alt", "caption", "credit"]
