from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.index import count_drift, update


class Command(BaseCommand):
    help = "Says how many documents of the search differ from what they would be if made now."

    def handle(self, **options: Any) -> None:
        update()
        if drift := count_drift():
            raise CommandError(f"{drift} documents are wrong. Run rebuild_search.")
        self.stdout.write("0 documents differ.")
