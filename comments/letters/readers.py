"""Who wrote a comment, and who wants to hear of it."""

from comments.models import Subscription


def writer_of(comment):
    """The e-mail of who wrote it, or empty where none is known. It is never shown."""
    if comment.user_id:
        return comment.user.email.lower()
    submission = getattr(comment, "submission", None)
    return submission.email.lower() if submission else ""


def wanted_by(address, comments):
    """Those of these comments that everybody may see and this address still wants to hear of."""
    followed = set(Subscription.objects.active().filter(address=address).values_list("discussion", flat=True))
    return [comment for comment in comments if _is_public(comment) and _is_wanted(address, followed, comment)]


def _is_public(comment):
    return comment.state == comment.State.APPROVED and comment.discussion.review.is_public


def _is_wanted(address, followed, comment):
    if comment.discussion_id in followed:
        return True
    return None in followed and comment.parent is not None and writer_of(comment.parent) == address.email
