"""Copies what cannot be made again into a new folder, while the site runs."""

import shutil
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection


class Command(BaseCommand):
    help = "Copies the SQLite database, the pictures and the secret key into a new folder."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, help="A folder that does not exist yet.")

    def handle(self, *args, folder, **options):
        try:
            folder.mkdir(mode=0o700, parents=True)
        except OSError as error:
            raise CommandError(f"{folder} cannot be made ({error.strerror}): name a new folder.") from error
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                # One consistent copy, writers or not; the backup interface would begin anew at each write.
                cursor.execute("VACUUM INTO %s", [str(folder / "filmsite.sqlite3")])
        else:
            self.stdout.write("The database is not in it: use pg_dump.")
        if settings.MEDIA_ROOT.exists():
            shutil.copytree(settings.MEDIA_ROOT, folder / "media")
        if (settings.DATA_DIR / "secret_key").exists():
            shutil.copy2(settings.DATA_DIR / "secret_key", folder)
        self.stdout.write(f"Copied to {folder}.")
