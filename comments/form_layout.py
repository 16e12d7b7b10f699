"""Pieces of the layout of readers' forms, for crispy-forms."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, ButtonHolder, Div, Layout, Submit
from django.utils.translation import gettext_lazy as _


class PlainSubmit(Submit):
    """A button without the classes that crispy-forms brings along."""

    field_classes = ""


def build_helper(*fields, button=None, action="", with_token=True):
    """A helper of a form with these fields and one button, (name, label)."""
    buttons = [ButtonHolder(PlainSubmit(*button, css_class="primary"))] if button else []
    helper = FormHelper()
    helper.form_action, helper.form_class = action, "form"
    helper.disable_csrf = not with_token
    helper.layout = Layout(*fields, *buttons)
    return helper


def honeypot():
    return Div("fax", css_class="trap")


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
