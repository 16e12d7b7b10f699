"""Prove that no decision was changed, taken out or slipped in.

Who can write to the database can write the whole chain anew; a digest that was kept elsewhere, such as in a
printed report, shows that as well.
"""

from django.core.management.base import BaseCommand, CommandError

from comments.models import Decision


class Command(BaseCommand):
    help = "Walk the chain of decisions; fail at the first row that it does not bear out."

    def add_arguments(self, parser):
        parser.add_argument(
            "--holds", metavar="DIGEST", help="also fail unless it still holds the row with this digest"
        )

    def handle(self, *, holds, **options):
        broken = Decision.objects.first_broken()
        if broken:
            number, why = broken
            raise CommandError(f"The chain of decisions breaks at number {number}: {why}.")
        rows = Decision.objects.order_by("number")
        if holds and not rows.filter(digest=holds).exists():
            raise CommandError(f"No decision has the digest {holds}: the chain was written anew since.")
        last = rows.last()
        end = f" It ends in {last.digest}." if last else ""
        self.stdout.write(f"The chain of {rows.count()} decisions is whole.{end}")
