"""When a review was last edited: what readers and machines get as its date of change.

A save that changes nothing, a comment, a new status or another series is no edit.
"""

from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core.models import NaturalKeyModel

# Of a review, what its readers read; its parts are rows of their own.
TEXT_FIELDS = (
    *("kind", "counts_down", "language", "publication", "headline", "kicker", "standfirst"),
    *("body", "lead_image", "release", "verdict", "verdict_line", "stars", "stars_out_of"),
    *("spoiler", "advisory", "disclosure", "summary_of", "source_url"),
)


class Edited(models.Model):
    """For the review."""

    updated_at = models.DateTimeField(_("changed"), default=timezone.now, editable=False)

    class Meta:
        abstract = True

    def save(self, **kwargs):
        if self.pk and self._differs_from_stored():
            self.updated_at = timezone.now()
        super().save(**kwargs)

    def mark_edited(self):
        self.updated_at = timezone.now()
        type(self)._default_manager.filter(pk=self.pk).update(updated_at=self.updated_at)

    @property
    def modified_at(self):
        """Not before the publication, which a draft was last edited before."""
        return max(filter(None, (self.published_at, self.updated_at)))

    @property
    def was_read(self):
        """Whether readers had it; `loaddata` brings published ones past `save()`."""
        return self.ever_published or self.status != "draft"

    @cached_property
    def shown_corrections(self):
        """The oldest first; no query where `for_page` saw that there are none."""
        return list(self.corrections.all()) if getattr(self, "is_corrected", True) else []

    def _differs_from_stored(self):
        stored = type(self)._default_manager.filter(pk=self.pk).only(*TEXT_FIELDS).first()
        return stored is not None and stored._texts() != self._texts()

    def _texts(self):
        """As the database has them: a text is cleaned on its way there."""
        fields = map(self._meta.get_field, TEXT_FIELDS)
        return [field.get_prep_value(field.value_from_object(self)) for field in fields]


class ReviewPart(NaturalKeyModel):
    """For rows of a review: to add, change or delete one is to edit the review."""

    class Meta:
        abstract = True

    def save(self, **kwargs):
        super().save(**kwargs)
        self.review.mark_edited()

    def delete(self, *args, **kwargs):
        deleted = super().delete(*args, **kwargs)
        self.review.mark_edited()
        return deleted
