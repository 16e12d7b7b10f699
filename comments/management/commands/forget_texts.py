"""Forget what need not be kept: old refused texts, and networks hashed under older keys. Run it daily."""

from django.core.management.base import BaseCommand

from comments.privacy import forget_networks, forget_texts


class Command(BaseCommand):
    help = "Wipe rejected, spam and unconfirmed texts older than RETENTION_DAYS, and hashes of networks of past months."

    def handle(self, **options):
        texts, networks = forget_texts(), forget_networks()
        self.stdout.write(f"{texts} old texts and {networks} hashes of networks were forgotten.")
