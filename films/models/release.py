"""Releases: when, where and by whom a film was shown, and what a home release holds."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from films.dates import PartialDateField, partial_date_is_sound, print_partial_date

from .vocabulary import Country, Language, Named, or_none


class Distributor(Named):
    """Who releases films."""

    class Meta(Named.Meta):
        verbose_name = _("distributor")
        verbose_name_plural = _("distributors")


class ReleaseQuerySet(models.QuerySet):
    """Releases."""

    def get_by_natural_key(self, film, kind, date, country, distributor):
        return self.get(film__slug=film, kind=kind, date=date, country__code=country, distributor__slug=distributor)


class Release(models.Model):
    """A showing of a film to a public."""

    class Kind(models.TextChoices):
        PREMIERE = "premiere", _("premiere")
        LIMITED = "limited", _("limited")
        THEATRICAL = "theatrical", _("in cinemas")
        DIGITAL = "digital", _("digital")
        PHYSICAL = "physical", _("on disc")
        TV = "tv", _("television")

    HOME_KINDS = (Kind.DIGITAL, Kind.PHYSICAL, Kind.TV)

    film = models.ForeignKey("films.Film", models.CASCADE, related_name="releases", verbose_name=_("film"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    country = models.ForeignKey(
        Country, models.PROTECT, related_name="releases", null=True, blank=True, verbose_name=_("country")
    )
    date = PartialDateField(_("date"), blank=True)
    certification = models.CharField(
        _("certification"), max_length=20, blank=True, help_text=_("The rating: R, 15, 12A.")
    )
    certification_country = models.ForeignKey(
        Country, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("country of the certification")
    )
    distributor = models.ForeignKey(
        Distributor, models.PROTECT, related_name="releases", null=True, blank=True, verbose_name=_("distributor")
    )
    audio = models.ManyToManyField(Language, related_name="+", blank=True, verbose_name=_("audio"))
    subtitles = models.ManyToManyField(Language, related_name="+", blank=True, verbose_name=_("subtitles"))
    note = models.CharField(_("note"), max_length=200, blank=True)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        ordering = ["date", "pk"]
        constraints = [
            partial_date_is_sound("release", "date"),
            models.CheckConstraint(
                condition=Q(certification="") | Q(certification_country__isnull=False),
                name="release_certification_has_country",
                violation_error_message=_("Choose the country that gave the certification."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["premiere", "limited", "theatrical", "digital", "physical", "tv"]),
                name="release_kind_is_known",
                violation_error_message=_("Choose a kind of release from the list."),
            ),
            models.UniqueConstraint(
                "film",
                "kind",
                "date",
                or_none("country"),
                or_none("distributor"),
                name="release_once",
                violation_error_message=_("This release is already listed."),
            ),
        ]

    def __str__(self):
        parts = [self.get_kind_display(), self.country and self.country.name, self.printed_date]
        return ", ".join(str(part) for part in parts if part)

    def natural_key(self):
        country, distributor = self.country, self.distributor
        return (self.film.slug, self.kind, self.date, country and country.code, distributor and distributor.slug)

    natural_key.dependencies = ["films.film", "films.country", "films.distributor"]

    @property
    def printed_date(self):
        return print_partial_date(self.date) if self.date else ""

    @property
    def where_and_when(self):
        """Date, country and distributor, as far as they are known."""
        return ", ".join(str(part) for part in (self.printed_date, self.country, self.distributor) if part)

    @property
    def is_home(self):
        return self.kind in self.HOME_KINDS


class ExtraQuerySet(models.QuerySet):
    """Extras of home releases."""

    def get_by_natural_key(self, title, *release):
        return self.get(release=Release.objects.get_by_natural_key(*release), title=title)


class Extra(models.Model):
    """Something a home release holds beside the film."""

    class Kind(models.TextChoices):
        COMMENTARY = "commentary", _("commentary")
        DELETED_SCENES = "deleted_scenes", _("deleted scenes")
        FEATURETTE = "featurette", _("featurette")
        INTERVIEW = "interview", _("interview")
        TRAILER = "trailer", _("trailer")
        OTHER = "other", _("other")

    release = models.ForeignKey(Release, models.CASCADE, related_name="extras", verbose_name=_("release"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    title = models.CharField(_("title"), max_length=200)
    note = models.CharField(_("note"), max_length=300, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = ExtraQuerySet.as_manager()

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

    def natural_key(self):
        return (self.title, *self.release.natural_key())

    natural_key.dependencies = ["films.release"]
