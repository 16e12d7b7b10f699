"""Words that films share: countries, languages, genres; and what every named row can do."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.fields import SlugField
from core.naming import HasNames
from core.slugs import Addressed, make_slug
from core.sorting import SortKeyField


def or_none(field):
    """A nullable key for a unique constraint that takes two empty ones for equal."""
    return Coalesce(field, 0, output_field=models.BigIntegerField())


class SlugQuerySet(models.QuerySet):
    """Rows that fixtures name by their slug."""

    def get_by_natural_key(self, slug):
        return self.get(slug=slug)


class Named(HasNames, Addressed):
    """A row with a name and the slug that its page and the fixtures know it by."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    slug = SlugField(_("address"), unique=True, blank=True)

    sort_key = SortKeyField("name", db_index=True, verbose_name=_("sorted by"))

    objects = SlugQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["sort_key", "pk"]

    def __str__(self):
        return self.name

    def save(self, **kwargs):
        self.slug = self.slug or make_slug(type(self), self.name)
        super().save(**kwargs)

    def natural_key(self):
        return (self.slug,)


class GenreQuerySet(SlugQuerySet):
    """Genres."""

    def in_use(self):
        """Those that have films."""
        return self.filter(models.Exists(self._films()))

    def with_number(self):
        """With the `number` of their films."""
        numbers = self._films().values("genres").annotate(number=models.Count("pk")).values("number")
        return self.annotate(number=models.Subquery(numbers))

    def _films(self):
        """The public films of the genre at hand."""
        films = Genre._meta.get_field("films").related_model.objects.public().order_by()
        return films.filter(genres=models.OuterRef("pk"))


class Genre(Named):
    """A fact of the film (drama, western); the editors' own subject words are tags."""

    objects = GenreQuerySet.as_manager()

    class Meta(Named.Meta):
        verbose_name = _("genre")
        verbose_name_plural = _("genres")

    def get_absolute_url(self):
        return reverse("films:genre", args=[self.slug])


class CodeQuerySet(models.QuerySet):
    """Rows that fixtures name by their code."""

    def get_by_natural_key(self, code):
        return self.get(code=code)


class Coded(HasNames, models.Model):
    """A row known by a code of some standard."""

    name = models.CharField(_("name"), max_length=100)
    sort_key = SortKeyField("name", verbose_name=_("sorted by"))

    objects = CodeQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["sort_key", "pk"]

    def __str__(self):
        return self.name

    def natural_key(self):
        return (self.code,)


class Country(Coded):
    """A country by its ISO 3166-1 code, those of former countries (ISO 3166-3) included."""

    code = models.CharField(
        _("code"),
        max_length=2,
        unique=True,
        validators=[RegexValidator(r"^[A-Z]{2}$", _("Enter the country’s two capital letters, such as FR."))],
    )

    class Meta(Coded.Meta):
        verbose_name = _("country")
        verbose_name_plural = _("countries")


class Language(Coded):
    """A language by its BCP 47 tag."""

    code = models.CharField(
        _("code"),
        max_length=20,
        unique=True,
        validators=[
            RegexValidator(r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", _("Enter a language tag, such as fr or pt-BR."))
        ],
    )

    class Meta(Coded.Meta):
        verbose_name = _("language")
        verbose_name_plural = _("languages")
