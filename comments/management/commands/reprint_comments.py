"""Print every comment anew whose stored print an older version of the code made, or none."""

from django.core.management.base import BaseCommand
from django.db import transaction

from comments import rendering
from comments.models import Comment

BATCH = 500


class Command(BaseCommand):
    help = "Print comments anew that an older version printed; pages do so on each reading until then."

    def handle(self, **options):
        stale = Comment.objects.exclude(renderer_version=rendering.VERSION).only("body").order_by("pk")
        done = last = 0
        while rows := list(stale.filter(pk__gt=last)[:BATCH]):
            with transaction.atomic():
                done += sum(map(_print, rows))
            last = rows[-1].pk
        self.stdout.write(f"{done} comments were printed anew.")


def _print(row):
    """Store the prints of a row, unless its writer changed the words meanwhile."""
    row.print_text()
    fields = {name: getattr(row, name) for name in ("body_html", "first_words", "renderer_version")}
    return Comment.objects.filter(pk=row.pk, body=row.body).update(**fields)
