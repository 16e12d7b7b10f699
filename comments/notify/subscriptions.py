"""A reader asks to hear of replies or of a discussion."""

from django.db import transaction

from comments.models import Subscription
from mail.models import Recipient
from mail.queue import enqueue


def ask_to_confirm(comment):
    """Send a guest the e-mail that asks whether the address is theirs."""
    enqueue("confirm", comment.email, network=comment.network)


@transaction.atomic
def subscribe(
    email, discussion, *, cadence=Subscription.Cadence.AT_ONCE, owns_email=False, network=""
):
    """Let an address hear of a discussion, or of replies to its own comments where that is None.

    Only who owns the address begins at once, also where it had ended all e-mails; for any other a
    confirmation is sent, and nothing that the owner chose before is changed.
    """
    recipient = Recipient.objects.at(email)
    if owns_email:
        resubscribe(recipient)
    row, _made = recipient.subscriptions.get_or_create(
        discussion=discussion, defaults={"cadence": cadence}
    )
    if owns_email:
        row.cadence = cadence
        row.confirmed_at = row.confirmed_at or recipient.answered_at
        row.save()
    elif row.confirmed_at is None:
        enqueue("confirm", recipient.email, network=network)
    return row


def resubscribe(recipient):
    """Its owner asks for an e-mail again.

    What they followed before they unsubscribed from everything does not come back.
    """
    if recipient.unsubscribed_at:
        recipient.subscriptions.exclude(confirmed_at=None).delete()
    recipient.resubscribe()
