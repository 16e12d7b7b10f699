"""Whether an address of another site still leads to a page."""

from core.fetcher import Fetcher
from core.outside_url import FetchError

# What is not a page for us can be one for readers: a PDF, one that is large, one that is packed.
_THERE = {"type", "size", "encoding"}
_GONE = {404, 410}
_NOWHERE = {"unresolved", "private", "redirects", "address", "host", "port", "scheme"}


def problem_of(address: str, fetcher: Fetcher) -> str | None:
    """Why an address leads nowhere, in a sentence; "" where it leads to a page.

    None where that cannot be told: a host that is busy or down, or sends robots away.
    """
    try:
        fetcher.get(address)
    except FetchError as error:
        if error.code in _THERE:
            return ""
        return str(error) if error.code in _NOWHERE or error.status in _GONE else None
    return ""
