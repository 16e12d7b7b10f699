"""How much one hand may send, and what is kept of its address: a keyed hash, never the address."""

import ipaddress
from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.crypto import salted_hmac

from .models import Ban, Submission
from .privacy import network_key
from .privacy.networks import ROTATES_EVERY

MAX_SENT = 10
WITHIN = timedelta(minutes=10)


def network_of(request):
    """The hash of the sender's network, by the key of the month; empty where the address cannot be read."""
    network = network_at(request)
    return salted_hmac(network_key(), str(network), algorithm="sha256").hexdigest() if network else ""


def networks_of(request):
    """The sender's network as it was hashed in each month from which a ban on a network is still in force, and now."""
    network, oldest = network_at(request), Ban.objects.oldest_of_network()
    if network is None or oldest is None:
        return []
    months, at = [timezone.now()], timezone.now()
    while at > oldest - ROTATES_EVERY:  # the text that led to a ban may be of the month before
        at -= ROTATES_EVERY
        months.append(at)
    keys = [network_key(month) for month in months]
    return [salted_hmac(key, str(network), algorithm="sha256").hexdigest() for key in keys]


def network_at(request):
    """The sender's /24 or /48 network, or None where the address cannot be read."""
    try:
        address = ipaddress.ip_address(_address_of(request))
    except ValueError:
        return None
    address = getattr(address, "ipv4_mapped", None) or address
    prefix = 24 if address.version == 4 else 48
    return ipaddress.ip_network((address, prefix), strict=False)


def _address_of(request):
    """The peer; behind our own proxy, what that proxy saw, which is the last address it wrote."""
    if settings.TRUST_PROXY and "HTTP_X_FORWARDED_FOR" in request.META:
        return request.META["HTTP_X_FORWARDED_FOR"].rsplit(",", 1)[-1].strip()
    return request.META.get("REMOTE_ADDR", "")


def is_flooding(submission):
    """Whether this member, or this guest's whole network, has sent their share of the last minutes."""
    sent = Submission.objects.filter(user=submission.user)
    sent = sent if submission.user else sent.filter(network=submission.network)
    return sent.since(WITHIN)[:MAX_SENT].count() >= MAX_SENT
