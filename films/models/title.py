"""The titles that a film is known by."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .vocabulary import Country, Language, or_none


class FilmTitleQuerySet(models.QuerySet):
    """Titles of films."""

    def get_by_natural_key(self, film, kind, text, language, country):
        return self.get(film__slug=film, kind=kind, text=text, language__code=language, country__code=country)


class FilmTitle(models.Model):
    """A title a film is known by: in which language, in which country."""

    class Kind(models.TextChoices):
        ORIGINAL = "original", _("original")
        RELEASE = "release", _("release")
        ALIAS = "alias", _("alias")

    film = models.ForeignKey("films.Film", models.CASCADE, related_name="titles", verbose_name=_("film"))
    text = models.CharField(_("title"), max_length=300)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    language = models.ForeignKey(
        Language, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("language")
    )
    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("country")
    )

    objects = FilmTitleQuerySet.as_manager()

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
                or_none("language"),
                or_none("country"),
                name="film_title_once",
                violation_error_message=_("This title is already listed for this language and country."),
            ),
        ]

    def __str__(self):
        return self.text

    def save(self, **kwargs):
        super().save(**kwargs)
        self.film.keep_names()

    def delete(self, *args, **kwargs):
        deleted = super().delete(*args, **kwargs)
        self.film.keep_names()
        return deleted

    def natural_key(self):
        codes = [row.code if row else None for row in (self.language, self.country)]
        return (self.film.slug, self.kind, self.text, *codes)

    natural_key.dependencies = ["films.film", "films.language", "films.country"]
