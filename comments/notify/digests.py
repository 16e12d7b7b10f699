"""Who wants one e-mail a day is told of a day's comments at once."""

from django.db import transaction

from comments.models import DigestItem
from mail.models import OutgoingEmail
from mail.queue import add


def enqueue_digests():
    """Queue a digest for each recipient whose items have waited for a day."""
    for pk in list(DigestItem.objects.recipients_due()):
        _enqueue_digest(pk)


@transaction.atomic
def _enqueue_digest(pk):
    rows = DigestItem.objects.filter(recipient=pk).select_related("recipient").order_by("pk")
    items = list(rows.select_for_update(skip_locked=True, of=["self"]))
    if not items:  # another worker has them
        return
    keys = [item.comment_id for item in items]
    DigestItem.objects.filter(pk__in=[item.pk for item in items]).delete()
    to = items[0].recipient.email
    add([OutgoingEmail(kind="digest", to=to, context={"comments": keys})])
