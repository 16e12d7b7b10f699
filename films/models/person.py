from django.db import models
from django.db.models import OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.fields import SlugField
from core.models import NaturalKeyQuerySet
from core.named import Searchable
from core.page_tags import show
from core.slugs import HasSlug, make_slug
from core.sorting import SortKeyField
from films.dates import PartialDateField, partial_date_constraint

from .vocabulary import has_any, related_rows


class PersonQuerySet(NaturalKeyQuerySet):
    def public(self):
        """Those readers may see: who worked on a public film, or wrote what one is based on."""
        show("person")
        films = related_rows(Credit, "film").public().order_by()
        credited = films.filter(credits__person=OuterRef("pk"))
        # Few people wrote anything, so their works come first and films only then.
        filmed = has_any(films.filter(based_on=OuterRef("pk")))
        wrote = related_rows(self.model, "works").filter(filmed, author=OuterRef("pk"))
        return self.filter(Q(has_any(credited)) | has_any(wrote))


def by_last_word(name):
    """“Anna Karlsson” as an index has it: “Karlsson, Anna”."""
    *first, last = name.split() or [""]
    return ", ".join(filter(None, [last, " ".join(first)]))


class Person(Searchable, HasSlug):
    name_fields = ("name", "sort_name")

    name = models.CharField(_("name"), max_length=200)
    sort_name = models.CharField(
        _("name to sort by"),
        max_length=200,
        blank=True,
        help_text=_("As in an index: Audiard, Jacques. Leave empty to sort by the last word."),
    )
    slug = SlugField(_("address"), unique=True, blank=True)
    about = models.TextField(_("about"), blank=True)
    sort_key = SortKeyField("sort_name", verbose_name=_("sorted by"))
    born = PartialDateField(_("born"), max_length=10, blank=True)
    died = PartialDateField(_("died"), max_length=10, blank=True)
    updated_at = models.DateTimeField(_("changed"), default=timezone.now, editable=False)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["sort_key", "pk"]
        constraints = [
            partial_date_constraint("person", "born"),
            partial_date_constraint("person", "died"),
            models.CheckConstraint(
                condition=Q(born="") | Q(died="") | Q(died__gte=models.F("born")),
                name="person_dies_after_birth",
                violation_error_message=_(
                    "The date of death is before the date of birth. Correct one of them."
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["sort_key", "id"], name="person_a_to_z"),
            models.Index(fields=["-updated_at"], name="person_latest"),
        ]

    def __str__(self):
        return self.name

    def save(self, **kwargs):
        self.sort_name = self.sort_name or by_last_word(self.name)
        self.slug = self.slug or make_slug(Person, self.name)
        self.updated_at = timezone.now()
        super().save(**kwargs)

    def get_absolute_url(self):
        return reverse("films:person", args=[self.slug])


class CreditQuerySet(models.QuerySet):
    def in_billing_order(self):
        return self.select_related("person").order_by("billing", "pk")

    def by_film(self):
        """Lists of credits by the key of the film."""
        found = {}
        for credit in self.order_by("billing", "pk"):
            found.setdefault(credit.film_id, []).append(credit)
        return found

    def get_by_natural_key(self, film, role, person, credited_as, character):
        who = {"person__slug": person} if person else {"person": None, "credited_as": credited_as}
        return self.get(film__slug=film, role=role, character=character, **who)


class Role(models.TextChoices):
    DIRECTOR = "director", _("director")
    CAST = "cast", _("actor")
    WRITER = "writer", _("author")
    PRODUCER = "producer", _("producer")
    CINEMATOGRAPHER = "cinematographer", _("cinematographer")
    EDITOR = "editor", _("editor")
    COMPOSER = "composer", _("composer")
    OTHER = "other", _("other")


class Credit(models.Model):
    Role = Role

    film = models.ForeignKey(
        "films.Film", models.CASCADE, related_name="credits", verbose_name=_("film")
    )
    person = models.ForeignKey(
        Person,
        models.PROTECT,
        related_name="credits",
        null=True,
        blank=True,
        verbose_name=_("person"),
    )
    credited_as = models.CharField(
        _("credited as"),
        max_length=200,
        blank=True,
        help_text=_(
            "The name in this film’s credits if it differs, or a name without a person record."
        ),
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)
    character = models.CharField(_("character"), max_length=200, blank=True)
    character_alias = models.CharField(_("character, also called"), max_length=200, blank=True)
    billing = models.PositiveSmallIntegerField(
        _("billing"), default=0, help_text=_("Order in the credits.")
    )

    objects = CreditQuerySet.as_manager()

    class Meta:
        verbose_name = _("credit")
        verbose_name_plural = _("credits")
        ordering = ["billing", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False) | ~Q(credited_as=""),
                name="credit_names_someone",
                violation_error_message=_("Choose a person or enter the name in “credited as”."),
            ),
            models.CheckConstraint(
                condition=Q(role="cast") | Q(character="", character_alias=""),
                name="credit_character_for_cast_only",
                violation_error_message=_(
                    "Only cast members play a character. Clear the character or choose the role "
                    "“actor”."
                ),
            ),
            models.CheckConstraint(
                condition=Q(character_alias="") | ~Q(character=""),
                name="credit_alias_needs_character",
                violation_error_message=_("Enter the character’s first name before the other one."),
            ),
            models.UniqueConstraint(
                fields=["film", "role", "person", "character"],
                condition=Q(person__isnull=False),
                name="credit_once_per_role",
                violation_error_message=_("This person already has this role on this film."),
            ),
            models.UniqueConstraint(
                fields=["film", "role", "credited_as", "character"],
                condition=Q(person__isnull=True),
                name="credit_once_per_name",
                violation_error_message=_("This name already has this role on this film."),
            ),
            models.CheckConstraint(
                condition=Q(role__in=Role.values),
                name="credit_role_is_known",
                violation_error_message=_("Choose a role from the list."),
            ),
        ]
        indexes = [models.Index(fields=["film", "billing", "id"], name="credit_billing")]

    def __str__(self):
        return f"{self.display_name}, {self.get_role_display()}"

    def natural_key(self):
        person = self.person.slug if self.person else None
        return (self.film.slug, self.role, person, self.credited_as, self.character)

    @property
    def display_name(self):
        return self.credited_as or self.person.name

    @property
    def name_and_address(self):
        return self.display_name, self.person.get_absolute_url() if self.person else ""
