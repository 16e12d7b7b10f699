from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Coalesce
from django.db.models.lookups import IsNull
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.models import NaturalKeyModel, NaturalKeyQuerySet
from core.named import NamedModel, Searchable
from core.page_tags import Tagged, show
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


class RowCount(models.Subquery):
    """How many rows a query has, which may have a limit."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = models.IntegerField()


def has_any(rows):
    """Whether there is one of `rows`, asked for each row outside as it comes.

    With EXISTS PostgreSQL first looks all rows of the table up, also for the first page of a list.
    """
    return IsNull(models.Subquery(rows.order_by().values("pk")[:1]), False)


class ReviewedQuerySet(NaturalKeyQuerySet):
    def reviewed(self):
        """Those that have a published review.

        Asks for one of each, so its cost is that of the rows shown.
        """
        show(self.model._meta.model_name)
        return self.filter(has_any(self._reviews()))

    def with_number(self):
        """With the `number` of what is published there, and how many of it are `articles`."""
        pieces, key = self._reviews(), self._review_field
        articles = count_of(pieces.articles(), key)
        return self.annotate(number=count_of(pieces, key), articles=articles)

    def with_latest(self):
        """With the key of the newest review as `latest_key`; `add_latest` loads the reviews."""
        newest = self._reviews().newest_first().values("pk")[:1]
        return self.annotate(latest_key=models.Subquery(newest))

    @property
    def _review_field(self):
        return self.model._meta.get_field("reviews").remote_field.name

    def _reviews(self):
        published = related_rows(self.model, "reviews").published().order_by()
        return published.filter(**{self._review_field: models.OuterRef("pk")})


class GenreQuerySet(NaturalKeyQuerySet):
    def in_use(self):
        show("genre")
        return self.filter(has_any(self._films()))

    def counted(self):
        """Those in use with the `number` of their films, counted as far as MANY."""
        films = self._films().values("pk")[: Genre.MANY]
        return self.in_use().annotate(number=RowCount(films))

    def _films(self):
        return (
            related_rows(self.model, "films")
            .public()
            .order_by()
            .filter(genres=models.OuterRef("pk"))
        )


class Genre(NamedModel):
    """A fact of the film (drama, western); the editors' own subject words are tags."""

    MANY = 100  # films, of which a list of genres says no more

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
