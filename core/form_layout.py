"""Pieces of the layout of readers' forms, for crispy-forms."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import ButtonHolder, Div, Layout, Submit


class PlainSubmit(Submit):  # type: ignore[misc]  # a library without types
    """A button without the classes that crispy-forms brings along."""

    field_classes = ""


def build_helper(
    *fields: Any,
    button: tuple[str, Any] | None = None,
    action: str = "",
    with_token: bool = True,
) -> FormHelper:
    """A helper of a form with these fields and one button, (name, label)."""
    buttons = [ButtonHolder(PlainSubmit(*button, css_class="primary"))] if button else []
    helper = FormHelper()
    helper.form_action, helper.form_class = action, "form"
    helper.disable_csrf = not with_token
    helper.layout = Layout(*fields, *buttons)
    return helper


def honeypot() -> Div:
    return Div("fax", css_class="trap")
