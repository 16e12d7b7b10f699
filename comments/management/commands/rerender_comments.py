from django.core.management.base import BaseCommand
from django.db import transaction

from comments import rendering
from comments.models import Comment

BATCH_SIZE = 500


class Command(BaseCommand):
    help = (
        "Render comments again that an older version rendered; pages do so on each reading until "
        "then."
    )

    def handle(self, **options):
        stale = Comment.objects.exclude(renderer_version=rendering.VERSION).only("body")
        stale = stale.order_by("pk")
        done = last = 0
        while rows := list(stale.filter(pk__gt=last)[:BATCH_SIZE]):
            with transaction.atomic():
                done += sum(map(_store, rows))
            last = rows[-1].pk
        self.stdout.write(f"{done} comments were rendered again.")


def _store(row):
    """Store the HTML of a row, unless its author changed the words meanwhile."""
    row.render_body()
    names = ("body_html", "first_words", "renderer_version")
    fields = {name: getattr(row, name) for name in names}
    return Comment.objects.filter(pk=row.pk, body=row.body).update(**fields)
