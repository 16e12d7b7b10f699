"""Two people or tabs with the same form: the second to save is told, and keeps what it wrote."""

from hashlib import sha256
from typing import Any

from django import forms
from django.contrib.admin import ModelAdmin
from django.contrib.admin.models import LogEntry
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from .autocomplete import PrefetchedLabelsForm


def row_version(row: Model) -> str:
    """What can be seen of a row: its own fields, and the last entry in the admin's log.

    The log stands for the rows beneath it. What nobody edits is left out: it moves with a comment
    under a review, or with what a job found.
    """
    columns = row._meta.concrete_fields
    fields = [getattr(row, field.attname) for field in columns if field.editable]
    log = LogEntry.objects.filter(
        content_type__app_label=row._meta.app_label,
        content_type__model=row._meta.model_name,
        object_id=str(row.pk),
    )
    last = log.order_by("-pk").values_list("pk", flat=True).first()
    return sha256(repr([fields, last]).encode()).hexdigest()


class OptimisticLockForm(PrefetchedLabelsForm):
    """A form that is refused once when the row has changed since it was opened."""

    data: Any  # not the Mapping of the stubs: it is copied and written

    expected_version = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.version = row_version(self.instance)
            self.initial["expected_version"] = self.version

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.instance.pk and self.cleaned_data.get("expected_version") != self.version:
            self.data = self.data.copy()
            self.data["expected_version"] = self.version
            message = _(
                "Somebody else changed this while you were writing. Your version is below, not yet "
                "saved. Saving again replaces theirs."
            )
            link = _("Read the newer version (opens in a new tab).")
            html = '{} <a href="" target="_blank" rel="noopener">{}</a>'
            self.add_error(None, format_html(html, message, link))
        return cleaned


class OptimisticLockAdmin(ModelAdmin):
    """For an OptimisticLockForm: the row stays locked from its check to its save."""

    def changeform_view(
        self, request: Any, object_id: str | None = None, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        request.locks_row = request.method == "POST" and object_id is not None
        return super().changeform_view(request, object_id, *args, **kwargs)

    def get_object(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        row = super().get_object(request, *args, **kwargs)
        request.locks_row = False
        return row

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request)
        return (
            rows.select_for_update(of=("self",)) if getattr(request, "locks_row", False) else rows
        )
