"""The form of a review."""

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from films.admin.versions import VersionedForm
from films.slugs import MAX_SLUG
from reviews.models import Critic, PastSlug, Review


class ReviewForm(VersionedForm):
    """A review without its rows; `needs_critic` when the writer's own byline is to be set."""

    class Meta:
        widgets = {"standfirst": AdminTextareaWidget(attrs={"rows": 3})}

    needs_critic = False
    user = None
    address = forms.SlugField(
        label=gettext_lazy("Address"),
        max_length=MAX_SLUG,
        allow_unicode=True,
        required=False,
        help_text=gettext_lazy("The last part of its address. Change it, and the old one leads here for ever."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["address"] = self.instance.slug

    def clean_address(self):
        address, other = self.cleaned_data["address"], Review.objects.exclude(pk=self.instance.pk)
        past = PastSlug.objects.exclude(review=self.instance.pk)
        if other.filter(slug=address).exists() or past.filter(slug=address).exists():
            raise ValidationError(_("Another review has or had this address: choose another one."))
        return address

    def clean(self):
        cleaned = super().clean()
        publication = cleaned.get("publication")
        if publication and cleaned.get("stars") is not None and cleaned.get("stars_out_of") is None:
            cleaned["stars_out_of"] = publication.stars_out_of
        if self.needs_critic and not Critic.objects.filter(user=self.user).exists():
            raise ValidationError(
                _("Your log-in has no byline yet: ask an editor to choose it on your page under “Critics”.")
            )
        return cleaned
