from django.urls import reverse

from reviews.models import Review
from site_settings.addresses import is_address

AFTER_REVIEW = "after_review"


class Placed:
    """What has a `place` on pages, on all or on those of a `publication`, and a link."""

    @property
    def address(self):
        """Where its link leads; not what `loaddata` let in and could run."""
        return self.link_url if is_address(self.link_url) else ""

    def get_absolute_url(self):
        """A page on which it stands."""
        if self.place == AFTER_REVIEW:
            reviews = Review.objects.published().newest_first()
            if self.publication_id:
                reviews = reviews.filter(publication=self.publication_id)
            if newest := reviews.first():
                return newest.get_absolute_url()
        return self.publication.get_absolute_url() if self.publication_id else reverse("home")

    def is_for(self, place, publication=None):
        """Whether it stands in that place of a page of the publication, or of none."""
        whose = {None, publication and publication.pk}
        return self.place == place and self.publication_id in whose
