"""`manage.py send_emails`: sends the e-mails that are due now, for cron."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from mail.models import OutgoingEmail
from mail.sending import MailServerDown, send_due


class Command(BaseCommand):
    help = "Sends the e-mails that are due. bin/serve and run_jobs do so by themselves."

    def handle(self, **options: Any) -> None:
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


def _refusal(error: MailServerDown) -> str:
    return _(
        "The mail server accepts no e-mail (%(error)s); %(number)d are waiting: check EMAIL_URL."
    ) % {"error": error, "number": OutgoingEmail.objects.waiting().count()}
