"""How often one person, or a guest's whole network, may do something."""

from datetime import timedelta

from core.limiter import Policy

WINDOW = timedelta(minutes=10)
COMMENTS = Policy("comments", 10, WINDOW)
# A reader who goes through a thread of insults fits in.
REPORTS = Policy("reports", 10, WINDOW)
# Cookies are free, so one network mints only so many guests' likes; a school class fits in.
GUEST_LIKES = Policy("likes", 60, WINDOW)
