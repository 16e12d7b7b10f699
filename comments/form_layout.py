"""Pieces of the layout of readers' forms, for crispy-forms."""

from crispy_forms.layout import HTML, ButtonHolder, Submit
from django.utils.translation import gettext_lazy as _


class Press(Submit):
    """A button, without the classes that crispy-forms brings along."""

    field_classes = ""


def buttons(name, label):
    """The button that sends a text, and the one that only shows it; new ones for each form."""
    send = Press(name, label, css_id="comment-post", css_class="primary")
    return ButtonHolder(send, Press("preview", _("Preview"), css_id="comment-preview"))


def folded(*names):
    """Fields that few use, behind “More”; open where one has a value or an error."""
    return [HTML("{% include 'comments/_more.html' %}"), *names, HTML("</details>")]
