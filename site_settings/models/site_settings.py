from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import NaturalKeyModel, NaturalKeyQuerySet
from core.text import clean_name
from films.models import Image

from .look import HasLook
from .menu import menu_of

FIRST_FILM = 1888
PICTURES = ("logo", "logo_dark", "social_picture")
LONG_TEXTS = ("about", "contact", "privacy", "accessibility")


class SiteSettingsQuerySet(NaturalKeyQuerySet):
    def load(self):
        """The row, what is empty filled in from the environment, with its menus: one query.

        It is not to be saved. Long texts are read when a page asks for them.
        """
        items = {name: F(f"menu_items__{name}") for name in ("menu", "group", "label", "address")}
        rows = self.select_related(*PICTURES).defer(*LONG_TEXTS)
        found = list(
            rows.annotate(**{f"item_{name}": path for name, path in items.items()}).order_by(
                "menu_items__order", "menu_items__pk"
            )
        )
        row = found[0] if found else SiteSettings()
        row.name = row.name or settings.SITE_NAME
        row.tagline = row.tagline or settings.SITE_TAGLINE
        row.menus = _menus(found)
        return row


def _menus(rows):
    """{menu: its entries} of rows with a menu item each."""
    items = {}
    for row in rows:
        if row.item_menu:
            link = (row.item_group, row.item_label, row.item_address)
            items.setdefault(row.item_menu, []).append(link)
    return {menu: menu_of(links) for menu, links in items.items()}


class SiteSettings(HasLook, NaturalKeyModel):
    """What an editor says of the whole site: one row. `site_settings.current` gives it to pages."""

    natural_key_fields = ()

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    name = models.CharField(_("name"), max_length=100, blank=True)
    tagline = models.CharField(_("tagline"), max_length=200, blank=True)
    about = models.TextField(
        _("about"), blank=True, help_text=_("Who you are, for the page “About”.")
    )
    contact = models.TextField(
        _("contact"), blank=True, help_text=_("How readers reach you, for the page “About”.")
    )
    imprint = models.TextField(
        _("imprint"),
        max_length=600,
        blank=True,
        help_text=_("Who answers for the site, with a postal address. At the foot of each page."),
    )
    ownership = models.CharField(
        _("ownership"),
        max_length=300,
        blank=True,
        help_text=_("Whose the site is, in a sentence. At the foot of each page."),
    )
    first_year = models.PositiveSmallIntegerField(
        _("copyright since"),
        null=True,
        blank=True,
        validators=[MinValueValidator(FIRST_FILM)],
        help_text=_("The first year of “© 1999–2026”; the last one is always this year."),
    )
    holder = models.CharField(
        _("copyright holder"),
        max_length=200,
        blank=True,
        help_text=_("Leave empty for the site’s name."),
    )
    social_picture = models.ForeignKey(
        Image,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture for shared links"),
        help_text=_("For pages that have no picture of their own."),
    )
    privacy = models.TextField(
        _("privacy statement"),
        blank=True,
        help_text=_("Leave empty for one that says what this software does with readers’ data."),
    )
    accessibility = models.TextField(
        _("accessibility statement"),
        blank=True,
        help_text=_("Leave empty for one that says how this software is built."),
    )
    principles = models.TextField(
        _("publishing principles"),
        blank=True,
        help_text=_("How you choose, judge and correct. While it is empty there is no such page."),
    )

    objects = SiteSettingsQuerySet.as_manager()
    menus = {}  # `load` sets those of the row

    class Meta:
        verbose_name = _("site settings")
        verbose_name_plural = _("site settings")
        default_permissions = ["change", "view"]
        constraints = [
            models.CheckConstraint(
                condition=Q(id=1),
                name="site_settings_is_one_row",
                violation_error_message=_("The site has its settings already. Change those."),
            )
        ]

    def __str__(self):
        return str(_("Site settings"))

    def get_absolute_url(self):
        return reverse("home")

    def clean(self):
        for field in ("name", "tagline", "ownership", "holder"):
            setattr(self, field, clean_name(getattr(self, field)))
        super().clean()
        if self.first_year and self.first_year > timezone.localdate().year:
            sentence = _("This year has not come yet. Enter the year of your first text.")
            raise ValidationError({"first_year": sentence})

    @property
    def copyright(self):
        """“© 1999–2026 Filmsite”; a kept page ends with the year (`page_cache.next_change`)."""
        year = timezone.localdate().year
        years = f"{self.first_year}–{year}" if self.first_year and self.first_year < year else year
        return f"© {years} {self.holder or self.name}"
