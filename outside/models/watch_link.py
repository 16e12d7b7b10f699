from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import NaturalKeyModel
from core.page_tags import show
from core.text import clean_name, has_visible_text
from films.models import Country, Film

from .link import Link, LinkQuerySet


class WatchLinkQuerySet(LinkQuerySet):
    def of(self, films):
        """Those of these films that lead somewhere, by country."""
        show(*(film.tag for film in films))
        rows = self.filter(film__in=films).alive().select_related("country", "film")
        return rows.order_by("country__sort_key", "country", "kind", "service", "pk")


class WatchLink(Link, NaturalKeyModel):
    """Where a film can be watched at home, in one country."""

    natural_key_fields = ("film__slug", "country__code", "url")

    class Kind(models.TextChoices):
        FREE = "free", _("free")
        STREAM = "stream", _("with a subscription")
        RENT = "rent", _("to rent")
        BUY = "buy", _("to buy")

    film = models.ForeignKey(
        Film, models.CASCADE, related_name="watch_links", verbose_name=_("film")
    )
    country = models.ForeignKey(
        Country, models.CASCADE, related_name="+", verbose_name=_("country")
    )
    service = models.CharField(
        _("service"), max_length=100, help_text=_("Such as a library, a channel or a shop.")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.STREAM)

    objects = WatchLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("place to watch at home")
        verbose_name_plural = _("places to watch at home")
        ordering = ["film", "country", "kind", "service", "pk"]
        constraints = [
            *Link.Meta.constraints,
            models.UniqueConstraint(
                fields=["film", "country", "url"],
                name="watch_link_once",
                violation_error_message=_("This film already has this address in this country."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["free", "stream", "rent", "buy"]),
                name="watch_link_kind_is_known",
                violation_error_message=_("Choose a kind from the list."),
            ),
            models.CheckConstraint(
                condition=~Q(service=""),
                name="watch_link_has_service",
                violation_error_message=_("Enter where it can be watched."),
            ),
        ]

    def __str__(self):
        return f"{self.film}: {self.service}"

    def clean(self):
        self.service = clean_name(self.service)
        super().clean()
        if not has_visible_text(self.service):
            raise ValidationError({"service": _("Enter where it can be watched.")})
