"""Prove that no decision was changed, taken out or slipped in."""

from django.core.management.base import BaseCommand, CommandError

from comments.models import Decision


class Command(BaseCommand):
    help = "Walk the chain of decisions; fail at the first row that it does not bear out."

    def handle(self, **options):
        broken = Decision.objects.first_broken()
        if broken:
            number, why = broken
            raise CommandError(f"The chain of decisions breaks at number {number}: {why}.")
        self.stdout.write(f"The chain of {Decision.objects.count()} decisions is whole.")
