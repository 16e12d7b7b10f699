from django.db import models
from django.utils.translation import gettext_lazy as _

from site_settings.models import MenuLink
from site_settings.models.menu import address_is_safe

from .publication import Publication


class PublicationMenuItem(MenuLink):
    """A link of the menu that stands on a publication’s own pages, reviews and articles."""

    natural_key_fields = ("publication__slug", "group", "label")

    publication = models.ForeignKey(
        Publication,
        models.CASCADE,
        related_name="menu_items",
        verbose_name=_("publication"),
    )

    class Meta(MenuLink.Meta):
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "group", "label"],
                name="publication_menu_item_once",
                violation_error_message=_("This menu has an item of this name. Change one label."),
            ),
            address_is_safe("publication_menu_item_address_is_safe"),
        ]
