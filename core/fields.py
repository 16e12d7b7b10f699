from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.slugs import MAX_SLUG, is_slug, slugify


def validate_slug(text: str) -> None:
    if not is_slug(text):
        raise ValidationError(_("Use letters, digits and hyphens, without spaces."), code="invalid")


class SlugFormField(forms.CharField):
    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if value:
            value = slugify(value)
            validate_slug(value)
        return value


class SlugField(models.CharField):  # type: ignore[type-arg]  # takes none at run time
    """The last part of an address, with letters and vowel signs of any script."""

    default_validators = [validate_slug]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", MAX_SLUG)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**({"form_class": SlugFormField} | kwargs))
