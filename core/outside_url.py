"""Addresses of other sites: only those that lead to a public web server, and mean one thing."""

import re
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from urllib.parse import SplitResult, quote, urlsplit

MAX_LENGTH = 2_000
DEFAULT_PORTS = {"http": 80, "https": 443}
_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_HOST = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")
# Resolvers read these as IPv4 addresses in decimal, octal or hexadecimal (WHATWG URL, 3.5).
_ENDS_IN_NUMBER = re.compile(r"(?:.*\.)?(?:0x[0-9a-f]*|[0-9]+)")
# What `urlsplit` drops without a word, and what browsers read as a slash.
_ODD = re.compile(r"[\x00-\x20\x7f\\]")


class FetchError(Exception):
    """An address was not fetched: `code` says why to programs, the text to people."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


@dataclass(frozen=True)
class OutsideURL:
    """An address, taken apart; all of it is ASCII."""

    scheme: str
    host: str  # an IPv6 address without its brackets
    port: int
    target: str  # path and query

    @classmethod
    def parse(cls, text: str) -> "OutsideURL":
        """The address; FetchError where we do not go there."""
        parts = _split(text)
        if parts.scheme not in DEFAULT_PORTS:
            raise FetchError("scheme", "Only addresses with http and https are fetched.")
        if "@" in parts.netloc:
            raise FetchError("credentials", "The address names a user.")
        return cls(parts.scheme, _host(parts), _port(parts), _target(parts))

    @property
    def authority(self) -> str:
        """What stands in the Host header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"

    def __str__(self) -> str:
        return f"{self.scheme}://{self.authority}{self.target}"


def _split(text: str) -> SplitResult:
    if len(text) > MAX_LENGTH or _ODD.search(text):
        raise FetchError("address", "This is no address.")
    try:
        return urlsplit(text)
    except ValueError as error:
        raise FetchError("address", "This is no address.") from error


def _port(parts: SplitResult) -> int:
    try:
        port = parts.port
    except ValueError as error:
        raise FetchError("address", "This is no address.") from error
    if port is None:
        return DEFAULT_PORTS[parts.scheme]
    if port not in DEFAULT_PORTS.values():
        raise FetchError("port", "Only ports 80 and 443 are asked.")
    return port


def _host(parts: SplitResult) -> str:
    """The host as it is asked for: a name in ASCII, or an IP address in its usual form."""
    host = parts.hostname or ""
    try:
        if ":" in host:
            return _without_zone(IPv6Address(host))
        host = host.encode("idna").decode("ascii").lower().removesuffix(".")
        if _ENDS_IN_NUMBER.fullmatch(host):
            return str(IPv4Address(host))
    except (UnicodeError, AddressValueError) as error:
        raise FetchError("host", "The address names no host.") from error
    if len(host) > 253 or not _HOST.fullmatch(host):
        raise FetchError("host", "The address names no host.")
    return host


def _without_zone(ip: IPv6Address) -> str:
    if ip.scope_id is not None:  # it means a neighbour on one of our own links
        raise AddressValueError("It has a zone.")
    return str(ip)


def _target(parts: SplitResult) -> str:
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~")
    return path + (f"?{quote(parts.query, safe='/?%:@!$&()*+,;=~')}" if parts.query else "")
