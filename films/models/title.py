from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import NaturalKeyModel

from .vocabulary import Country, Language, null_as_zero


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
