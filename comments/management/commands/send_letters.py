"""`manage.py send_letters`: sends the e-mails of the outbox, once (for cron) or until stopped."""

import signal
from threading import Event

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from comments.letters import postman
from comments.models import Letter


class Command(BaseCommand):
    help = "Sends the e-mails that are due. bin/serve does so by itself."

    def add_arguments(self, parser):
        parser.add_argument("--forever", action="store_true", help="go on until stopped")

    def handle(self, *, forever, **options):
        if forever:
            stop = Event()
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, lambda *_: stop.set())
            postman.Postman(stop.is_set).work()
            return
        postman.tidy()
        postman.write_digests()
        try:
            count = postman.send_due()
        except postman.MailServerDown as error:
            raise CommandError(
                _(
                    "The mail server accepts no e-mail (%(error)s); %(number)d are waiting: check "
                    "EMAIL_URL."
                )
                % {"error": error, "number": Letter.objects.waiting().count()}
            ) from error
        self.stdout.write(
            _(
                "E-mails sent: %(sent)d, to be retried: %(due)d, given up: %(failed)d, no longer "
                "wanted: %(dropped)d."
            )
            % {name: count[name] for name in Letter.Status.values}
        )
