"""Forget old texts that were refused or left the page, old bans, and networks hashed under older keys. Run it daily."""

from django.core.management.base import BaseCommand

from comments.privacy import forget_bans, forget_networks, forget_texts


class Command(BaseCommand):
    help = (
        "Wipe rejected, spam, unconfirmed, deleted and removed texts older than RETENTION_DAYS, "
        "bans that ended so long ago, and hashes of networks of past months."
    )

    def handle(self, **options):
        texts, bans, networks = forget_texts(), forget_bans(), forget_networks()
        self.stdout.write(f"{texts} old texts, {bans} old bans and {networks} hashes of networks were forgotten.")
