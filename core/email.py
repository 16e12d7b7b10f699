import unicodedata
from typing import Any

from django import forms

from core.text import strip_invisible


def fold_email(text: object) -> str:
    """The address without blanks around it and invisible signs anywhere, composed, in lower case.

    What copying from a page or a message brings along is never part of it: nobody could type it.
    """
    return strip_invisible(unicodedata.normalize("NFKC", str(text or ""))).strip().lower()


class EmailField(forms.EmailField):
    def to_python(self, value: Any) -> Any:
        return super().to_python(fold_email(value))
