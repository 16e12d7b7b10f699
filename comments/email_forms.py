from django import forms
from django.utils.translation import gettext_lazy as _

from comments.models import Comment, Subscription
from core.form_layout import build_helper, honeypot
from core.forms import EmailField, HoneypotForm

NEVER = "never"


class FollowForm(HoneypotForm):
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

    def __init__(self, *args, user, **kwargs):
        initial = {"email": user.email} if user.is_authenticated else {}
        super().__init__(*args, auto_id="follow-%s", initial=initial, **kwargs)
        self.user = user

    @property
    def helper(self):
        fields, button = ("email", "cadence", "replies", honeypot()), ("send", _("Follow"))
        return build_helper(*fields, button=button, with_token=self.user.is_authenticated)


class PreferencesForm(forms.Form):
    """What one address is told of: subscriptions, by cadence, and e-mails that nobody asked for."""

    emails = forms.BooleanField(label=_("E-mail me"), required=False)
    decisions = forms.BooleanField(
        label=_("E-mail me when a moderator decides about my comments"), required=False
    )

    def __init__(self, *args, recipient, **kwargs):
        confirmed = recipient.subscriptions.exclude(confirmed_at=None).order_by("pk")
        confirmed = confirmed.select_related("discussion__review")
        self.recipient = recipient
        self.subscriptions = {f"subscription-{row.pk}": row for row in confirmed}
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
        # The link that shows the form is its key, so it carries no token.
        fields = ("emails", "decisions", *self.subscriptions)
        return build_helper(*fields, button=("send", _("Save")), with_token=False)


class ConfirmForm(forms.Form):
    """What the owner of an address confirms: comments and subscriptions, each taken or left."""

    comments = forms.ModelMultipleChoiceField(None, label=_("Comments"), required=False)
    subscriptions = forms.ModelMultipleChoiceField(None, label=_("E-mail me"), required=False)

    def __init__(self, *args, recipient, **kwargs):
        subscriptions = recipient.subscriptions.waiting().select_related("discussion__review")
        self.waiting = {
            "comments": Comment.objects.unconfirmed_from(recipient.email),
            "subscriptions": subscriptions.order_by("pk"),
        }
        super().__init__(*args, initial=self.waiting, **kwargs)
        for name, rows in self.waiting.items():
            self.fields[name].widget = forms.CheckboxSelectMultiple()
            self.fields[name].queryset = rows
            self.fields[name].label_from_instance = str
            if not rows:
                del self.fields[name]
        self.is_single = sum(map(len, self.waiting.values())) == 1
        if self.is_single:  # nothing to choose: the button alone says yes
            next(iter(self.fields.values())).widget = forms.MultipleHiddenInput()

    @property
    def helper(self):
        publishes = "comments" in self.fields and self.is_single
        label = _("Publish comment") if publishes else _("Confirm")
        return build_helper(*self.fields, button=("send", label), with_token=False)
