"""Addresses that editors type: a path of this site, or a page of another over https."""

import re
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.outside_url import FetchError, OutsideURL

MAX_ADDRESS = 500
# What browsers drop or read as a slash: with it, a path could lead to another site.
_ODD = re.compile(r"[\x00-\x20\x7f\\]|^//")


def is_path(address):
    return address.startswith("/") and not _ODD.search(address)


def is_address(address):
    if not address.startswith("https://"):
        return is_path(address)
    try:
        OutsideURL.parse(address)
    except FetchError:
        return False
    return True


def validate_address(address):
    if not is_address(address):
        sentence = _(
            "Enter a path of this site, such as /films/, or an address that begins with https://."
        )
        raise ValidationError(sentence, code="address")


def without_origin(address):
    """An address of this very site as a path; any other unchanged."""
    path = address.removeprefix(settings.SITE_URL)
    return path if path.startswith("/") or not path else address


def path_of(address):
    """The path that pages have inside, of what a browser shows: decoded, no slash at its end."""
    path = urlsplit(address).path if "://" in address else address.partition("?")[0]
    return unquote(path.partition("#")[0]).rstrip("/")


def is_safe(field):
    """The condition of a constraint: no script, and no other site in disguise."""
    is_path = Q(**{f"{field}__startswith": "/"}) & ~Q(**{f"{field}__startswith": "//"})
    return is_path | Q(**{f"{field}__startswith": "https://"})
