"""The key under which networks are hashed; it rotates, so that nobody can be followed for longer than a month."""

from datetime import UTC, datetime, timedelta

from allauth.usersessions.models import UserSession
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac

from comments.models import Address, Ban, Report, Submission

ROTATES_EVERY = timedelta(days=30)
_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
# What a log-in from nowhere is kept under; hashes of networks have the form of such addresses (fd00::/8).
NOWHERE = "fd00::"


def network_key(at=None):
    """The key of a time, now by default: derived from the site's secret and the number of its 30 days."""
    period = ((at or timezone.now()) - _BEGINNING) // ROTATES_EVERY
    return salted_hmac("comments.network.key", str(period), algorithm="sha256").hexdigest()


def rotated_at():
    """When the key of now came into use."""
    return _BEGINNING + ((timezone.now() - _BEGINNING) // ROTATES_EVERY) * ROTATES_EVERY


def forget_networks():
    """Delete the hashes made under older keys, which match nothing any more; how many there were."""
    before = rotated_at()
    # A ban keeps the hash of its network until it ends.
    bans = Ban.objects.filter(at__lt=before, until__lte=timezone.now()).exclude(network="")
    number = Submission.objects.filter(received_at__lt=before).exclude(network="").update(network="")
    number += Address.objects.filter(asked_at__lt=before).exclude(asked_from="").update(asked_from="")
    number += bans.filter(user=None, email="").delete()[0]  # a ban on a network alone ends with its key
    number += bans.filter(Q(user__isnull=False) | ~Q(email="")).update(network="")
    for report in Report.objects.filter(at__lt=before, hand__startswith="network:").only("pk"):
        number += Report.objects.filter(pk=report.pk).update(hand=f"past:{report.pk}")
    logged_in = UserSession.objects.filter(Q(last_seen_at__lt=before) | ~Q(ip__startswith="fd"))
    return number + logged_in.exclude(ip=NOWHERE).update(ip=NOWHERE)
