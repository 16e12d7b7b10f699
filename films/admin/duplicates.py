"""A film or a person that is there already is not added again by mistake."""

from django import forms
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.admin import OptimisticLockForm
from core.models import SearchName
from core.text import fold

MAX_NAMED = 5


class DuplicateWarningForm(OptimisticLockForm):
    """A form that comes back once when a row of the same folded name is there.

    Ticked, it is saved all the same.
    """

    is_different = forms.BooleanField(
        label=gettext_lazy("This is a different one with the same name"),
        required=False,
        widget=forms.HiddenInput,
    )

    def clean(self):
        cleaned = super().clean()
        name = "title" if "title" in self.fields else "name"
        is_named_anew = not self.instance.pk or {name, "year"} & set(self.changed_data)
        found = is_named_anew and self.duplicates(fold(cleaned.get(name) or ""))[:MAX_NAMED]
        if found:
            self.fields["is_different"].widget = forms.CheckboxInput()
            if not cleaned.get("is_different"):
                self.add_error(name, self.duplicates_error(found))
        return cleaned

    def duplicates(self, folded):
        rows = self._meta.model._default_manager.filter(
            pk__in=SearchName.objects.equal_to(self._meta.model, folded)
        )
        return rows.exclude(pk=self.instance.pk)

    def duplicates_error(self, rows):
        page = (
            f"admin:{self._meta.model._meta.app_label}_{self._meta.model._meta.model_name}_change"
        )
        named = ((reverse(page, args=[row.pk]), row) for row in rows)
        links = format_html_join(", ", '<a href="{}" target="_blank" rel="noopener">{}</a>', named)
        return format_html(
            "{} {}. {}",
            _("There is already"),
            links,
            _(
                "If this is a different one, tick “This is a different one with the same name” and "
                "save again."
            ),
        )
