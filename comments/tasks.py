"""What is done about comments in time."""

from mail import worker

from .notify.digests import enqueue_digests
from .privacy import purge_bans, purge_comments, purge_expired, purge_networks

worker.EACH_ROUND.append(enqueue_digests)
worker.HOURLY.extend([purge_comments, purge_bans, purge_networks, purge_expired])
