"""What the moderators' pages ask of a text."""

import re

from django import template
from django.template.defaultfilters import stringfilter

register = template.Library()
_LINK = re.compile(r"\b(https?|ftp)(://)(\S+)|\b(www)\.(\S+)", re.IGNORECASE)


@register.filter
@stringfilter
def defanged(text):
    """The text with links that nobody follows by mistake: hxxps://films[.]example/page."""
    return _LINK.sub(_blunt, text)


def _blunt(match):
    scheme, mark, rest, www, host = match.groups()
    if www:
        return f"{www}[.]{_without_dots(host)}"
    return f"{re.sub('t', 'x', scheme, flags=re.IGNORECASE)}{mark}{_without_dots(rest)}"


def _without_dots(address):
    host, slash, path = address.partition("/")
    return host.replace(".", "[.]") + slash + path
