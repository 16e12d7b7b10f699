"""`manage.py send_emails`: sends the e-mails that are due, once (for cron) or until stopped."""

import signal
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from mail import worker
from mail.models import OutgoingEmail
from mail.sending import MailServerDown, send_due


class Command(BaseCommand):
    help = "Sends the e-mails that are due. bin/serve does so by itself."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--forever", action="store_true", help="go on until stopped")

    def handle(self, *, forever: bool, **options: Any) -> None:
        if forever:
            worker.EmailWorker(_stop_signal().is_set).run()
            return
        for act in (*worker.HOURLY, *worker.EACH_ROUND):
            act()
        try:
            count = send_due()
        except MailServerDown as error:
            raise CommandError(_refusal(error)) from error
        self.stdout.write(
            _(
                "E-mails sent: %(sent)d, to be retried: %(waiting)d, given up: %(failed)d, "
                "no longer wanted: %(cancelled)d."
            )
            % {name: count[name] for name in OutgoingEmail.Status.values}
        )


def _stop_signal() -> Event:
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    return stop


def _refusal(error: MailServerDown) -> str:
    return _(
        "The mail server accepts no e-mail (%(error)s); %(number)d are waiting: check EMAIL_URL."
    ) % {"error": error, "number": OutgoingEmail.objects.waiting().count()}
