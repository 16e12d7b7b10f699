"""E-mails are owed in the caller's transaction; the worker sends them."""

from django.db import models

from comments.models import Address, Letter


def owe(kind, to, *, comment=None, network="", **context):
    """Write an e-mail into the outbox; None where none may go to this address.

    Kinds are the functions of `writing`. Rows in `context` are kept by their key. `network` is the
    hashed one of who asks for a confirmation.
    """
    to = to.strip().lower()
    if not to or not _may_get(kind, to, network):
        return None
    kept = {
        name: value.pk if isinstance(value, models.Model) else value
        for name, value in context.items()
    }
    return Letter.objects.create(kind=kind, to=to, comment=comment, context=kept)


def _may_get(kind, to, network):
    if kind == "confirm":
        return Address.objects.at(to).may_be_asked(network)
    return Address.objects.welcomes(to, kind)


def forget(email):
    """Delete an address with its subscriptions and e-mails."""
    email = email.strip().lower()
    Letter.objects.filter(to=email).delete()
    Address.objects.filter(email=email).delete()
