"""Forget old texts that were refused or left the page, old bans, old networks, and what has expired. Run it daily."""

from django.core.management.base import BaseCommand

from comments.privacy import forget_bans, forget_networks, forget_rows, forget_texts


class Command(BaseCommand):
    help = (
        "Wipe rejected, spam, unconfirmed, deleted and removed texts older than RETENTION_DAYS, "
        "bans that ended so long ago, hashes of networks of past months, expired sessions and counts."
    )

    def handle(self, **options):
        texts, bans, networks, rows = forget_texts(), forget_bans(), forget_networks(), forget_rows()
        self.stdout.write(
            f"{texts} old texts, {bans} old bans, {networks} hashes of networks and {rows} expired rows were forgotten."
        )
