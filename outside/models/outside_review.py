from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.languages import HasLanguage
from core.models import NaturalKeyModel
from core.page_tags import show
from core.text import clean_name, has_visible_text
from films.models import Film

from .link import Link, LinkQuerySet


class OutsideReviewQuerySet(LinkQuerySet):
    def of(self, films):
        """Those of these films, in the editors' order."""
        show(*(film.tag for film in films))
        return self.filter(film__in=films)


class OutsideReview(HasLanguage, Link, NaturalKeyModel):
    """What a critic of another house says of a film, in one sentence and at an address."""

    natural_key_fields = ("film__slug", "url")

    film = models.ForeignKey(
        Film, models.CASCADE, related_name="outside_reviews", verbose_name=_("film")
    )
    outlet = models.CharField(
        _("outlet"), max_length=100, help_text=_("Where it was published, such as The Tide Table.")
    )
    critic = models.CharField(_("critic"), max_length=100, blank=True)
    quote = models.CharField(
        _("quotation"), max_length=300, blank=True, help_text=_("One sentence, word for word.")
    )
    mark = models.CharField(
        _("their mark"),
        max_length=40,
        blank=True,
        help_text=_("On their own scale, as they print it: “four of five”, “B+”, “for”."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    objects = OutsideReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("review elsewhere")
        verbose_name_plural = _("reviews elsewhere")
        ordering = ["order", "outlet", "pk"]
        constraints = [
            *Link.Meta.constraints,
            models.UniqueConstraint(
                fields=["film", "url"],
                name="outside_review_once",
                violation_error_message=_("This film already has the review at this address."),
            ),
            models.CheckConstraint(
                condition=~Q(outlet=""),
                name="outside_review_has_outlet",
                violation_error_message=_("Enter where it was published."),
            ),
        ]

    def __str__(self):
        return f"{self.film}: {self.outlet}"

    def clean(self):
        for name in ("outlet", "critic", "quote", "mark"):
            setattr(self, name, clean_name(getattr(self, name)))
        super().clean()
        if not has_visible_text(self.outlet):
            raise ValidationError({"outlet": _("Enter where it was published.")})
