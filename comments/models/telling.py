"""How the models have letters written; imported late, for letters ask these models."""

from datetime import timedelta

from django.conf import settings
from django.core.signing import Signer
from django.urls import reverse
from django.utils import timezone

# A moderator may take a decision back for so long before its writer is told.
SECOND_THOUGHTS = timedelta(seconds=30)
# The letter waits longer: to decide hundreds takes half a minute on a busy machine, and so does to undo them.
TOLD_AFTER = timedelta(minutes=2)
APPEALABLE = ("reject", "remove", "erase", "ban")
signer = Signer(salt="comments.appeal", sep="~")


def ask_to_confirm(submission):
    """Owe a guest the letter that asks whether the address is theirs."""
    from comments import letters

    letters.owe("confirm", submission.email, network=submission.network, submission=submission)


def announce(comment, by):
    """Tell those who wait for it that a comment is on the page; once a moderator, if it was one, is sure of it."""
    from comments import letters

    letters.announce(comment, after=TOLD_AFTER if by else timedelta())


def announce_again(comment):
    """Tell those who were not told, because it was off the page when their letter was to go."""
    from comments.models import Letter

    Letter.objects.filter(comment=comment, status="dropped").update(status="due", next_try_at=timezone.now())


def tell_moderators():
    """Tell them that a text waits."""
    from comments import letters

    letters.owe("queue", None)


def tell_writer(decision):
    """Owe the writer the reason for a decision about their text, once it can no longer be taken back."""
    from comments import letters
    from comments.letters.readers import writer_of

    to = writer_of(decision.comment) if decision.comment else writer_of_submission(decision.submission)
    letter = letters.owe("decision", to, decision=decision, appeal=appeal_link(decision))
    if letter:
        letter.next_try_at = timezone.now() + TOLD_AFTER
        letter.save(update_fields=["next_try_at"])


def appeal_link(decision):
    """The address where the writer may ask another moderator; empty for what needs none, or was heard."""
    if decision.action not in APPEALABLE:
        return ""
    return settings.SITE_URL + reverse("comments:appeal", args=[signer.sign(decision.pk)])


def appeal_of(submission):
    """The address where its writer may ask another moderator about a rule that refused it; empty where none did."""
    refused = submission.decisions.filter(action="reject", actor=None).last()
    return appeal_link(refused) if refused else ""


def writer_of_submission(submission):
    """The e-mail of who sent it. It is never shown."""
    return (submission.user.email if submission.user else submission.email).lower()


def take_letter_back(decision):
    """Send no letter about a decision that was taken back in time."""
    from comments.models import Letter

    for letter in Letter.objects.waiting().filter(kind="decision", context__decision=decision.pk):
        letter.note_dropped()
