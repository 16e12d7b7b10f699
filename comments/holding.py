"""Why a text waits for a moderator: the rules of the house, from the strictest on."""

import re

from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils.translation import gettext as _

from reviews.models import Critic

from .models import Submission
from .names import looks_like

MAX_LINKS = 2  # a text with more is held; two sources are an argument, ten are an advertisement
RESERVED_NAMES = ("admin", "administrator", "moderator", "editor", "webmaster", "staff")
_LINK = re.compile(r"https?://|www\.|mailto:", re.IGNORECASE)


def reason_to_hold(submission, review):
    """The sentence that tells a moderator why it waits; empty where it may appear at once."""
    if _is_of_the_house(submission.user, review):
        return ""
    if _imitates(submission, review):
        return _("The name looks like one of a critic or of the staff.")
    if len(_LINK.findall(submission.body)) > MAX_LINKS:
        return _("It has more than %(number)d links.") % {"number": MAX_LINKS}
    if review.comment_policy == "real_names" and not is_known_hand(submission):
        return _("It is the first comment from this address under this name.")
    return ""


def is_known_hand(submission):
    """Whether a moderator approved a text from the same hand under the same name before."""
    read = Submission.objects.by_same_hand(submission).accepted().exclude(decided_by=None)
    names = read.values_list("name", flat=True)
    return submission.name.casefold() in {name.casefold() for name in names[:50]}


def _is_of_the_house(user, review):
    if user is None:
        return False
    return user.has_perm("comments.moderate_submission") or review.critics.filter(user=user).exists()


def _imitates(submission, review):
    names = list(RESERVED_NAMES)
    names += Critic.objects.filter(reviews=review).values_list("name", flat=True)
    staff = get_user_model().objects.filter(Q(is_staff=True) | Q(critic__isnull=False))
    for user in staff.exclude(pk=submission.user_id):
        names += [user.get_username(), user.get_full_name()]
    return looks_like(submission.name, names)
