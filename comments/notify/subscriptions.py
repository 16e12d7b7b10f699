"""A reader asks to hear of replies or of a discussion."""

from django.db import transaction

from comments.letters.owing import owe
from comments.models import Address, Subscription


def ask_to_confirm(comment):
    """Owe a guest the e-mail that asks whether the address is theirs."""
    owe("confirm", comment.email, network=comment.network)


@transaction.atomic
def subscribe(
    email, discussion, *, cadence=Subscription.Cadence.AT_ONCE, owns_email=False, network=""
):
    """Let an address hear of a discussion, or of replies to its own comments where that is None.

    Only who owns the address begins at once, also where it had ended all e-mails; for any other a
    confirmation is owed, and nothing that the owner chose before is changed.
    """
    address = Address.objects.at(email)
    if owns_email:
        address.welcome()
    row, _made = address.subscriptions.get_or_create(
        discussion=discussion, defaults={"cadence": cadence}
    )
    if owns_email:
        row.cadence = cadence
        row.confirmed_at = row.confirmed_at or address.answered_at
        row.save()
    elif row.confirmed_at is None:
        owe("confirm", address.email, network=network)
    return row
