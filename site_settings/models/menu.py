from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import NaturalKeyModel
from core.text import clean_name, has_visible_text
from site_settings.addresses import MAX_ADDRESS, is_safe, validate_address, without_origin

from .site_settings import SiteSettings


class MenuItem(NaturalKeyModel):
    natural_key_fields = ("menu", "group", "label")

    class Menu(models.TextChoices):
        SECTIONS = "sections", _("at the top: sections")
        FOOTER = "footer", _("at the foot")

    site = models.ForeignKey(SiteSettings, models.CASCADE, related_name="menu_items", default=1)
    menu = models.CharField(_("menu"), max_length=20, choices=Menu, default=Menu.SECTIONS)
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
        verbose_name = _("menu item")
        verbose_name_plural = _("menu items")
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
            models.CheckConstraint(
                condition=is_safe("address"),
                name="menu_item_address_is_safe",
                violation_error_message=_("Enter an address that begins with / or https://."),
            ),
        ]

    def __str__(self):
        return self.label

    def clean(self):
        self.group, self.label = clean_name(self.group), clean_name(self.label)
        self.address = without_origin(self.address)
        if not has_visible_text(self.label):
            raise ValidationError({"label": _("Enter a label that can be read.")})
