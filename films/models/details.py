from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import NaturalKeyModel
from core.page_tags import Tagged
from films.dates import PartialDateField, format_partial_date, partial_date_constraint

from .vocabulary import AwardBody, Country, Distributor, Language, null_as_zero


class FilmTitle(NaturalKeyModel):
    class Kind(models.TextChoices):
        ORIGINAL = "original", _("original")
        RELEASE = "release", _("release")
        ALIAS = "alias", _("alias")

    natural_key_fields = ("film__slug", "kind", "text", "language__code", "country__code")

    film = models.ForeignKey(
        "films.Film", models.CASCADE, related_name="titles", verbose_name=_("film")
    )
    text = models.CharField(_("title"), max_length=300)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    language = models.ForeignKey(
        Language,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("language"),
    )
    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("country")
    )

    class Meta:
        verbose_name = _("film title")
        verbose_name_plural = _("film titles")
        ordering = ["film", "kind", "text"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="film_title_has_text",
                violation_error_message=_("Enter the title."),
            ),
            models.UniqueConstraint(
                fields=["film"],
                condition=Q(kind="original"),
                name="film_has_one_original_title",
                violation_error_message=_("A film has one original title."),
            ),
            models.UniqueConstraint(
                "film",
                "kind",
                "text",
                null_as_zero("language"),
                null_as_zero("country"),
                name="film_title_once",
                violation_error_message=_(
                    "This title is already listed for this language and country."
                ),
            ),
        ]

    def __str__(self):
        return self.text

    def save(self, **kwargs):
        super().save(**kwargs)
        self.film.update_search_names()

    def delete(self, *args, **kwargs):
        deleted = super().delete(*args, **kwargs)
        self.film.update_search_names()
        return deleted


class Release(Tagged, NaturalKeyModel):
    class Kind(models.TextChoices):
        PREMIERE = "premiere", _("premiere")
        LIMITED = "limited", _("limited")
        THEATRICAL = "theatrical", _("in cinemas")
        DIGITAL = "digital", _("digital")
        PHYSICAL = "physical", _("on disc")
        TV = "tv", _("television")

    natural_key_fields = ("film__slug", "kind", "date", "country__code", "distributor__slug")

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
    date = PartialDateField(_("date"), max_length=10, blank=True)
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
        country = self.country and self.country.name
        parts = [self.get_kind_display(), country, format_partial_date(self.date)]
        return ", ".join(filter(None, parts))

    @property
    def where_and_when(self):
        places = [row.name for row in (self.country, self.distributor) if row]
        return ", ".join(filter(None, [format_partial_date(self.date), *places]))

    @property
    def is_home(self):
        return self.kind in (self.Kind.DIGITAL, self.Kind.PHYSICAL, self.Kind.TV)


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


class Nomination(NaturalKeyModel):
    """A film's nomination for an award, won or not; or several, known by their number alone."""

    natural_key_fields = ("film__slug", "body__slug", "edition", "category", "person__slug")

    film = models.ForeignKey(
        "films.Film", models.CASCADE, related_name="nominations", verbose_name=_("film")
    )
    body = models.ForeignKey(
        AwardBody, models.PROTECT, related_name="nominations", verbose_name=_("body")
    )
    edition = models.PositiveSmallIntegerField(
        _("edition"), null=True, blank=True, help_text=_("The year of the award.")
    )
    category = models.CharField(_("category"), max_length=200, blank=True)
    person = models.ForeignKey(
        "films.Person",
        models.PROTECT,
        related_name="nominations",
        null=True,
        blank=True,
        verbose_name=_("person"),
    )
    won = models.BooleanField(_("won"), default=False)
    count = models.PositiveSmallIntegerField(
        _("how many"), default=1, help_text=_("More than one only if the categories are not known.")
    )

    class Meta:
        verbose_name = _("nomination")
        verbose_name_plural = _("awards and nominations")
        ordering = [models.F("edition").asc(nulls_last=True), "body", "category", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(edition__isnull=True) | Q(edition__gte=1900, edition__lte=2200),
                name="nomination_edition_is_sound",
                violation_error_message=_("Enter a year between 1900 and 2200."),
            ),
            models.CheckConstraint(
                condition=Q(count=1) | (Q(count__gt=1) & Q(category="")),
                name="nomination_counts_the_unnamed",
                violation_error_message=_(
                    "Count several awards in one row only if no category is given."
                ),
            ),
            models.UniqueConstraint(
                "film",
                "body",
                null_as_zero("edition"),
                "category",
                null_as_zero("person"),
                name="nomination_once",
                violation_error_message=_("This nomination is already listed."),
            ),
        ]

    def __str__(self):
        return ", ".join(str(part) for part in (self.body, self.edition, self.category) if part)
