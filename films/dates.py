"""Dates of known precision: a year, a month or a day, written as ISO 8601 has it."""

import datetime
import re

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

PATTERN = r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"


def validate_partial_date(value):
    """Refuse what is not YYYY, YYYY-MM or YYYY-MM-DD, or names a day that never was."""
    try:
        if not re.fullmatch(PATTERN, value):
            raise ValueError
        _first_day(value)
    except ValueError:
        raise ValidationError(
            _("“%(value)s” is not a date. Enter it as 2013, 2013-03 or 2013-03-19."),
            code="partial_date",
            params={"value": value},
        ) from None


def format_partial_date(value):
    """The date as people read it, with no more precision than is known: “March 2013”.

    A day that never was stays as it is written: `loaddata` asks no validator.
    """
    pattern = {7: "F Y", 10: "j F Y"}.get(len(value))
    try:
        return date_format(_first_day(value), pattern) if pattern else value
    except ValueError:
        return value


def _first_day(value):
    return datetime.date.fromisoformat(f"{value}-01-01"[:10])


class PartialDateField(models.CharField):
    """A date of known precision, kept as text so that nothing unknown is ever made up.

    The text sorts as the dates do. Give the model `partial_date_constraint(name)` as well:
    the database then refuses what is written otherwise.
    """

    default_validators = [validate_partial_date]

    def formfield(self, **kwargs):
        help_text = _("As precise as you know it: 2013, 2013-03 or 2013-03-19.")
        return super().formfield(**({"help_text": help_text} | kwargs))


def partial_date_constraint(model, field):
    return models.CheckConstraint(
        condition=models.Q((field, "")) | models.Q((f"{field}__regex", PATTERN)),
        name=f"{model}_{field}_is_a_date",
        violation_error_message=_("Enter a date as 2013, 2013-03 or 2013-03-19."),
    )
