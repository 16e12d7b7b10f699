"""Whether an address of another site still leads to a page."""

from typing import NamedTuple

from core.fetcher import Fetcher
from core.outside_url import FetchError

# What is not a page for us can be one for readers: a PDF, one that is large, one that is packed.
_THERE = {"type", "size", "encoding"}
_GONE = {404, 410}
_NOWHERE = {"unresolved", "private", "redirects", "address", "host", "port", "scheme"}


class Look(NamedTuple):
    """What asking for an address told: "" where it leads to a page, else why not.

    `is_gone` where it leads nowhere. A host can be busy or down, or send robots away: of that we
    cannot tell.
    """

    problem: str = ""
    is_gone: bool = False


def look_at(address: str, fetcher: Fetcher) -> Look:
    try:
        fetcher.get(address)
    except FetchError as error:
        if error.code in _THERE:
            return Look()
        return Look(str(error), error.code in _NOWHERE or error.status in _GONE)
    return Look()
