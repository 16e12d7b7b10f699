from typing import Any

from django.core.management.base import BaseCommand

from search.index import rebuild


class Command(BaseCommand):
    help = "Makes the index of the search anew; needed after an upgrade that says so."

    def handle(self, **options: Any) -> None:
        self.stdout.write(f"{rebuild()} documents are ready to be found.")
