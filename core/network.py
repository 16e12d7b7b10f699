"""The sender's network: what is kept of it is a keyed hash, forgotten after 30 days."""

import ipaddress

from django.http import HttpRequest
from django.utils.crypto import salted_hmac


def network_of(request: HttpRequest) -> str:
    """The hash of the sender's network; empty where the address cannot be read."""
    network = network_at(request)
    if network is None:
        return ""
    return salted_hmac("core.network", str(network), algorithm="sha256").hexdigest()


def network_at(request: HttpRequest) -> ipaddress.IPv4Network | ipaddress.IPv6Network | None:
    """The sender's /24 or /48 network, or None where the address cannot be read."""
    try:
        # Behind our own proxy it is what that proxy saw (filmsite/wsgi.py).
        address = ipaddress.ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return None
    address = getattr(address, "ipv4_mapped", None) or address
    prefix = 24 if address.version == 4 else 48
    return ipaddress.ip_network((address, prefix), strict=False)
