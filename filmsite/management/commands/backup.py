from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection

from filmsite import backups


class Command(BaseCommand):
    help = (
        "Copies the database, the pictures and the secret key into a new folder, and opens the "
        "copy to check it."
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, help="a folder that does not exist yet")

    def handle(self, *args, folder, **options):
        try:
            backups.make(folder.resolve(), settings, connection)
        except (backups.BackupError, DatabaseError) as error:
            raise CommandError(f"{str(error).splitlines()[0]} No backup was made.") from error
        self.stdout.write(f"Backed up to {folder}, and checked.")
