"""Addresses made from names, in any script."""

from django.urls import register_converter
from django.utils.text import slugify

MAX_SLUG = 200


class SlugConverter:
    """A slug with letters of any script; the address patterns call it `uslug`."""

    regex = r"[-\w]{1,200}"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


register_converter(SlugConverter, "uslug")


def make_slug(model, *parts, taken=None, instance=None):
    """A slug that no row of `model` has, nor any row of `taken`; a number is added where one has.

    `taken` is a query of slugs.
    """
    base = slugify(" ".join(str(part) for part in parts if part), allow_unicode=True)
    base = base[: MAX_SLUG - 8].strip("-_") or model._meta.model_name
    rows = model._default_manager.filter(slug__startswith=base)
    if instance is not None and instance.pk:
        rows = rows.exclude(pk=instance.pk)
    used = set(rows.values_list("slug", flat=True))
    if taken is not None:
        used.update(taken.filter(slug__startswith=base))
    slug, number = base, 2
    while slug in used:
        slug, number = f"{base}-{number}", number + 1
    return slug
