from django.core.exceptions import ValidationError
from django.db.models import CharField
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.admin import (
    AdminTextarea,
    BaseStackedInline,
    BaseTabularInline,
    OptimisticLockForm,
    UniqueRowsFormSet,
)
from core.fields import SlugFormField
from core.forms import Textarea
from core.models import PastSlug
from core.slugs import MAX_SLUG
from reviews.forms import BoundedDateTimeField, DateTimeLocalInput
from reviews.models import (
    Aspect,
    Byline,
    Correction,
    Critic,
    ListEntry,
    Review,
    Section,
    StandardSection,
    Subject,
    Take,
)

HEAD, BODY, VERDICT = gettext_lazy("Head"), gettext_lazy("Text"), gettext_lazy("Verdict")
RANKING = gettext_lazy("Order of the list")
NOTES = gettext_lazy("Notes to the reader")


class ReviewForm(OptimisticLockForm):
    """A review without its rows; `needs_critic` when the writer's own byline is to be set."""

    class Meta:
        widgets = {"standfirst": AdminTextarea(attrs={"rows": 3})}

    published_at = BoundedDateTimeField(
        label=gettext_lazy("Date of publication"),
        required=False,
        widget=DateTimeLocalInput,
        help_text=gettext_lazy(
            "Leave empty to use the time at which you publish. An earlier date is kept."
        ),
    )

    needs_critic = False
    problems = ()
    user = None
    address = SlugFormField(
        label=gettext_lazy("Address"),
        max_length=MAX_SLUG,
        required=False,
        help_text=gettext_lazy(
            "The last part of its address. If you change it, the old address keeps working."
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["address"] = self.instance.slug
        if "published_at" in self.fields:
            self.fields["published_at"].original = self.instance.published_at

    def clean_published_at(self):
        """A scheduled review may get another hour to come; every other date has passed."""
        moment = self.cleaned_data["published_at"]
        if moment is None and self.instance.status != Review.Status.DRAFT:
            raise ValidationError(_("This review is public. Enter its date of publication."))
        if "published_at" not in self.changed_data or moment == self.instance.published_at:
            return self.instance.published_at
        if moment and moment > timezone.now() and not self.instance.is_scheduled:
            raise ValidationError(
                _("This time is in the future. Press “Schedule…” to publish the review then.")
            )
        return moment

    def clean_address(self):
        address, other = self.cleaned_data["address"], Review.objects.exclude(pk=self.instance.pk)
        past = PastSlug.objects.filter(model_label="reviews.review").exclude(
            current_slug=self.instance.slug
        )
        if other.filter(slug=address).exists() or past.filter(slug=address).exists():
            raise ValidationError(
                _("Another review uses or used this address. Choose a different one.")
            )
        return address

    def clean(self):
        cleaned = super().clean()
        if self.problems:
            raise ValidationError([_("A published review needs the following:"), *self.problems])
        publication = cleaned.get("publication")
        if publication and cleaned.get("stars") is not None and cleaned.get("stars_out_of") is None:
            cleaned["stars_out_of"] = publication.stars_out_of
        if self.needs_critic and not Critic.objects.filter(user=self.user).exists():
            raise ValidationError(
                _(
                    "Your account is not linked to a critic yet. Ask an editor to choose your "
                    "account on your page under “Critics”."
                )
            )
        return cleaned


def set_choices(formset, field, rows):
    """Give the select of `field` its choices, read once for all rows of the formset."""
    choices = [("", "---------"), *((row.pk, str(row)) for row in rows)]
    formset.form.base_fields[field].choices = choices


class CorrectionInline(BaseTabularInline):
    model = Correction
    fields = ["date", "text", "old_words", "new_words"]
    after_fieldset = NOTES


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
    """The sections as the review was loaded with them, for the takes offer the same."""

    def get_queryset(self):
        return self.instance.sections.all() if self.instance.pk else super().get_queryset()


class SectionInline(BaseStackedInline):
    model = Section
    formset = SectionFormSet
    fields = [("order", "standard", "spoiler"), "heading", "body"]
    classes = ["admin-ordered"]
    after_fieldset = BODY

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        if "standard" in formset.form.base_fields:
            sections = StandardSection.objects.select_related("publication")
            rows = (
                sections.filter(publication=obj.publication_id)
                if obj
                else sections.order_by("publication__name", "order", "pk")
            )
            set_choices(formset, "standard", rows)
        return formset


class ListEntryInline(BaseTabularInline):
    model = ListEntry
    fields = ["order", "film", "line", "spoiler"]
    autocomplete_fields = ["film"]
    select_related = ["film"]
    classes = ["admin-ordered"]
    after_fieldset = RANKING
    # Narrow enough for the spoiler level to stand beside it.
    formfield_overrides = {CharField: {"widget": Textarea(attrs={"rows": 3, "cols": 32})}}


class TakeInline(BaseTabularInline):
    model = Take
    fields = ["aspect", "stance", "phrase", "section"]
    select_related = ["aspect", "section"]
    after_fieldset = VERDICT

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        if "aspect" in formset.form.base_fields:
            set_choices(formset, "aspect", Aspect.objects.all())
            set_choices(formset, "section", obj.sections.all() if obj else [])
        return formset
