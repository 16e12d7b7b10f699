"""Why a text waits for a moderator: the rules of the house, from the strictest on."""

import re
from dataclasses import dataclass, field
from types import SimpleNamespace

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from reviews.models import Critic

from .models import Ban, Submission, Trust
from .names import has_word_of, looks_like, mixes_scripts
from .reasons import Reason

MAX_LINKS = 2  # a text with more is held; two sources are an argument, ten are an advertisement
# Words that claim a role on the site, in the languages that readers most often write here.
RESERVED_NAMES = (
    "admin", "admins", "administrator", "administrateur", "administratrice", "administrador", "administradora",
    "amministratore", "moderator", "moderators", "mod", "moderatorin", "modérateur", "modératrice", "moderador",
    "moderadora", "moderatore", "editor", "editors", "editora", "redaktion", "redakteur", "redakteurin", "rédaction",
    "rédacteur", "rédactrice", "redacción", "redactor", "redactora", "redazione", "redattore", "redattrice",
    "webmaster", "staff", "админ", "администратор", "модератор", "редактор", "редакция", "管理员", "管理人", "編集部",
    "編集者", "编辑", "관리자", "편집자", "运营", "مدیر", "مشرف", "محرر",
)  # fmt: skip
_LINK = re.compile(r"https?://|www\.|mailto:", re.IGNORECASE)


@dataclass(frozen=True)
class Verdict:
    """What the rules make of a text: all that they noticed, whether it is spam, why it is refused outright."""

    reasons: list = field(default_factory=list)
    is_spam: bool = False
    refusal: str = ""


def reasons_to_hold(submission, review):
    """All that speaks against printing it at once; nothing for the house, little for a trusted hand."""
    return verdict_on(submission, review).reasons


def verdict_on(submission, review):
    """What the house makes of a text. Spam is judged for all but trusted hands."""
    if is_of_the_house(submission.user, review):
        return Verdict()
    ban = Ban.objects.on(submission)
    found = [_ban(ban), _imitation(submission, review), _disguise(submission)]
    if submission.is_sure and Trust.objects.covers(submission):
        return Verdict([reason for reason in found if reason], refusal=refusal_of(submission, ban))
    judgement = _judge(submission)
    found += [_links(submission), _first_of_its_hand(submission, review), *judgement.reasons]
    return Verdict([reason for reason in found if reason], judgement.spam, refusal_of(submission, ban))


def refusal_of(submission, ban):
    """The sentence that refuses a banned writer; empty where only their network is banned, or the hand is not sure."""
    if ban is None or not submission.is_sure or not ban.names_hand:
        return ""
    date = date_format(ban.until, "j F Y")
    return _("You may not comment here until %(date)s. %(reason)s") % {"date": date, "reason": ban.reason}


def is_known_hand(submission):
    """Whether a moderator approved a text from the same hand under the same name before.

    Anybody can type an address: where nothing proves it, what this browser itself sent alone counts.
    """
    read = Submission.objects.by_same_hand(submission).accepted().exclude(decided_by=None)
    if not submission.is_sure:
        read = read.filter(pk__in=submission.of_session)
    names = read.values_list("name", flat=True)
    return submission.name.casefold() in {name.casefold() for name in names[:50]}


def is_of_the_house(user, review):
    """Whether a moderator or a critic of this review writes."""
    if user is None:
        return False
    return user.has_perm("comments.moderate_submission") or review.critics.filter(user=user).exists()


def _ban(ban):
    if ban is None:
        return None
    return Reason("banned", _("Its author is banned until %(date)s.") % {"date": date_format(ban.until, "j F Y")}, 0.8)


def _judge(submission):
    try:
        from .spam import judge
    except ImportError:
        return SimpleNamespace(spam=False, weight=0, reasons=[])
    return judge(submission)


def _imitation(submission, review):
    if _imitates(submission, review):
        return Reason("imitation", _("The name looks like a critic’s or a staff member’s."), 0.6)
    return None


def _disguise(submission):
    if submission.is_disguised or mixes_scripts(submission.name):
        return Reason("disguise", _("The name mixes look-alike alphabets or reverses the order of its letters."), 0.6)
    return None


def _links(submission):
    if len(_LINK.findall(submission.body)) > MAX_LINKS:
        return Reason("links", _("More than %(number)d links.") % {"number": MAX_LINKS}, 0.5)
    return None


def _first_of_its_hand(submission, review):
    if review.comment_policy == "real_names" and not is_known_hand(submission):
        return Reason("first", _("First comment from this address under this name."), 0)
    return None


def _imitates(submission, review):
    names = [*RESERVED_NAMES, settings.SITE_NAME, review.publication.name]
    names += Critic.objects.filter(reviews=review).values_list("name", flat=True)
    staff = get_user_model().objects.filter(Q(is_staff=True) | Q(critic__isnull=False))
    for user in staff.exclude(pk=submission.user_id):
        names += [user.get_username(), user.get_full_name()]
    return looks_like(submission.name, names) or has_word_of(submission.name, RESERVED_NAMES)
