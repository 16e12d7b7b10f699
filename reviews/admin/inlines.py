from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.admin import BaseStackedInline, BaseTabularInline, UniqueRowsFormSet
from reviews.models import Aspect, Byline, Section, SectionKey, Subject, Take

HEAD, BODY, VERDICT = _("Head"), _("Text"), _("Verdict")


def set_choices(formset, field, rows):
    """Give the select of `field` its choices, read once for all rows of the formset."""
    choices = [("", "---------"), *((row.pk, str(row)) for row in rows)]
    formset.form.base_fields[field].choices = choices


class SubjectInline(BaseTabularInline):
    model = Subject
    fields = ["order", "film"]
    autocomplete_fields = ["film"]
    select_related = ["film"]
    classes = ["admin-ordered"]
    after_fieldset = HEAD


class BylineInline(BaseTabularInline):
    model = Byline
    fields = ["order", "critic", "role"]
    autocomplete_fields = ["critic"]
    select_related = ["critic"]
    classes = ["admin-ordered"]
    after_fieldset = HEAD


class SectionFormSet(UniqueRowsFormSet):
    """Sections, whose keys come from the review's own publication, new or changed as it may be."""

    def clean(self):
        super().clean()
        for form in self.forms:
            key = getattr(form, "cleaned_data", {}).get("key")
            if key and key.publication_id != self.instance.publication_id:
                form.add_error(
                    "key",
                    _(
                        "This section belongs to another publication. Choose one of this review’s "
                        "publication."
                    ),
                )
                raise ValidationError(
                    _(
                        "A section belongs to another publication. Choose one of this review’s "
                        "publication."
                    )
                )


class SectionInline(BaseStackedInline):
    model = Section
    formset = SectionFormSet
    fields = [("order", "key", "spoiler"), "heading", "body"]
    select_related = ["key"]
    classes = ["admin-ordered"]
    after_fieldset = BODY

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        if "key" in formset.form.base_fields:
            keys = SectionKey.objects.select_related("publication")
            rows = (
                keys.filter(publication=obj.publication_id)
                if obj
                else keys.order_by("publication__name", "order")
            )
            set_choices(formset, "key", rows)
        return formset


class TakeInline(BaseTabularInline):
    model = Take
    fields = ["aspect", "stance", "phrase", "section"]
    select_related = ["aspect", "section"]
    after_fieldset = VERDICT

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        if "aspect" in formset.form.base_fields:
            set_choices(formset, "aspect", Aspect.objects.all())
            set_choices(formset, "section", obj.sections.defer("body") if obj else [])
        return formset
