from itertools import starmap

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import NaturalKeyModel
from core.text import clean_name, has_visible_text
from site_settings.addresses import MAX_ADDRESS, is_safe, validate_address, without_origin


def menu_of(items):
    """((label, address, links of a group), …) of (group, label, address), in their order."""
    entries = {}
    for group, label, address in items:
        if group:
            entries.setdefault(group, []).append((label, address))
        else:
            entries[label, address] = []
    return tuple(starmap(_entry, entries.items()))


def _entry(name, links):
    return (name, "", tuple(links)) if links else (*name, ())


def address_is_safe(name):
    return models.CheckConstraint(
        condition=is_safe("address"),
        name=name,
        violation_error_message=_("Enter an address that begins with / or https://."),
    )


class MenuLink(NaturalKeyModel):
    """A link of a menu, alone or in a group."""

    group = models.CharField(
        _("group"),
        max_length=60,
        blank=True,
        help_text=_("Links of one group open and close under its name."),
    )
    label = models.CharField(_("label"), max_length=60)
    address = models.CharField(_("address"), max_length=MAX_ADDRESS, validators=[validate_address])
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        abstract = True
        verbose_name = _("menu item")
        verbose_name_plural = _("menu items")

    def __str__(self):
        return self.label

    def clean(self):
        self.group, self.label = clean_name(self.group), clean_name(self.label)
        self.address = without_origin(self.address)
        if not has_visible_text(self.label):
            raise ValidationError({"label": _("Enter a label that can be read.")})


class MenuItem(MenuLink):
    """A link of one of the site’s menus."""

    natural_key_fields = ("menu", "group", "label")

    class Menu(models.TextChoices):
        SECTIONS = "sections", _("at the top: sections")
        FOOTER = "footer", _("at the foot")

    site = models.ForeignKey(
        "site_settings.SiteSettings", models.CASCADE, related_name="menu_items", default=1
    )
    menu = models.CharField(_("menu"), max_length=20, choices=Menu, default=Menu.SECTIONS)

    class Meta(MenuLink.Meta):
        ordering = ["menu", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["menu", "group", "label"],
                name="menu_item_once",
                violation_error_message=_("This menu has an item of this name. Change one label."),
            ),
            models.CheckConstraint(
                condition=Q(menu__in=["sections", "footer"]),
                name="menu_item_menu_is_known",
                violation_error_message=_("Choose a menu from the list."),
            ),
            address_is_safe("menu_item_address_is_safe"),
        ]
