from django.db import transaction

from mail.models import OutgoingEmail
from mail.queue import enqueue_unchecked

from .models import ErrorReport


@transaction.atomic
def answer(report, by, text):
    """Settle it, and send the answer where there is an address; False if it was settled before.

    The address need not be confirmed: an editor has decided to write to it, once.
    """
    rows = ErrorReport.objects.filter(pk=report.pk)
    if not rows.settle(ErrorReport.State.ANSWERED, by, text):
        return False
    if report.email:
        key, context = f"error_report:{report.pk}", {"report": report.pk}
        email = OutgoingEmail(kind="error_answer", to=report.email, key=key, context=context)
        enqueue_unchecked([email])
    return True
