from django.core.management.base import BaseCommand

from comments.privacy.retention import (
    purge_bans,
    purge_comments,
    purge_error_reports,
    purge_expired,
    purge_networks,
    purge_trust,
)


class Command(BaseCommand):
    help = (
        "Empty rejected, spam, unconfirmed, deleted and removed comments older than "
        "RETENTION_DAYS; delete bans that ended so long ago, trust in guests who left, old reports "
        "of errors and their e-mails, old hashes of networks, expired sessions and counts."
    )

    def handle(self, **options):
        self.stdout.write(
            f"{purge_comments()} old comments, {purge_bans()} old bans, {purge_trust()} trusted "
            f"guests, {purge_error_reports()} reports of errors or their e-mails, "
            f"{purge_networks()} hashes of networks and {purge_expired()} expired rows were purged."
        )
