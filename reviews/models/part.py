from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.named import NamedModel
from core.natural_keys import NaturalKeyModel
from reviews import markup
from reviews.fields import MarkupField


class StandardSection(NaturalKeyModel):
    """A section that a publication's reviews have: buzz, premise, performances, director…"""

    natural_key_fields = ("publication__slug", "slug")

    publication = models.ForeignKey(
        "reviews.Publication",
        models.CASCADE,
        related_name="standard_sections",
        verbose_name=_("publication"),
    )
    slug = models.SlugField(_("key"), max_length=50)
    heading = models.CharField(_("heading"), max_length=100)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("house style section")
        verbose_name_plural = _("house style sections")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "slug"],
                name="standard_section_once",
                violation_error_message=_("This publication already has a section with this key."),
            )
        ]

    def __str__(self):
        return self.heading


class Spoiler(models.TextChoices):
    NONE = "none", _("no spoilers")
    MILD = "mild", _("mild spoilers")
    ENDING = "ending", _("contains spoilers")


class Section(NaturalKeyModel):
    """A headed part of the body; one that tells the ending is closed until the reader opens it."""

    Spoiler = Spoiler

    natural_key_fields = ("review__slug", "heading")

    review = models.ForeignKey(
        "reviews.Review", models.CASCADE, related_name="sections", verbose_name=_("review")
    )
    standard = models.ForeignKey(
        StandardSection,
        models.PROTECT,
        related_name="sections",
        null=True,
        blank=True,
        verbose_name=_("key"),
    )
    heading = models.CharField(_("heading"), max_length=200)
    body = MarkupField(_("text"), blank=True, max_length=markup.MAX_LENGTH)
    spoiler = models.CharField(
        _("spoiler level"), max_length=10, choices=Spoiler, default=Spoiler.NONE
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(spoiler__in=Spoiler.values),
                name="section_spoiler_is_known",
                violation_error_message=_("Choose a spoiler level from the list."),
            ),
            models.UniqueConstraint(
                fields=["review", "heading"],
                name="section_heading_once",
                violation_error_message=_("Two sections have the same heading."),
            ),
        ]

    def __str__(self):
        return self.heading

    def clean(self):
        if self.standard and self.standard.publication_id != self.review.publication_id:
            raise ValidationError(
                {
                    "standard": _(
                        "This section belongs to another publication. Choose one of this review’s "
                        "publication."
                    )
                }
            )

    @property
    def anchor(self):
        return markup.anchor(self.heading, self.order)

    @property
    def is_closed(self):
        return self.spoiler == Spoiler.ENDING


class Aspect(NamedModel):
    """What critics speak of, as a row of the round table: verdict, performances, the couple…"""

    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("aspect")
        verbose_name_plural = _("aspects")
        ordering = ["order", "name"]


class Take(NaturalKeyModel):
    class Stance(models.TextChoices):
        FOR = "for", _("for")
        MIXED = "mixed", _("mixed")
        AGAINST = "against", _("against")

    natural_key_fields = ("review__slug", "aspect__slug")

    review = models.ForeignKey(
        "reviews.Review", models.CASCADE, related_name="takes", verbose_name=_("review")
    )
    aspect = models.ForeignKey(
        Aspect, models.PROTECT, related_name="takes", verbose_name=_("aspect")
    )
    stance = models.CharField(_("stance"), max_length=10, choices=Stance)
    phrase = models.CharField(
        _("phrase"), max_length=120, help_text=_("A few words without spoilers.")
    )
    section = models.ForeignKey(
        Section,
        models.SET_NULL,
        related_name="takes",
        null=True,
        blank=True,
        verbose_name=_("section"),
        help_text=_("The section that says so; the phrase links to it."),
    )

    class Meta:
        verbose_name = _("take")
        verbose_name_plural = _("round table")
        ordering = ["aspect__order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(stance__in=["for", "mixed", "against"]),
                name="take_stance_is_known",
                violation_error_message=_("Choose for, mixed or against."),
            ),
            models.UniqueConstraint(
                fields=["review", "aspect"],
                name="take_once_per_aspect",
                violation_error_message=_("This review already has a take on this aspect."),
            ),
        ]

    def __str__(self):
        return f"{self.aspect}: {self.phrase}"

    def clean(self):
        if self.section_id and self.review_id and self.section.review_id != self.review_id:
            raise ValidationError({"section": _("Choose a section of this review.")})
