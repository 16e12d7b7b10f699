from django.utils.translation import gettext_lazy as _

from core.admin import BaseStackedInline, BaseTabularInline
from reviews.models import Aspect, Byline, Section, StandardSection, Subject, Take

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


class SectionInline(BaseStackedInline):
    model = Section
    fields = [("order", "standard", "spoiler"), "heading", "body"]
    select_related = ["standard"]
    classes = ["admin-ordered"]
    after_fieldset = BODY

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        if "standard" in formset.form.base_fields:
            sections = StandardSection.objects.select_related("publication")
            rows = (
                sections.filter(publication=obj.publication_id)
                if obj
                else sections.order_by("publication__name", "order")
            )
            set_choices(formset, "standard", rows)
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
