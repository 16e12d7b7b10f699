"""How an act is taken back: exactly what it decided, and only while nobody decided again."""

from django.db import transaction
from django.utils.translation import gettext as _

from comments.models import AlreadyDecided, Decision, Discussion, TextChanged
from comments.models.telling import take_letter_back

from .acts import ACTS

ON_THREADS = ("close", "open", "slow")  # acts that no word of a text is decided by


@transaction.atomic
def do(name, row, order):
    """Do an act to one row: (the note that its undoing needs, the keys of the decisions it took).

    TextChanged where what is decided about is not the version that was read.
    """
    Discussion.objects.lock(row.discussion_id)
    if name not in ON_THREADS and order.seen is not None:
        row.refresh_from_db()
        if row.version != order.seen:
            raise TextChanged
    here = Decision.objects.filter(discussion=row.discussion_id)
    last = here.order_by("-number").values_list("number", flat=True).first() or 0
    note = ACTS[name].do(row, order)
    return note, list(here.filter(number__gt=last).values_list("pk", flat=True))


@transaction.atomic
def take_back(name, row, by, note, made):
    """Undo an act whose decisions were `made`, with its letters. AlreadyDecided where it was decided again since."""
    Discussion.objects.lock(row.discussion_id)
    decisions = list(Decision.objects.filter(pk__in=made))
    if any(decision.is_overtaken for decision in decisions):
        raise AlreadyDecided(_("There is a newer decision. Decide on the current state."))
    ACTS[name].undo(row, by, note)
    for decision in decisions:
        take_letter_back(decision)
