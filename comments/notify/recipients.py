"""Who still wants to hear of a comment when its e-mail goes out."""

from comments.models import Subscription

from .authors import email_of


def wanted_by(recipient, comments):
    """Those of these comments that everybody may see and this recipient still wants to hear of."""
    active = Subscription.objects.active().filter(recipient=recipient)
    followed = set(active.values_list("discussion", flat=True))
    return [
        comment
        for comment in comments
        if _is_public(comment) and _is_wanted(recipient, followed, comment)
    ]


def _is_public(comment):
    return comment.is_approved and comment.discussion.review.is_public


def _is_wanted(recipient, followed, comment):
    if comment.discussion_id in followed:
        return True
    return (
        None in followed
        and comment.parent is not None
        and email_of(comment.parent) == recipient.email
    )
