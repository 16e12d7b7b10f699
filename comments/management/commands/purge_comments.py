"""Empty old comments off the page, and delete old bans, hashes of networks and what has expired.

Run it daily.
"""

from django.core.management.base import BaseCommand

from comments.privacy import purge_bans, purge_comments, purge_expired, purge_networks


class Command(BaseCommand):
    help = (
        "Empty rejected, spam, unconfirmed, deleted and removed comments older than "
        "RETENTION_DAYS; delete bans that ended so long ago, old hashes of networks, expired "
        "sessions and counts."
    )

    def handle(self, **options):
        comments, bans, networks = purge_comments(), purge_bans(), purge_networks()
        self.stdout.write(
            f"{comments} old comments, {bans} old bans, {networks} hashes of networks "
            f"and {purge_expired()} expired rows were purged."
        )
