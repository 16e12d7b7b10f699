from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

from core.models import NaturalKeyModel, NaturalKeyQuerySet
from site_settings.addresses import (
    MAX_ADDRESS,
    is_safe,
    path_of,
    validate_address,
    without_origin,
)

MAX_HOPS = 5  # redirects that are followed at once
# Folders in which a page is never another one; so nobody can be kept out of the admin.
OWN_FOLDERS = ("/admin/", "/account/", "/me/", "/login/", "/logout/", "/static/", "/media/")


class RedirectQuerySet(NaturalKeyQuerySet):
    def target_of(self, path):
        """Where a path leads in the end, and whether for ever; None where it leads nowhere.

        What leads back to itself leads nowhere.
        """
        seen, target, permanent = set(), path, True
        while target.startswith("/") and len(seen) <= MAX_HOPS:
            key = path_of(target) if seen else path.rstrip("/")
            row = None if key in seen else self._at(key)
            if row is None:
                return (target, permanent) if seen and key not in seen else None
            seen.add(key)
            target = without_origin(row.new_address)
            permanent = permanent and row.permanent
        return None if target.startswith("/") else (target, permanent)

    def _at(self, path):
        is_possible = len(path) <= MAX_ADDRESS and "\x00" not in path
        return self.filter(old_path=path).first() if is_possible else None


class Redirect(NaturalKeyModel):
    """An address at which nothing stands any more, and where its readers are sent."""

    natural_key_fields = ("old_path",)

    old_path = models.CharField(
        _("old address"),
        max_length=MAX_ADDRESS,
        unique=True,
        help_text=_("It leads on only while no page has this address."),
    )
    new_address = models.CharField(
        _("new address"), max_length=MAX_ADDRESS, validators=[validate_address]
    )
    permanent = models.BooleanField(
        _("for ever"),
        default=True,
        help_text=_("Search engines then forget the old address, and browsers may, too."),
    )

    objects = RedirectQuerySet.as_manager()

    class Meta:
        verbose_name = _("redirect")
        verbose_name_plural = _("redirects")
        ordering = ["old_path"]
        constraints = [
            models.CheckConstraint(
                condition=Q(old_path__startswith="/"),
                name="redirect_old_path_is_path",
                violation_error_message=_("Enter an old address that begins with /."),
            ),
            models.CheckConstraint(
                condition=is_safe("new_address"),
                name="redirect_new_address_is_safe",
                violation_error_message=_("Enter an address that begins with / or https://."),
            ),
            models.CheckConstraint(
                condition=~Q(old_path=F("new_address")),
                name="redirect_leads_elsewhere",
                violation_error_message=_("Both addresses are the same. Change one."),
            ),
        ]

    def __str__(self):
        return self.old_path

    def clean(self):
        self.old_path, self.new_address = path_of(self.old_path), without_origin(self.new_address)
        problem = self._old_path_problem()
        if problem:
            raise ValidationError({"old_path": problem})
        others = Redirect.objects.exclude(pk=self.pk)
        target, _permanent = others.target_of(self.new_address) or (self.new_address, True)
        if target.startswith("/") and path_of(target) == self.old_path:
            sentence = _("The new address leads back to the old one. Choose a different one.")
            raise ValidationError({"new_address": sentence})

    def _old_path_problem(self):
        if not self.old_path.startswith("/"):
            return _(
                "Enter the path of a page that is gone, such as /2012/rust-and-bone. What follows "
                "a question mark does not count."
            )
        if f"{self.old_path}/".startswith(OWN_FOLDERS):
            return _("The admin, accounts and files have this address. Enter a different one.")
        if _is_page(self.old_path) or _is_page(f"{self.old_path}/"):
            return _("This page is there, so it leads nowhere else. Enter the address of no page.")
        return None


def _is_page(path):
    """Whether the site has this very page, whatever its rows are."""
    try:
        return not resolve(path).kwargs
    except Resolver404:
        return False
