from django.core.management.base import BaseCommand

from comments.models import Discussion


class Command(BaseCommand):
    help = "Compare each discussion's counts with its comments and mend what differs."

    def handle(self, **options):
        rows = Discussion.objects.out_of_sync()
        for discussion in rows:
            discussion.recount()
        self.stdout.write(
            f"{len(rows)} of {Discussion.objects.count()} discussions were miscounted."
        )
