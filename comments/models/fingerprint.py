"""What the spam filter remembers of a comment: its likeness to others, and what it taught."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class FingerprintQuerySet(models.QuerySet):
    """Fingerprints."""

    def sharing_a_band(self, bands):
        """Texts that share a band with this one, newest first.

        Copies are known by their first and not searched.
        """
        shares = Q(pk__in=[])
        for name, band in zip(Fingerprint.BANDS, bands, strict=True):
            shares |= Q(**{name: band})
        return self.filter(shares).select_related("comment").order_by("-pk")


class Fingerprint(models.Model):
    """What is remembered of one text.

    The bands are hashes of its shingles (MinHash); copies of an earlier text have none.
    """

    BANDS = ("band_a", "band_b", "band_c", "band_d")

    comment = models.OneToOneField("comments.Comment", models.CASCADE, related_name="fingerprint")
    duplicate_of = models.ForeignKey(
        "comments.Comment",
        models.SET_NULL,
        null=True,
        related_name="copies",
        verbose_name=_("the comment it nearly repeats"),
    )
    band_a = models.PositiveIntegerField(null=True, db_index=True)
    band_b = models.PositiveIntegerField(null=True, db_index=True)
    band_c = models.PositiveIntegerField(null=True, db_index=True)
    band_d = models.PositiveIntegerField(null=True, db_index=True)
    trained_as = models.CharField(_("learnt as"), max_length=4, blank=True)

    objects = FingerprintQuerySet.as_manager()

    class Meta:
        verbose_name = _("fingerprint")
        verbose_name_plural = _("fingerprints")
        default_permissions = []
        constraints = [
            models.CheckConstraint(
                condition=Q(trained_as__in=["", "spam", "ham"]), name="fingerprint_label_is_known"
            ),
        ]

    def __str__(self):
        return f"{self.comment_id}"
