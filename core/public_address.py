"""Which IP addresses belong to the public internet, by IANA's registries of special-purpose ones.

The tables are ours because those of the `ipaddress` module differ between Python's versions.
"""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

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
