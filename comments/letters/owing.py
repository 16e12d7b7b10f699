"""Who is owed a letter. Everything here writes rows in the caller's transaction and sends nothing."""

from datetime import timedelta

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from comments.models import Address, Letter, News, Subscription
from comments.models.actor import moderators

from .readers import writer_of

# A moderator hears of a growing queue once in this time, however many texts come.
QUEUE_EVERY = timedelta(hours=1)


def owe(kind, to, *, comment=None, network="", **context):
    """Write a letter into the outbox; None where none may go to this address.

    Kinds are the functions of `writing`. Rows in `context` are kept by their key. A letter about the
    queue goes to every moderator. `network` is the hashed one of who asks for a confirmation.
    """
    if kind == "queue":
        return _tell_moderators()
    to = to.strip().lower()
    if not to or not _may_get(kind, to, network):
        return None
    kept = {name: value.pk if isinstance(value, models.Model) else value for name, value in context.items()}
    return Letter.objects.create(kind=kind, to=to, comment=comment, context=kept)


def _may_get(kind, to, network):
    if kind == "confirm":
        return Address.objects.at(to).may_be_asked(network)
    return Address.objects.welcomes(to, kind)


def _tell_moderators():
    """One letter to each an hour, however many texts come; while one waits it tells of all.

    Whose address is not confirmed is asked, once a day, and hears of no text before.
    """
    letters = Letter.objects.filter(kind="queue")
    if letters.waiting().exists():
        return
    last = letters.order_by("-pk").first()
    first_try = max(timezone.now(), (last.sent_at or last.next_try_at) + QUEUE_EVERY) if last else timezone.now()
    emails = {email.lower() for email in moderators().values_list("email", flat=True)} - {""}
    emails -= {row.email for row in Address.objects.filter(email__in=emails) if not row.wants("queue")}
    told = Address.objects.confirmed_among(emails)
    asked = Address.objects.ask_among(emails - told)
    owed = [Letter(kind="queue", to=email, next_try_at=first_try) for email in sorted(told)]
    owed += [Letter(kind="confirm", to=email) for email in asked]
    Letter.objects.bulk_create(owed)


@transaction.atomic
def subscribe(email, discussion, *, cadence=Subscription.Cadence.AT_ONCE, proved=False, network=""):
    """Let an address hear of a discussion, or of replies to its own comments where that is None.

    Only a hand that is `proved` to own the address begins at once, also where it had ended all letters;
    for any other a confirmation is owed, and nothing that the owner chose before is changed.
    """
    address = Address.objects.at(email)
    if proved:
        address.welcome()
    subscription, _made = address.subscriptions.get_or_create(discussion=discussion, defaults={"cadence": cadence})
    if proved:
        subscription.cadence = cadence
        subscription.confirmed_at = subscription.confirmed_at or timezone.now()
        subscription.save()
    elif subscription.confirmed_at is None:
        owe("confirm", address.email, network=network)
    return subscription


def announce(comment, *, after=timedelta()):
    """Owe letters and news of a comment that came to the page; at most one for an address, to be sent `after`."""
    if _is_imported(comment):
        return
    wished = Q(discussion=comment.discussion_id)
    if comment.parent_id:
        wished |= Q(discussion=None, address__email=writer_of(comment.parent))
    chosen = {}
    for subscription in Subscription.objects.active().filter(wished).exclude(address__email=writer_of(comment)):
        rival = chosen.get(subscription.address_id, subscription)
        chosen[subscription.address_id] = min(rival, subscription, key=_rank)
    when = timezone.now() + after
    at_once = [row for row in chosen.values() if row.cadence == Subscription.Cadence.AT_ONCE]
    letters = [Letter(kind=_kind(row), to=row.address.email, comment=comment, next_try_at=when) for row in at_once]
    Letter.objects.bulk_create(letters, ignore_conflicts=True)  # one for a comment, also where it came back
    news = [News(address=row.address, comment=comment) for row in chosen.values() if row not in at_once]
    News.objects.bulk_create(news, ignore_conflicts=True)


def _is_imported(comment):
    """Whether it came from a document: then it is old, whatever the day."""
    submission = getattr(comment, "submission", None)
    return submission is not None and submission.import_ref is not None


def _rank(subscription):
    """At once before daily, then an answer to oneself before talk in a thread."""
    return (subscription.cadence != Subscription.Cadence.AT_ONCE, subscription.discussion_id is not None)


def _kind(subscription):
    return "comment" if subscription.discussion_id else "reply"


def forget(email):
    """Delete an address with its subscriptions and letters."""
    email = email.strip().lower()
    Letter.objects.filter(to=email).delete()
    Address.objects.filter(email=email).delete()
