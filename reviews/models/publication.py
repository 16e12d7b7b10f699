from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.models import NaturalKeyModel
from core.named import NamedModel
from films.models.vocabulary import ReviewedQuerySet
from site_settings.current import current
from site_settings.models import HasLook


class Publication(HasLook, NamedModel):
    class Kind(models.TextChoices):
        BLOG = "blog", _("blog")
        MAGAZINE = "magazine", _("magazine")
        WEEKLY = "weekly", _("weekly")
        NEWSPAPER = "newspaper", _("newspaper")
        RADIO = "radio", _("radio station")
        PODCAST = "podcast", _("podcast")
        OTHER = "other", _("other")

    class CommentPolicy(models.TextChoices):
        OPEN = "open", _("open to everyone")
        MEMBERS = "members", _("members only")
        REAL_NAMES = "real_names", _("real names, first comment moderated")
        CLOSED = "closed", _("closed")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.BLOG)
    tagline = models.CharField(_("tagline"), max_length=200, blank=True)
    about = models.TextField(_("about"), blank=True)
    contact = models.TextField(
        _("contact"), blank=True, help_text=_("How readers reach you, for the page “About”.")
    )
    write_for_us = models.TextField(
        _("writing for us"),
        blank=True,
        help_text=_("Whom you look for and how to offer a review, for the page “About”."),
    )
    disclosure = models.TextField(
        _("disclosure line"),
        blank=True,
        help_text=_("Printed under each of its reviews, for example whose views these are."),
    )
    comment_policy = models.CharField(
        _("comment policy"), max_length=20, choices=CommentPolicy, default=CommentPolicy.OPEN
    )
    comment_rules = models.TextField(
        _("rules for comments"),
        blank=True,
        help_text=_("What you do not publish, in plain words. Readers see it."),
    )
    confirm_guests = models.BooleanField(
        _("guests confirm their e-mail"),
        default=True,
        help_text=_(
            "A guest’s first comment is published when the guest confirms the e-mail address."
        ),
    )
    close_after_days = models.PositiveSmallIntegerField(
        _("close comments after days"),
        null=True,
        blank=True,
        help_text=_(
            "Counted from the publication of the review. Leave empty to keep comments open."
        ),
    )
    stars_out_of = models.PositiveSmallIntegerField(
        _("stars, out of"),
        null=True,
        blank=True,
        validators=[MinValueValidator(3), MaxValueValidator(10)],
        help_text=_("The scale its critics use. Leave empty if they give no stars."),
    )

    objects = ReviewedQuerySet.as_manager()

    class Meta(NamedModel.Meta):
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        constraints = [
            models.CheckConstraint(
                condition=Q(comment_policy__in=["open", "members", "real_names", "closed"]),
                name="publication_comment_policy_is_known",
                violation_error_message=_("Choose a comment policy from the list."),
            ),
            models.CheckConstraint(
                condition=Q(stars_out_of__isnull=True)
                | Q(stars_out_of__gte=3, stars_out_of__lte=10),
                name="publication_scale_is_sound",
                violation_error_message=_("Enter a scale of 3 to 10 stars."),
            ),
        ]

    def get_absolute_url(self):
        return reverse("reviews:publication", args=[self.slug])

    def default_signals(self):
        return current().signals()


class StandardSection(NaturalKeyModel):
    """A section that a publication's reviews have: buzz, premise, performances, director…"""

    natural_key_fields = ("publication__slug", "slug")

    publication = models.ForeignKey(
        Publication,
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


class Critic(NamedModel):
    """The person behind a byline; may have an account."""

    name = models.CharField(_("name"), max_length=200)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="critic",
        verbose_name=_("account"),
    )
    about = models.TextField(_("about"), blank=True)
    website = models.URLField(_("website"), blank=True)
    photo = models.ForeignKey(
        "films.Image",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("photo"),
    )

    objects = ReviewedQuerySet.as_manager()

    class Meta(NamedModel.Meta):
        verbose_name = _("critic")
        verbose_name_plural = _("critics")

    def get_absolute_url(self):
        return reverse("reviews:critic", args=[self.slug])
