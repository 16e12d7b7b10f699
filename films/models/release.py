from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import NaturalKeyModel
from core.named import NamedModel
from films.dates import PartialDateField, format_partial_date, partial_date_constraint

from .vocabulary import Country, Language, null_as_zero


class Distributor(NamedModel):
    class Meta(NamedModel.Meta):
        verbose_name = _("distributor")
        verbose_name_plural = _("distributors")


class Release(NaturalKeyModel):
    class Kind(models.TextChoices):
        PREMIERE = "premiere", _("premiere")
        LIMITED = "limited", _("limited")
        THEATRICAL = "theatrical", _("in cinemas")
        DIGITAL = "digital", _("digital")
        PHYSICAL = "physical", _("on disc")
        TV = "tv", _("television")

    natural_key_fields = ("film__slug", "kind", "date", "country__code", "distributor__slug")

    HOME_KINDS = (Kind.DIGITAL, Kind.PHYSICAL, Kind.TV)

    film = models.ForeignKey(
        "films.Film", models.CASCADE, related_name="releases", verbose_name=_("film")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    country = models.ForeignKey(
        Country,
        models.PROTECT,
        related_name="releases",
        null=True,
        blank=True,
        verbose_name=_("country"),
    )
    date = PartialDateField(_("date"), blank=True)
    certification = models.CharField(
        _("certification"), max_length=20, blank=True, help_text=_("The rating: R, 15, 12A.")
    )
    certified_in = models.ForeignKey(
        Country,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("country of the certification"),
    )
    distributor = models.ForeignKey(
        Distributor,
        models.PROTECT,
        related_name="releases",
        null=True,
        blank=True,
        verbose_name=_("distributor"),
    )
    audio = models.ManyToManyField(Language, related_name="+", blank=True, verbose_name=_("audio"))
    subtitles = models.ManyToManyField(
        Language, related_name="+", blank=True, verbose_name=_("subtitles")
    )
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        ordering = ["date", "pk"]
        constraints = [
            partial_date_constraint("release", "date"),
            models.CheckConstraint(
                condition=Q(certification="") | Q(certified_in__isnull=False),
                name="release_certification_has_country",
                violation_error_message=_("Choose the country that gave the certification."),
            ),
            models.CheckConstraint(
                condition=Q(
                    kind__in=["premiere", "limited", "theatrical", "digital", "physical", "tv"]
                ),
                name="release_kind_is_known",
                violation_error_message=_("Choose a kind of release from the list."),
            ),
            models.UniqueConstraint(
                "film",
                "kind",
                "date",
                null_as_zero("country"),
                null_as_zero("distributor"),
                name="release_once",
                violation_error_message=_("This release is already listed."),
            ),
        ]

    def __str__(self):
        parts = [self.get_kind_display(), self.country and self.country.name, self.date_display]
        return ", ".join(str(part) for part in parts if part)

    @property
    def date_display(self):
        return format_partial_date(self.date)

    @property
    def where_and_when(self):
        return ", ".join(
            str(part) for part in (self.date_display, self.country, self.distributor) if part
        )

    @property
    def is_home(self):
        return self.kind in self.HOME_KINDS


class Extra(NaturalKeyModel):
    class Kind(models.TextChoices):
        COMMENTARY = "commentary", _("commentary")
        DELETED_SCENES = "deleted_scenes", _("deleted scenes")
        FEATURETTE = "featurette", _("featurette")
        INTERVIEW = "interview", _("interview")
        TRAILER = "trailer", _("trailer")
        OTHER = "other", _("other")

    natural_key_fields = ("title", *(f"release__{field}" for field in Release.natural_key_fields))

    release = models.ForeignKey(
        Release, models.CASCADE, related_name="extras", verbose_name=_("release")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    title = models.CharField(_("title"), max_length=200)
    note = models.CharField(_("note"), max_length=300, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("extra")
        verbose_name_plural = _("extras")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["release", "title"],
                name="extra_once",
                violation_error_message=_("This extra is already listed."),
            )
        ]

    def __str__(self):
        return self.title
