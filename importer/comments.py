"""All that the importer knows of the models of comments."""

import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from comments.actions.moderate import approve
from comments.models import Comment, Discussion

from .messages import gettext_noop

IMPORTED = {"rule": "import", "message": "From an imported document.", "weight": 0}
MAX_LENGTH = 10_000  # characters, as the comment form has it


def save_comments(doc, review, publish):
    """Each comment into the moderation queue or, where told to publish, onto the page."""
    discussion = Discussion.objects.get_or_create(review=review)[0]
    saved = {}
    for index, comment in enumerate(doc.comments):
        if len(comment.body) > MAX_LENGTH:
            doc.add_note(
                "comments",
                gettext_noop(
                    "one of %(count)d characters is too long and was left out",
                    count=len(comment.body),
                ),
            )
            continue
        saved[index] = Comment.objects.create(
            discussion=discussion,
            parent=saved.get(comment.parent),
            name=comment.author or _("A reader"),
            body=comment.body,
            imported_likes=comment.likes,
            signals=[IMPORTED],
            rule="import",
            posted_at=noon_of(comment.posted_on) or timezone.now(),
            import_ref=f"{review.import_ref}:{index}",
        )
        if publish:
            approve(saved[index], by=None)


def noon_of(day):
    """Noon of a past day given in full, as ISO 8601, or None."""
    if len(day) != 10 or day > timezone.localdate().isoformat():
        return None
    noon = datetime.datetime.combine(datetime.date.fromisoformat(day), datetime.time(12))
    return timezone.make_aware(noon)


def querysets_of(reviews):
    """Published comments and what they hang on; those that wait for a moderator are left out."""
    return [
        Discussion.objects.filter(review__in=reviews),
        Comment.objects.shown().filter(discussion__review__in=reviews),
    ]
