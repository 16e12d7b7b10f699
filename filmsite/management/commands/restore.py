from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, connections
from django.db.migrations.loader import MigrationLoader

from core.models import PageChange
from filmsite import backups


class Command(BaseCommand):
    help = "Puts a backup back. The site must be stopped; what was there is kept aside."
    requires_system_checks = []  # they may ask the database that is to be replaced

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, help="the folder that manage.py backup made")

    def handle(self, *args, folder, **options):
        known = {
            ".".join(key)
            for key in MigrationLoader(None, ignore_no_migrations=True).disk_migrations
        }
        connections.close_all()
        try:
            old = backups.restore(folder.resolve(), settings, connection, known)
        except backups.BackupError as error:
            raise CommandError(str(error)) from error
        if "page_change" in connection.introspection.table_names():
            PageChange.objects.reset()  # of hosts that share the database and run
        kept = f" What was there is in {old}: delete it when all is well." if old.exists() else ""
        self.stdout.write(f"Restored {folder}.{kept}")
