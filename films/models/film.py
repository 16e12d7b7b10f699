from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core.fields import SlugField
from core.named import NamedModel, Searchable
from core.page_tags import show
from core.slugs import HasSlug, make_slug
from core.sorting import SortKeyField
from films.cards import build_card

from .details import FilmTitle, Nomination, Release
from .person import Credit, Role
from .vocabulary import Country, Genre, Language, ReviewedQuerySet, has_any, related_rows

FIRST_YEAR, LAST_YEAR = 1870, 2200


class SourceWork(NamedModel):
    class Kind(models.TextChoices):
        NOVEL = "novel", _("novel")
        STORIES = "stories", _("stories")
        BOOK = "book", _("book")
        PLAY = "play", _("play")
        COMIC = "comic", _("comic")
        ARTICLE = "article", _("article")
        OTHER = "other", _("other")

    name = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.BOOK)
    author = models.ForeignKey(
        "films.Person",
        models.PROTECT,
        related_name="works",
        null=True,
        blank=True,
        verbose_name=_("author"),
    )

    class Meta(NamedModel.Meta):
        verbose_name = _("source work")
        verbose_name_plural = _("source works")


class FilmQuerySet(ReviewedQuerySet):
    def with_directors(self):
        directors = Credit.objects.filter(role=Role.DIRECTOR).in_billing_order()
        return self.prefetch_related(
            models.Prefetch("credits", directors, to_attr="director_credits")
        )

    def with_original_title(self):
        originals = FilmTitle.objects.filter(
            film=models.OuterRef("pk"), kind=FilmTitle.Kind.ORIGINAL
        )
        return self.annotate(original_text=models.Subquery(originals.values("text")))

    def for_card(self):
        return self.select_related("poster", "still").with_original_title().with_directors()

    def for_facts(self):
        releases = Release.objects.select_related("country", "certified_in", "distributor")
        return (
            self.select_related("poster", "still", "based_on__author")
            .with_original_title()
            .prefetch_related(
                models.Prefetch("credits", Credit.objects.in_billing_order()),
                models.Prefetch("releases", releases),
            )
        )

    def for_page(self):
        return self.for_facts().prefetch_related(
            models.Prefetch("titles", FilmTitle.objects.select_related("language", "country")),
            "genres",
            "countries",
            "languages",
            models.Prefetch("nominations", Nomination.objects.select_related("body", "person")),
            "releases__extras",
            "releases__audio",
            "releases__subtitles",
        )

    def public(self):
        """Films that published reviews are about, name or rank, and those always public."""
        # A retracted review stays at its address, and what it links to with it.
        reviews = related_rows(self.model, "reviews").visible_to(None).order_by()
        show("film", "review")
        film = models.OuterRef("pk")
        about, names = reviews.filter(films=film), reviews.filter(mentions=film)
        ranks = reviews.filter(kind="list", entries__film=film)
        either = Q(has_any(about)) | Q(has_any(names)) | Q(has_any(ranks))
        return self.filter(Q(always_public=True) | either)

    def not_reviewed(self):
        return self.filter(~models.Exists(self._reviews()))

    def a_to_z(self):
        return self.order_by("sort_key", "year", "pk")

    def newest_first(self):
        return self.order_by(models.F("year").desc(nulls_last=True), "sort_key", "pk")


class Film(Searchable, HasSlug):
    """The work. A film that is only mentioned is a record of what is known and no more."""

    name_fields = ("title",)

    title = models.CharField(_("title"), max_length=300, help_text=_("The title this site uses."))
    slug = SlugField(
        _("address"),
        unique=True,
        blank=True,
        help_text=_("Leave empty to make it from title and year."),
    )
    sort_key = SortKeyField("title", verbose_name=_("sorted by"))
    year = models.PositiveSmallIntegerField(
        _("year"), null=True, blank=True, help_text=_("The year of the first public screening.")
    )
    runtime = models.PositiveSmallIntegerField(
        _("runtime"), null=True, blank=True, help_text=_("In minutes.")
    )
    logline = models.CharField(
        _("logline"),
        max_length=300,
        blank=True,
        help_text=_("One sentence that gives nothing away."),
    )
    genres = models.ManyToManyField(
        Genre, related_name="films", blank=True, verbose_name=_("genres")
    )
    countries = models.ManyToManyField(
        Country, related_name="films", blank=True, verbose_name=_("countries")
    )
    languages = models.ManyToManyField(
        Language, related_name="films", blank=True, verbose_name=_("languages")
    )
    based_on = models.ForeignKey(
        SourceWork,
        models.PROTECT,
        related_name="films",
        null=True,
        blank=True,
        verbose_name=_("based on"),
    )
    poster = models.ForeignKey(
        "films.Image",
        models.PROTECT,
        related_name="poster_of",
        null=True,
        blank=True,
        verbose_name=_("poster"),
    )
    still = models.ForeignKey(
        "films.Image",
        models.PROTECT,
        related_name="still_of",
        null=True,
        blank=True,
        verbose_name=_("still"),
    )
    always_public = models.BooleanField(
        _("show without a review"),
        default=False,
        help_text=_(
            "Otherwise the film is public once a published review is about it or mentions it."
        ),
    )
    import_ref = models.CharField(
        _("import reference"), max_length=200, null=True, blank=True, unique=True, editable=False
    )
    updated_at = models.DateTimeField(_("changed"), default=timezone.now, editable=False)

    objects = FilmQuerySet.as_manager()

    class Meta:
        verbose_name = _("film")
        verbose_name_plural = _("films")
        ordering = ["sort_key", "year", "pk"]
        indexes = [
            models.Index(fields=["sort_key", "year", "id"], name="film_a_to_z"),
            models.Index(fields=["year", "sort_key", "id"], name="film_by_year"),
            models.Index(fields=["-updated_at", "-id"], name="film_latest"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(title=""),
                name="film_has_title",
                violation_error_message=_("Enter the film’s title."),
            ),
            models.CheckConstraint(
                condition=Q(year__isnull=True) | Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR),
                name="film_year_is_sound",
                violation_error_message=_("Enter a year between 1870 and 2200."),
            ),
            models.CheckConstraint(
                condition=Q(runtime__isnull=True) | Q(runtime__gte=1, runtime__lte=6000),
                name="film_runtime_is_sound",
                violation_error_message=_("Enter a runtime between 1 and 6,000 minutes."),
            ),
        ]

    def __str__(self):
        return f"{self.title} ({self.year})" if self.year else self.title

    def save(self, **kwargs):
        self.slug = self.slug or make_slug(Film, self.title, self.year)
        self.updated_at = timezone.now()
        super().save(**kwargs)

    def get_absolute_url(self):
        return reverse("films:film", args=[self.slug])

    def search_names(self):
        return [*super().search_names(), *self.titles.values_list("text", flat=True)]

    @property
    def sort_languages(self):
        return list(self.languages.values_list("code", flat=True)) if self.pk else []

    @cached_property
    def directors(self):
        if hasattr(self, "director_credits"):
            return self.director_credits
        return self.credits_as(Role.DIRECTOR)

    def credits_as(self, role):
        return [credit for credit in self.credits.all() if credit.role == role]

    @property
    def cast(self):
        return self.credits_as(Role.CAST)

    @property
    def other_titles(self):
        original = FilmTitle.Kind.ORIGINAL
        return [
            title
            for title in self.titles.all()
            if title.kind != original and title.text != self.title
        ]

    @property
    def has_details(self):
        """Whether its page has anything to list beside the reviews.

        No query on a page that prefetched them.
        """
        rows = (
            self.genres,
            self.countries,
            self.languages,
            self.releases,
            self.nominations,
            self.titles,
        )
        facts = (self.original_title, self.year, self.runtime, self.based_on, self.cast)
        return any(facts) or any(row.all() for row in rows)

    @property
    def certifications(self):
        """Each board's mark once, with its country: “R (United States)”."""
        marked = [release for release in self.releases.all() if release.certification]
        certifications = [f"{row.certification} ({row.certified_in.name})" for row in marked]
        return list(dict.fromkeys(certifications))

    @cached_property
    def original_title(self):
        """The title its makers gave it, or "" where that is the one we print or not known."""
        if not hasattr(self, "original_text"):
            self.original_text = Film.objects.with_original_title().get(pk=self.pk).original_text
        return self.original_text if self.original_text and self.original_text != self.title else ""

    @property
    def wide_card(self):
        return build_card(self.slug, self.title, self.year, wide=True)
