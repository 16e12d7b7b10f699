"""Time zones of towns, by their names in the IANA database."""

from functools import cache
from itertools import groupby
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

AREAS = (
    *("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe"),
    *("Indian", "Pacific"),
)


@cache
def names():
    """Those that this machine knows; to look takes it a while."""
    return frozenset(available_timezones())


def zone_called(name):
    """The zone of that name; the site's without a name, or where nobody knows it any more."""
    return ZoneInfo(name) if name in names() else timezone.get_default_timezone()


def validate_time_zone(name):
    if name not in names():
        raise ValidationError(_("There is no time zone of this name. Choose one from the list."))


def choices():
    """All of them by continent, for a field that may stay empty."""
    others = gettext_lazy("Others")
    keys = sorted(names(), key=lambda name: (_area(name) == "", name))
    groups = [(area or others, list(found)) for area, found in groupby(keys, _area)]
    site = _("The site’s: %(zone)s") % {"zone": timezone.get_default_timezone_name()}
    return [
        ("", site),
        *((area, [(name, _label(name)) for name in found]) for area, found in groups),
    ]


def _area(name):
    area = name.partition("/")[0]
    return area if area in AREAS else ""


def _label(name):
    return (name.partition("/")[2] if _area(name) else name).replace("_", " ")
