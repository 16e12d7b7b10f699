"""What readers ask to hear of, and what they no longer want to."""

from django import forms
from django.utils.translation import gettext_lazy as _

from comments.form_layout import build_helper
from comments.models import Subscription
from core.forms import EmailField, HoneypotForm

NEVER = "never"


class FollowForm(HoneypotForm):
    """An address that wants to hear of a thread. A member who is logged in need not type theirs."""

    email = EmailField(
        label=_("E-mail"),
        help_text=_("Never published. Every e-mail has a link to unsubscribe."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    cadence = forms.ChoiceField(
        label=_("How often"),
        choices=Subscription.Cadence.choices,
        initial=Subscription.Cadence.AT_ONCE,
    )
    replies = forms.BooleanField(
        label=_("Also e-mail me about replies to my comments anywhere on this site"), required=False
    )

    def __init__(self, *args, is_guest, **kwargs):
        super().__init__(*args, auto_id="follow-%s", **kwargs)
        self.is_guest = is_guest

    @property
    def helper(self):
        fields, button = ("email", "cadence", "replies", "fax"), ("send", _("Follow"))
        return build_helper(*fields, button=button, with_token=not self.is_guest)


class PreferencesForm(forms.Form):
    """What one address is told of: subscriptions, by cadence, and e-mails that nobody asked for."""

    emails = forms.BooleanField(label=_("E-mail me"), required=False)
    decisions = forms.BooleanField(
        label=_("E-mail me when a moderator decides about my comments"), required=False
    )

    def __init__(self, *args, recipient, **kwargs):
        wishes = recipient.subscriptions.filter(confirmed_at__isnull=False).select_related(
            "discussion__review"
        )
        self.recipient = recipient
        self.subscriptions = {f"wish-{row.pk}": row for row in wishes.order_by("pk")}
        initial = {
            "emails": recipient.unsubscribed_at is None,
            "decisions": "decision" not in recipient.opted_out_of,
        }
        initial |= {name: row.cadence for name, row in self.subscriptions.items()}
        super().__init__(*args, initial=initial, **kwargs)
        for name, row in self.subscriptions.items():
            choices = [*Subscription.Cadence.choices, (NEVER, _("stop"))]
            self.fields[name] = forms.ChoiceField(label=str(row), choices=choices)

    def save(self):
        """Do as was wished."""
        for name, subscription in self.subscriptions.items():
            if self.cleaned_data[name] == NEVER:
                subscription.delete()
            else:
                subscription.cadence = self.cleaned_data[name]
                subscription.save(update_fields=["cadence"])
        self.recipient.update_preferences(
            emails=self.cleaned_data["emails"], kinds={"decision": self.cleaned_data["decisions"]}
        )

    @property
    def helper(self):
        """The link that shows the form is its key, so it carries no token."""
        fields = ("emails", "decisions", *self.subscriptions)
        return build_helper(*fields, button=("send", _("Save")), with_token=False)


class ConfirmForm(forms.Form):
    """What waits for the word of an address's owner: texts and wishes, each to be taken or left."""

    texts = forms.ModelMultipleChoiceField(None, label=_("Comments"), required=False)
    wishes = forms.ModelMultipleChoiceField(None, label=_("E-mail me"), required=False)

    def __init__(self, *args, texts, wishes, **kwargs):
        super().__init__(*args, initial={"texts": texts, "wishes": wishes}, **kwargs)
        for name, rows in (("texts", texts), ("wishes", wishes)):
            self.fields[name].widget = forms.CheckboxSelectMultiple()
            self.fields[name].queryset = rows
            self.fields[name].label_from_instance = str
            if not rows:
                del self.fields[name]
        self.is_single = len(texts) + len(wishes) == 1
        if self.is_single:  # nothing to choose: the button alone says yes
            next(iter(self.fields.values())).widget = forms.MultipleHiddenInput()

    @property
    def helper(self):
        """The link that shows the form is its key, so it carries no token."""
        publishes = "texts" in self.fields and self.is_single
        label = _("Publish comment") if publishes else _("Confirm")
        return build_helper(*self.fields, button=("send", label), with_token=False)
