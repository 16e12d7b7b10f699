from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.slugs import slugify
from reviews import markup
from reviews.fields import MarkupField

from .edits import ReviewPart
from .publication import Critic, StandardSection
from .taxonomy import Aspect


class Subject(ReviewPart):
    natural_key_fields = ("review__slug", "film__slug")

    review = models.ForeignKey(
        "reviews.Review", models.CASCADE, related_name="subjects", verbose_name=_("review")
    )
    film = models.ForeignKey(
        "films.Film", models.PROTECT, related_name="subjects", verbose_name=_("film")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("film")
        verbose_name_plural = _("films it is about")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "film"],
                name="subject_once",
                violation_error_message=_("The review already has this film."),
            )
        ]

    def __str__(self):
        return str(self.film)


class Byline(ReviewPart):
    class Role(models.TextChoices):
        WRITER = "writer", _("author")
        TRANSLATOR = "translator", _("translator")
        PHOTOGRAPHER = "photographer", _("photographer")
        HOST = "host", _("host")

    natural_key_fields = ("review__slug", "critic__slug", "role")

    review = models.ForeignKey(
        "reviews.Review", models.CASCADE, related_name="bylines", verbose_name=_("review")
    )
    critic = models.ForeignKey(
        Critic, models.PROTECT, related_name="bylines", verbose_name=_("critic")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.WRITER)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("byline")
        verbose_name_plural = _("byline")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "critic", "role"],
                name="byline_once",
                violation_error_message=_("This critic already has this role in the byline."),
            )
        ]

    def __str__(self):
        return f"{self.critic}, {self.get_role_display()}"


class Spoiler(models.TextChoices):
    NONE = "none", _("no spoilers")
    MILD = "mild", _("mild spoilers")
    ENDING = "ending", _("contains spoilers")


class Section(ReviewPart):
    """A headed part of the body; one that tells the ending is closed until the reader opens it."""

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
        """The id of its heading on the page, stable while the heading is; no other id begins so."""
        return f"section-{slugify(self.heading)[:60] or self.order}"

    @property
    def is_closed(self):
        return self.spoiler == Spoiler.ENDING


class Take(ReviewPart):
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
