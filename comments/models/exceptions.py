"""Why an action on a comment is refused; each is a sentence for who asked for it."""

from django.utils.translation import gettext_lazy as _

MAX_REASON = 300


class AlreadyDecided(ValueError):
    """Somebody decided this before; undo that decision first."""


class TextChanged(AlreadyDecided):
    """The text is not the one that was read: read the new one, then decide."""

    def __init__(self):
        super().__init__(
            _("The author edited this comment after you opened it. Read it again, then decide.")
        )


def require_reason(reason):
    """The reason without its outer blanks; ValueError where there is none."""
    if not reason.strip():
        raise ValueError(_("A decision against a comment needs a reason."))
    return reason.strip()[:MAX_REASON]
