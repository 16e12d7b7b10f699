"""What has expired and means nothing any more: sessions, counts, sign-ups that nobody confirmed."""

from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.utils import timezone

from core.models import CachedValue, RateLimitCount

UNCONFIRMED = timedelta(days=30)  # of an account whose address nobody confirmed


def purge_expired():
    """Delete them; how many there were."""
    now = timezone.now()
    number = sum(rows.objects.expired().delete()[0] for rows in (RateLimitCount, CachedValue))
    number += Session.objects.filter(expire_date__lt=now).delete()[0]
    alive = Session.objects.values("session_key")
    listed = UserSession.objects.filter(last_seen_at__lt=now - timedelta(days=1)).exclude(
        session_key__in=alive
    )
    return number + listed.delete()[0] + _purge_accounts(now)


def _purge_accounts(now):
    """Accounts that were only begun: nobody has ever come in, and nothing was written."""
    begun = get_user_model().objects.filter(
        date_joined__lt=now - UNCONFIRMED, last_login=None, is_staff=False
    )
    begun = begun.filter(emailaddress__verified=False, socialaccount=None, comments=None)
    begun = begun.exclude(emailaddress__verified=True).distinct()
    for user in begun:
        user.delete()
    return len(begun)
