"""What speaks against publishing a comment at once: bans, imitated names, site rules, spam."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils.translation import gettext as _

from reviews.models import Critic
from site_settings.current import current

from .models import Ban, Comment, Fingerprint, TrustedAuthor
from .names import has_word_of, looks_like, mixes_scripts
from .spam import rules
from .submission import DISGUISED_NAME, Signal, by_weight, joint_weight

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from reviews.models import Review

    from .submission import Author, Context

MAX_LINKS = 2  # a text with more is held; two sources are an argument, ten are an advertisement
# Words that claim a role on the site, in the languages that readers most often write here.
RESERVED_NAMES = (
    "admin", "admins", "administrator", "administrateur", "administratrice", "administrador",
    "administradora", "amministratore", "moderator", "moderators", "mod", "moderatorin",
    "modérateur", "modératrice", "moderador", "moderadora", "moderatore", "editor", "editors",
    "editora", "redaktion", "redakteur", "redakteurin", "rédaction", "rédacteur", "rédactrice",
    "redacción", "redactor", "redactora", "redazione", "redattore", "redattrice", "webmaster",
    "staff", "админ", "администратор", "модератор", "редактор", "редакция", "管理员", "管理人",
    "編集部", "編集者", "编辑", "관리자", "편집자", "运营", "مدیر", "مشرف", "محرر",
)  # fmt: skip
# Where a link begins, once each; a label in front of one may be its address again.
_LINK = re.compile(r"https?://(?:www\.)?|\bwww\.|mailto:", re.IGNORECASE)
_LABEL = re.compile(r"\[[^\[\]]*\]\(")


@dataclass(frozen=True)
class Screening:
    """All that was noticed, heaviest first.

    Whether it is spam; the sentence that refuses it outright.
    """

    signals: tuple[Signal, ...] = ()
    is_spam: bool = False
    refusal: str = ""
    fingerprint: Fingerprint | None = None

    @property
    def is_refused(self) -> bool:
        return self.is_spam or bool(self.refusal)

    def with_signal(self, signal: Signal) -> Screening:
        return replace(self, signals=tuple(by_weight([*self.signals, signal])))

    def record(self, comment: Comment) -> None:
        """Note on a comment what was noticed; its caller saves it."""
        comment.signals = [signal.as_json() for signal in self.signals]
        comment.rule = self.signals[0].rule if self.signals else ""
        comment.weight = joint_weight(self.signals)


def screen(comment: Comment, author: Author, context: Context) -> Screening:
    """Screen a text, changing nothing.

    Spam is asked about all but staff, critics and trusted authors.
    """
    review = comment.discussion.review
    if is_staff_or_critic(author.user, review):
        return Screening()
    ban = Ban.objects.matching(comment, context.network)
    signals = [_banned(ban), _impersonation(comment, review), _mixed_script_name(comment, context)]
    refusal = _refusal(ban) if author.is_identified else ""
    if is_trusted(comment, author):
        return Screening(tuple(by_weight(signals)), refusal=refusal)
    score = rules.score(comment, author, context)
    signals += [_links(comment), _first_comment(comment, author), *score.signals]
    return Screening(tuple(by_weight(signals)), score.is_spam, refusal, score.fingerprint)


def is_staff_or_critic(user: User | None, review: Review) -> bool:
    """Whether a moderator or a critic of this review writes."""
    if user is None:
        return False
    is_moderator = user.has_perm("comments.moderate_comment")
    return is_moderator or review.critics.filter(user=user).exists()


def is_trusted(comment: Comment, author: Author) -> bool:
    return author.is_identified and TrustedAuthor.objects.under_name(comment).exists()


def was_approved_before(comment: Comment, author: Author) -> bool:
    """Whether a moderator approved a comment from the same author under the same name.

    Anybody can type an address: where nothing proves it, what this browser itself sent alone
    counts.
    """
    approved = Comment.objects.by_same_author(author).approved_by_moderators()
    if not author.is_identified:
        approved = approved.filter(pk__in=author.session_comment_ids)
    names = approved.order_by().values_list("name", flat=True).distinct()
    return comment.name.casefold() in {name.casefold() for name in names}


def _refusal(ban: Ban | None) -> str:
    """The sentence that refuses a banned author; empty where only their network is banned."""
    if ban is None or not ban.names_author:
        return ""
    said = _("You may not comment here until %(date)s. %(reason)s")
    return said % {"date": ban.last_day, "reason": ban.reason}


def _banned(ban: Ban | None) -> Signal | None:
    if ban is None:
        return None
    message = _("Its author is banned until %(date)s.") % {"date": ban.last_day}
    return Signal("banned", message, 0.8)


def _impersonation(comment: Comment, review: Review) -> Signal | None:
    names = [*RESERVED_NAMES, current().name, review.publication.name]
    names += Critic.objects.filter(reviews=review).values_list("name", flat=True)
    staff = get_user_model().objects.filter(Q(is_staff=True) | Q(critic__isnull=False))
    for user in staff.exclude(pk=comment.user_id):
        names += [user.get_username(), user.get_full_name()]
    if looks_like(comment.name, names) or has_word_of(comment.name, RESERVED_NAMES):
        message = _("The name looks like a critic’s or a staff member’s.")
        return Signal("impersonation", message, 0.6)
    return None


def _mixed_script_name(comment: Comment, context: Context) -> Signal | None:
    if context.has_disguised_name or mixes_scripts(comment.name):
        message = _("The name mixes look-alike alphabets or reverses the order of its letters.")
        return Signal(DISGUISED_NAME, message, 0.6)
    return None


def _links(comment: Comment) -> Signal | None:
    if len(_LINK.findall(_LABEL.sub("(", comment.body))) > MAX_LINKS:
        return Signal("links", _("More than %(number)d links.") % {"number": MAX_LINKS}, 0.5)
    return None


def _first_comment(comment: Comment, author: Author) -> Signal | None:
    policy = comment.discussion.review.publication.comment_policy
    if policy == "real_names" and not was_approved_before(comment, author):
        return Signal("first", _("First comment from this address under this name."))
    return None
