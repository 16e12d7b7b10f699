"""Dates of known precision: a year, a month or a day, written as ISO 8601 has it."""

import calendar
import datetime
import re

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.dates import MONTHS
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

PATTERN = r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"


def validate_partial_date(value):
    """Refuse what is not YYYY, YYYY-MM or YYYY-MM-DD, or names a day that never was."""
    try:
        if not re.match(PATTERN, value):
            raise ValueError
        datetime.date.fromisoformat((value + "-01-01")[:10] if len(value) < 10 else value)
    except ValueError:
        raise ValidationError(
            _("“%(value)s” is not a date. Enter it as 2013, 2013-03 or 2013-03-19."),
            code="partial_date",
            params={"value": value},
        ) from None


def format_partial_date(value):
    """The date as people read it, with no more precision than is known: “March 2013”."""
    if len(value) == 10:
        return date_format(datetime.date.fromisoformat(value), "j F Y")
    if len(value) == 7:
        return f"{MONTHS[int(value[5:])]} {value[:4]}"
    return value


def last_day(value):
    if len(value) == 10:
        return datetime.date.fromisoformat(value)
    year, month = int(value[:4]), int(value[5:7] or 12)
    return datetime.date(year, month, calendar.monthrange(year, month)[1])


class PartialDateField(models.CharField):
    """A date of known precision, kept as text so that nothing unknown is ever made up.

    The text sorts as the dates do. Give the model `partial_date_constraint(name)` as well:
    the database then refuses what no form has seen.
    """

    default_validators = [validate_partial_date]

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 10)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs):
        defaults = {
            "help_text": _("As precise as you know it: 2013, 2013-03 or 2013-03-19."),
            "strip": True,
        }
        return super().formfield(**(defaults | kwargs))


def partial_date_constraint(model, field):
    return models.CheckConstraint(
        condition=models.Q((field, "")) | models.Q((f"{field}__regex", PATTERN)),
        name=f"{model}_{field}_is_a_date",
        violation_error_message=_("Enter a date as 2013, 2013-03 or 2013-03-19."),
    )
