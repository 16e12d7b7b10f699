import sys

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import DatabaseError, connections

from core.models import PageChange
from filmsite import bootstrap
from filmsite.environment import local_url, stop


class Command(BaseCommand):
    help = "Migrates, loads the fixtures into an empty site, collects static files, and serves."

    def add_arguments(self, parser):
        parser.add_argument(
            "--prepare", action="store_true", help="Do all of that, but do not serve."
        )

    def handle(self, *args, prepare=False, **options):
        try:
            if not prepare:
                bootstrap.check_port(settings.HOST, settings.PORT)
            sign_in = self.make_ready()
        except DatabaseError as error:
            stop(
                f"The database cannot be used ({str(error).splitlines()[0]}): check DATABASE_URL "
                "and its server."
            )
        except KeyboardInterrupt:
            self.say("Stopped.")
            sys.exit(130)
        if not prepare:
            self.say(f"Serving on {local_url(settings.HOST, settings.PORT)} (Ctrl-C stops).")
        if sign_in:
            name, password = sign_in
            self.say(
                f"Sign in at {settings.SITE_URL}/admin/ as {name}, password {password} (shown this "
                "once)."
            )
        if not prepare:
            connections.close_all()
            bootstrap.exec_server()

    def make_ready(self):
        bootstrap.check_folders()
        bootstrap.check_cache(self.say)
        bootstrap.check_storage(self.say)
        bootstrap.migrate(self.say)
        bootstrap.load_fixtures(self.say)
        bootstrap.collect_static(self.say)
        bootstrap.normalize_user_emails()
        PageChange.objects.reset()
        # Last, so that nothing stands between it and its being shown.
        return bootstrap.create_first_editor(self.say)

    def say(self, sentence):
        """A line at once, also where the output is a file or a pipe."""
        self.stdout.write(sentence)
        self.stdout.flush()
