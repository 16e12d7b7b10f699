"""Hashes of networks are forgotten 30 days after they came; a ban keeps its own until it ends."""

from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.db.models import Q
from django.utils import timezone

from comments.models import Ban, Comment, Report
from mail.models import Recipient

KEPT = timedelta(days=30)
# What a log-in from nowhere is kept under; hashes of networks have the form of such addresses
# (fd00::/8).
NOWHERE = "fd00::"


def purge_networks():
    """Forget them; how many there were."""
    now = timezone.now()
    before = now - KEPT
    comments = Comment.objects.filter(posted_at__lt=before).exclude(network="")
    number = comments.update(network="")
    asked = Recipient.objects.filter(asked_at__lt=before).exclude(asked_from="")
    number += asked.update(asked_from="")
    bans = Ban.objects.filter(at__lt=before, until__lte=now).exclude(network="")
    number += bans.filter(user=None, email="").delete()[0]  # it names nothing but the network
    number += bans.update(network="")
    reports = Report.objects.filter(at__lt=before, reporter_key__startswith="network:")
    for report in reports.only("pk"):
        number += Report.objects.filter(pk=report.pk).update(reporter_key=f"past:{report.pk}")
    sessions = UserSession.objects.filter(Q(last_seen_at__lt=before) | ~Q(ip__startswith="fd"))
    return number + sessions.exclude(ip=NOWHERE).update(ip=NOWHERE)
