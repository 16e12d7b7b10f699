"""How an act is taken back: exactly what it decided, and only while nobody decided again."""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from comments.models import AlreadyDecided, Decision, Discussion
from comments.models.telling import take_letter_back

from .acts import ACTS

_A = Decision.Action
# Decisions that take the place of one another. A ban is not among them: each is lifted by itself.
SUBJECTS = (
    {_A.ACCEPT, _A.REJECT, _A.SPAM, _A.UNDO, _A.HOLD, _A.REMOVE, _A.RESTORE, _A.ERASE, _A.KEEP, _A.UPHOLD, _A.OVERTURN},
    {_A.FEATURE, _A.UNFEATURE},
    {_A.PIN, _A.UNPIN},
    {_A.TRUST, _A.DISTRUST},
    {_A.CLOSE, _A.OPEN},
    {_A.SLOW},
)


@transaction.atomic
def do(name, row, order):
    """Do an act to one row: (the note that its undoing needs, the keys of the decisions it took)."""
    Discussion.objects.lock(row.discussion_id)
    here = Decision.objects.filter(discussion=row.discussion_id)
    last = here.order_by("-number").values_list("number", flat=True).first() or 0
    note = ACTS[name].do(row, order)
    return note, list(here.filter(number__gt=last).values_list("pk", flat=True))


@transaction.atomic
def take_back(name, row, by, note, made):
    """Undo an act whose decisions were `made`, with its letters. AlreadyDecided where it was decided again since."""
    Discussion.objects.lock(row.discussion_id)
    decisions = list(Decision.objects.filter(pk__in=made))
    if any(map(_is_overtaken, decisions)):
        raise AlreadyDecided(_("It was decided again since: decide on what is there now."))
    ACTS[name].undo(row, by, note)
    for decision in decisions:
        take_letter_back(decision)


def _is_overtaken(decision):
    """Whether a later decision took its place: about the same text, or the thread where it names no text."""
    rivals = next((subject for subject in SUBJECTS if decision.action in subject), ())
    same = Q(submission=decision.submission_id) if decision.submission_id else Q(comment=decision.comment_id)
    later = Decision.objects.filter(same, discussion=decision.discussion_id, number__gt=decision.number)
    return later.filter(action__in=rivals).exists()
