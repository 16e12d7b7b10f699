from django import forms
from django.utils.translation import gettext_lazy as _

from core.form_layout import build_helper, honeypot
from core.forms import EmailField, HoneypotForm


class RequestLinkForm(HoneypotForm):
    """The address under which somebody wrote as a guest."""

    email = EmailField(
        label=_("E-mail"),
        help_text=_("The address you used for your comments."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    @property
    def helper(self):
        button = ("send", _("Send me the link"))
        return build_helper("email", honeypot(), button=button, with_token=False)


class EraseForm(forms.Form):
    sure = forms.BooleanField(
        label=_("Delete everything permanently"),
        error_messages={"required": _("Nothing was deleted. Tick the box to confirm.")},
    )

    def __init__(self, *args, has_link, **kwargs):
        super().__init__(*args, **kwargs)
        self.has_link = has_link

    @property
    def helper(self):
        """A link that shows the form is its key; a member's form carries a token."""
        return build_helper("sure", button=("erase", _("Delete")), with_token=not self.has_link)
