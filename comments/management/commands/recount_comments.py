"""Compare the counts of every discussion with its comments, and mend what differs."""

from django.core.management.base import BaseCommand

from comments.models import Discussion


class Command(BaseCommand):
    help = "Compare each discussion's counts with its comments and mend what differs."

    def handle(self, **options):
        drifted = Discussion.objects.drifted()
        for discussion in drifted:
            discussion.recount()
        self.stdout.write(f"{len(drifted)} of {Discussion.objects.count()} discussions were miscounted.")
