from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.models import NaturalKeyModel, NaturalKeyQuerySet, Tagged
from core.named import NamedModel, Searchable
from core.page_tags import show
from core.sorting import SortKeyField


def null_as_zero(field):
    """A nullable key for a unique constraint that takes two empty ones for equal."""
    return Coalesce(field, 0, output_field=models.BigIntegerField())


def related_rows(model, field):
    """All rows at the other end of a relation, also of one that a later app declares."""
    return model._meta.get_field(field).related_model._default_manager.all()


def count_of(rows, key):
    """How many of `rows`, as a subquery; `key` is the field that points to the row outside."""
    return models.Subquery(rows.values(key).annotate(number=models.Count("pk")).values("number"))


class ReviewedQuerySet(NaturalKeyQuerySet):
    def reviewed(self):
        """Those that have a published review.

        Asks for one of each, so its cost is that of the rows shown.
        """
        show(self.model._meta.model_name)
        return self.filter(models.Exists(self._reviews()))

    def with_number(self):
        return self.annotate(number=count_of(self._reviews(), self._review_field))

    def with_latest(self):
        newest = related_rows(self.model, "reviews").published().newest_first().for_brief()[:1]
        return self.prefetch_related(models.Prefetch("reviews", newest, to_attr="latest"))

    @property
    def _review_field(self):
        return self.model._meta.get_field("reviews").remote_field.name

    def _reviews(self):
        published = related_rows(self.model, "reviews").published().order_by()
        return published.filter(**{self._review_field: models.OuterRef("pk")})


class GenreQuerySet(NaturalKeyQuerySet):
    def in_use(self):
        show("genre")
        return self.filter(models.Exists(self._films()))

    def with_number(self):
        return self.annotate(number=count_of(self._films(), "genres"))

    def _films(self):
        return (
            related_rows(self.model, "films")
            .public()
            .order_by()
            .filter(genres=models.OuterRef("pk"))
        )


class Genre(NamedModel):
    """A fact of the film (drama, western); the editors' own subject words are tags."""

    objects = GenreQuerySet.as_manager()

    class Meta(NamedModel.Meta):
        verbose_name = _("genre")
        verbose_name_plural = _("genres")

    def get_absolute_url(self):
        return reverse("films:genre", args=[self.slug])


class CodedModel(Searchable, Tagged, NaturalKeyModel):
    natural_key_fields = ("code",)

    name = models.CharField(_("name"), max_length=100)
    sort_key = SortKeyField("name", verbose_name=_("sorted by"))

    class Meta:
        abstract = True
        ordering = ["sort_key", "pk"]

    def __str__(self):
        return self.name


class Country(CodedModel):
    """A country by its ISO 3166-1 code, those of former countries (ISO 3166-3) included."""

    code = models.CharField(
        _("code"),
        max_length=2,
        unique=True,
        validators=[
            RegexValidator(r"^[A-Z]{2}$", _("Enter the country’s two capital letters, such as FR."))
        ],
    )

    class Meta(CodedModel.Meta):
        verbose_name = _("country")
        verbose_name_plural = _("countries")


class Language(CodedModel):
    """A language by its BCP 47 tag."""

    code = models.CharField(
        _("code"),
        max_length=20,
        unique=True,
        validators=[
            RegexValidator(
                r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", _("Enter a language tag, such as fr or pt-BR.")
            )
        ],
    )

    class Meta(CodedModel.Meta):
        verbose_name = _("language")
        verbose_name_plural = _("languages")


class Distributor(NamedModel):
    class Meta(NamedModel.Meta):
        verbose_name = _("distributor")
        verbose_name_plural = _("distributors")


class AwardBody(NamedModel):
    class Meta(NamedModel.Meta):
        verbose_name = _("award body")
        verbose_name_plural = _("award bodies")
