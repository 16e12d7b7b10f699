"""Addresses of other sites: only those that lead to a public web server, and mean one thing."""

import re
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import SplitResult, quote, urlsplit

MAX_LENGTH = 2_000
DEFAULT_PORTS = {"http": 80, "https": 443}
_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_HOST = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")
# Resolvers read these as IPv4 addresses in decimal, octal or hexadecimal (WHATWG URL, 3.5).
_ENDS_IN_NUMBER = re.compile(r"(?:.*\.)?(?:0x[0-9a-f]*|[0-9]+)")
# What `urlsplit` drops without a word, and what browsers read as a slash.
_ODD = re.compile(r"[\x00-\x20\x7f\\]")
# IANA's registries of special-purpose addresses. The tables are ours because those of the
# `ipaddress` module differ between Python's versions.
_V4_SPECIAL = [
    ip_network(network)
    for network in (
        "0.0.0.0/8",  # this network: Linux takes 0.0.0.0 for loopback
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # shared by customers of a provider
        "127.0.0.0/8",  # loopback
        "169.254.0.0/16",  # link-local: clouds tell their secrets at 169.254.169.254
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocols
        "192.0.2.0/24",  # documentation
        "192.88.99.0/24",  # 6to4 relays, given up
        "192.168.0.0/16",  # private
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, and broadcast
    )
]
_V6_GLOBAL = ip_network("2000::/3")  # outside lie loopback, private, link-local and multicast
_V6_SPECIAL = [
    ip_network(network)
    for network in (
        "2001::/23",  # protocols: Teredo, ORCHID
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4, which leads to any IPv4 address
        "3fff::/20",  # documentation
    )
]
# An IPv4 address in its last bits is where these lead: mapped (RFC 4291) and NAT64 (RFC 6052).
_V4_INSIDE = [ip_network("::ffff:0:0/96"), ip_network("64:ff9b::/96")]


class FetchError(Exception):
    """An address was not fetched: `code` says why to programs, the text to people."""

    def __init__(self, code: str, sentence: str, status: int = 0) -> None:
        super().__init__(sentence)
        self.code, self.status = code, status  # the latter where the host answered with one


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


def is_outside(address: str) -> bool:
    """Whether an address that somebody types can lead to a public web server."""
    try:
        host = OutsideURL.parse(address).host
    except FetchError:
        return False
    return is_public(host) if ":" in host or _ENDS_IN_NUMBER.fullmatch(host) else True


def is_public(address: str) -> bool:
    """Whether a connection to this IP address leaves for the public internet."""
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    return _is_public_v4(ip) if isinstance(ip, IPv4Address) else _is_public_v6(ip)


def _is_public_v4(ip: IPv4Address) -> bool:
    return not any(ip in network for network in _V4_SPECIAL)


def _is_public_v6(ip: IPv6Address) -> bool:
    if ip.scope_id is not None:
        return False
    if any(ip in network for network in _V4_INSIDE):
        return _is_public_v4(IPv4Address(int(ip) & 0xFFFFFFFF))
    return ip in _V6_GLOBAL and not any(ip in network for network in _V6_SPECIAL)
