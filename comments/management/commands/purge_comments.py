from django.core.management.base import BaseCommand

from comments.privacy.retention import purge_bans, purge_comments, purge_expired, purge_networks


class Command(BaseCommand):
    help = (
        "Empty rejected, spam, unconfirmed, deleted and removed comments older than "
        "RETENTION_DAYS; delete bans that ended so long ago, old hashes of networks, expired "
        "sessions and counts."
    )

    def handle(self, **options):
        self.stdout.write(
            f"{purge_comments()} old comments, {purge_bans()} old bans, {purge_networks()} hashes "
            f"of networks and {purge_expired()} expired rows were purged."
        )
