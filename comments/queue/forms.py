from datetime import datetime, time, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.models import RejectionReason

from .actions import ACTIONS, ON_PLACED_COMMENTS, ActionInput

SLOW_MODE_CHOICES = [
    (0, _("normal speed")),
    (60, _("one minute")),
    (300, _("five minutes")),
    (3600, _("one hour")),
]
MAX_BAN = timedelta(days=3652)


class ActionForm(forms.Form):
    action = forms.ChoiceField(choices=[(name, action.label) for name, action in ACTIONS.items()])
    reason = forms.ModelChoiceField(RejectionReason.objects, required=False)
    words = forms.CharField(required=False, max_length=300)
    until = forms.DateField(required=False)
    network = forms.BooleanField(required=False)
    # The stub knows only text as an empty value.
    seconds = forms.TypedChoiceField(
        choices=SLOW_MODE_CHOICES,
        coerce=int,
        required=False,
        empty_value=60,  # type: ignore[arg-type]
    )

    def clean_until(self):
        """The end of that day, in this site's time."""
        day = self.cleaned_data["until"]
        if day is None:
            return None
        if day < timezone.localdate():
            raise forms.ValidationError(_("Enter a future date on which the ban ends."))
        if day > timezone.localdate() + MAX_BAN:
            raise forms.ValidationError(
                _("A ban can last ten years at most. Enter an earlier date.")
            )
        return timezone.make_aware(datetime.combine(day, time.max))

    def clean(self):
        data = super().clean()
        data["why"] = data.get("words", "").strip() or str(data.get("reason") or "")
        needs = ACTIONS[data["action"]].needs if "action" in data else ()
        if "reason" in needs and not data["why"]:
            self.add_error("words", _("Choose a reason from the list or write one."))
        if "until" in needs and data.get("until") is None and "until" not in self.errors:
            self.add_error("until", _("Enter the date on which the ban ends."))
        return data

    def refusal_for(self, chosen, found):
        """The sentence that says why this cannot be done to the chosen, of which `found` are there.

        Empty where it can.
        """
        if not chosen:
            return _("Choose at least one comment.")
        needs_place = self.cleaned_data["action"] in ON_PLACED_COMMENTS
        if needs_place and not all(row.seq for _item, row in found):
            return _("Only a published comment can be restored, featured or pinned.")
        reason = self.cleaned_data["reason"]
        owner = reason and reason.publication_id
        if owner and any(row.discussion.review.publication_id != owner for _item, row in found):
            return _(
                "This reason belongs to another publication. Choose one that fits all chosen "
                "comments."
            )
        return ""

    def action_input(self, by, item):
        data = self.cleaned_data
        return ActionInput(
            by,
            data["why"],
            data["until"],
            data["network"],
            data["seconds"],
            item.expected_version,
            item.expected_status,
        )


class AppealAnswerForm(forms.Form):
    answer = forms.CharField(max_length=300, strip=True)
