"""The layout of the form for a comment, for crispy-forms."""

from crispy_forms.layout import HTML, ButtonHolder
from django.utils.translation import gettext_lazy as _

from core.form_layout import PlainSubmit, build_helper


def write_helper(*fields, button, action="", with_token):
    """A helper of a form for writing a comment, with formatting help and a preview."""
    name, label = button
    buttons = ButtonHolder(
        PlainSubmit(name, label, css_id="comment-post", css_class="primary"),
        PlainSubmit("preview", _("Preview"), css_id="comment-preview"),
    )
    help_text = HTML("{% include 'comments/_help.html' %}")
    helper = build_helper(*fields, help_text, buttons, action=action, with_token=with_token)
    helper.form_id = "comment-form"
    return helper


def folded(*names):
    """Fields that few use, behind “More”; open where one has a value or an error."""
    return [HTML("{% include 'comments/_more.html' %}"), *names, HTML("</details>")]
