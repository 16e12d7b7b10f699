"""The content delivery networks that the setting `CDN` may name, and how each drops pages.

What else they are told stands in `cdn_headers.py`; when they are told to drop what, in `purges.py`.
"""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from urllib.request import Request, urlopen

from django.conf import settings

from core.page_tags import SITE

MAX_CALLS = 4  # to purge tags one by one; beyond, everything goes
TIMEOUT = 10  # seconds


@dataclass(frozen=True)
class Fastly:
    token: str
    service: str

    tags_header, lifetime_header, between = "Surrogate-Key", "Surrogate-Control", " "
    max_tags = 256  # in one call
    api = "https://api.fastly.com"

    def purges(self, tags: list[str]) -> Iterator[Request]:
        """What is asked so that all that carries one of the tags is made anew."""
        url = f"{self.api}/service/{self.service}/purge"
        yield _post(url, {"surrogate_keys": tags}, {"Fastly-Key": self.token})


@dataclass(frozen=True)
class Cloudflare:
    token: str
    zone: str

    tags_header, lifetime_header, between = "Cache-Tag", "Cloudflare-CDN-Cache-Control", ","
    max_tags = 100
    api = "https://api.cloudflare.com/client/v4"

    def purges(self, tags: list[str]) -> Iterator[Request]:
        url = f"{self.api}/zones/{self.zone}/purge_cache"
        yield _post(url, {"tags": tags}, {"Authorization": f"Bearer {self.token}"})


@dataclass(frozen=True)
class Varnish:
    """Servers that run docs/varnish.vcl."""

    hosts: str  # each with its port, with commas

    tags_header, lifetime_header, between = "xkey", "Surrogate-Control", " "
    max_tags = 64  # Varnish takes lines of 8 kB; a tag has 100 characters at most

    def purges(self, tags: list[str]) -> Iterator[Request]:
        for host in self.hosts.split(","):
            yield Request(f"http://{host}/", method="PURGE", headers={"xkey": " ".join(tags)})


def _post(url: str, body: object, headers: dict[str, str]) -> Request:
    headers = headers | {"Content-Type": "application/json", "Accept": "application/json"}
    return Request(url, json.dumps(body).encode(), headers)  # noqa: S310  (https, as above)


VENDORS = {"fastly": Fastly, "cloudflare": Cloudflare, "varnish": Varnish}


def cdn() -> Fastly | Cloudflare | Varnish:
    """The one that the setting names."""
    vendor, parts = settings.CDN
    return VENDORS[vendor](*parts)


def purge(tags: Collection[str]) -> None:
    """Have the CDN drop all pages with one of these tags; OSError where it did not take it."""
    vendor, wanted = cdn(), sorted({*tags, *map(any_of, tags)})
    if SITE in wanted or len(wanted) > MAX_CALLS * vendor.max_tags:
        wanted = [SITE]
    for start in range(0, len(wanted), vendor.max_tags):
        for request in vendor.purges(wanted[start : start + vendor.max_tags]):
            with urlopen(request, timeout=TIMEOUT) as response:  # noqa: S310  (http and https alone)
                response.read()


def any_of(tag: str) -> str:
    """What a page with too many tags carries in place of `film:3`: `film:any`."""
    kind, colon, _number = tag.partition(":")
    return f"{kind}:any" if colon else tag
