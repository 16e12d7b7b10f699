from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from core.named import rebuild


class Command(BaseCommand):
    help = "Makes the folded names anew that searches compare; needed after loaddata."

    @transaction.atomic
    def handle(self, **options: Any) -> None:
        self.stdout.write(f"{rebuild()} names are ready to be found.")
