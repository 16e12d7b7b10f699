"""Recordings in the admin: the file is stored before the form, which says what is wrong with it."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.shortcuts import redirect
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from core.admin import BaseAdmin, OptimisticLockAdmin, OptimisticLockForm, is_pk
from core.signing import InvalidToken, Purpose, sign, unsign

from .actions import take_upload
from .cover import has_cover
from .models import Recording
from .sounds import Sound
from .tasks import delete_unused


def facts_of(recording):
    return f"{recording.kind}, {recording.length}, {filesizeformat(recording.size)}"


class RecordingForm(OptimisticLockForm):
    """A recording; what was uploaded waits behind `stored` while something else is put right."""

    upload = forms.FileField(
        label=_("File"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "audio/*"}),
        help_text=_(
            "MP3 or M4A (AAC), which every podcast app plays, or Ogg, FLAC or WAV. Type and length "
            "are read from the file."
        ),
    )
    stored = forms.CharField(required=False, widget=forms.HiddenInput)
    sound: Any = None  # what `take_upload` gave of the file that was sent, if one was

    class Meta:
        model = Recording
        fields = ["review", "chapters", "transcript", "season", "episode", "is_explicit"]

    def clean_upload(self):
        """The Sound that was uploaded, now or before; None where the row keeps the one it has."""
        sound = self.sound or self._stored()
        if isinstance(sound, ValidationError):
            raise sound
        if sound is None and not self.instance.file:
            raise ValidationError(_("Choose the file."), code="required")
        if sound:
            self._refuse_double(sound)
            self._keep(sound)
        return sound

    def _stored(self):
        try:
            path, mime_type, size, duration = unsign(
                Purpose.RECORDING, self.data.get("stored")
            ).split()
        except InvalidToken:
            return None
        if not default_storage.exists(path):
            return ValidationError(_("Choose the file again: it was uploaded hours ago."))
        return Sound(path, mime_type, int(size), int(duration))

    def _refuse_double(self, sound):
        others = Recording.objects.exclude(pk=self.instance.pk).select_related("review")
        if other := others.filter(file=sound.path).first():
            html = '{} <a href="{}">{}</a>'
            address = reverse("admin:audio_recording_change", args=[other.pk])
            said = _("This file is already there:")
            raise ValidationError(format_html(html, said, address, other))

    def _keep(self, sound):
        """For the form when it comes again, and for the row, whose length bounds the chapters."""
        self.data = self.data.copy()
        self.data["stored"] = sign(Purpose.RECORDING, " ".join(map(str, sound)))
        row = self.instance
        row.file, row.mime_type, row.size, row.duration = sound
        said = _("Uploaded, not yet saved: %(facts)s. Choose another file only to replace it.")
        self["upload"].help_text = said % {"facts": facts_of(row)}


@admin.register(Recording)
class RecordingAdmin(OptimisticLockAdmin, BaseAdmin):
    form = RecordingForm
    fields = [
        *("expected_version", "stored", "review", "player", "upload", "chapters", "transcript"),
        *(("season", "episode"), "is_explicit"),
    ]
    readonly_fields = ["player"]
    autocomplete_fields = ["review"]
    select_related = ["review"]
    list_display = ["review", "facts"]
    search_fields = ["chapters"]
    search_relations = ["review"]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("transcript")

    def add_view(self, request, *args, **kwargs):
        """Where a review’s form leads: to the recording that it has, or to a new one."""
        review = request.GET.get("review", "")
        there = is_pk(review) and Recording.objects.filter(review=review).only("pk").first()
        if there and request.method == "GET":
            return redirect("admin:audio_recording_change", there.pk)
        return super().add_view(request, *args, **kwargs)

    def changeform_view(self, request, object_id=None, *args, **kwargs):
        """Store the file before the transaction, in which SQLite lets nobody else write."""
        may_save = self.has_change_permission if object_id else self.has_add_permission
        if request.method == "POST" and "upload" in request.FILES and may_save(request):
            request.sound = take_upload(request.FILES["upload"])
        return super().changeform_view(request, object_id, *args, **kwargs)

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        form.sound = getattr(request, "sound", None)  # a class of this request's own
        return form

    def save_model(self, request, obj, form, change):
        before = Recording.objects.filter(pk=obj.pk).values_list("file", flat=True).first()
        super().save_model(request, obj, form, change)
        if before not in {None, obj.file}:
            delete_unused.enqueue(before)
        self._say_what_directories_want(request, obj.review.series)

    def _say_what_directories_want(self, request, series):
        """Podcast directories refuse a programme without a cover, and tell nobody here."""
        if series and series.kind == series.Kind.PROGRAMME and not has_cover(series):
            said = _("Podcast directories want a picture of at least 1,400 pixels each way of %s.")
            self.message_user(request, said % series, messages.WARNING)

    def delete_model(self, request, obj):
        super().delete_model(request, obj)
        delete_unused.enqueue(obj.file)

    def delete_queryset(self, request, queryset):
        files = list(queryset.values_list("file", flat=True))
        super().delete_queryset(request, queryset)
        for file in files:
            delete_unused.enqueue(file)

    @admin.display(description=_("recording"))
    def player(self, row):
        row = Recording.objects.filter(pk=row.pk).first()  # not what a form may have sent
        if row is None:
            return "–"
        html = '<audio controls preload="none" src="{}"></audio><br>{}'
        return format_html(html, row.url, self.facts(row))

    @admin.display(description=_("file"))
    def facts(self, row):
        return facts_of(row)
