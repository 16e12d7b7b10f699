"""What the moderators' lists have in common: verbs on many rows or on one, with a reason, and the log."""

from collections import Counter
from dataclasses import dataclass

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.core.exceptions import PermissionDenied
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from films.keys import refuse_nul, refuse_odd_keys

from .models import Decision
from .thread import number_from

LOOKUPS = ("", "__exact", "__id__exact", "__in", "__isnull")  # how the links of Django's filters end


@dataclass
class Verb:
    """A decision that a moderator may take: its label, what it does to a row, whether it needs a reason."""

    label: str
    act: object
    needs_reason: bool = False


class ReasonActionForm(ActionForm):
    """The actions of a list, with the reason beside them."""

    reason = forms.CharField(label=gettext_lazy("Reason:"), required=False, max_length=300)


class DecisionForm(forms.ModelForm):
    """One text before a moderator: nothing of it is edited, a reason is given."""

    reason = forms.CharField(
        label=gettext_lazy("Your reason"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Needed to reject or remove; readers see it on a tombstone."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )

    def clean(self):
        data = super().clean()
        verb = next((verb for name, verb in self.verbs.items() if f"_{name}" in self.data), None)
        if verb and verb.needs_reason and not data.get("reason", "").strip():
            self.add_error("reason", _("Write the reason for this decision."))
        return data


class DecisionInline(admin.TabularInline):
    """What was decided before, by whom and why."""

    model = Decision
    extra = 0
    fields = readonly_fields = ["at", "action", "actor", "reason"]
    verbose_name_plural = gettext_lazy("decisions")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("actor")

    def has_view_permission(self, request, obj=None):
        return True

    def has_add_permission(self, request, obj=None):
        return False

    has_change_permission = has_delete_permission = has_add_permission


class ClosedLookups:
    """A list that answers to its own filters alone: `?email__startswith=` would tell what no column shows."""

    def lookup_allowed(self, lookup, value, request=None):
        listed = [getattr(named, "parameter_name", named) for named in self.get_list_filter(request)]
        return lookup in {name + ending for name in listed for ending in LOOKUPS}


class DeskAdmin(ClosedLookups, admin.ModelAdmin):
    """Rows that are decided upon and never edited, added or deleted by hand."""

    verbs = {}
    form = DecisionForm
    action_form = ReasonActionForm
    change_form_template = "comments/admin/decide.html"
    show_full_result_count = False
    list_per_page = 50

    def has_add_permission(self, request):
        return False

    def delete_view(self, request, object_id, extra_context=None):
        raise PermissionDenied(_("Texts are not deleted one by one: numbers and answers would lose their place."))

    def changelist_view(self, request, extra_context=None):
        return refuse_nul(request) or super().changelist_view(request, extra_context)

    def response_action(self, request, queryset):
        return refuse_odd_keys(self, request) or super().response_action(request, queryset)

    def get_readonly_fields(self, request, obj=None):
        return [name for name in self.get_fields(request, obj) if name != "reason"]

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        form.verbs = self.verbs
        return form

    def get_actions(self, request):
        if not self.has_change_permission(request):
            return {}
        return {name: (_bulk(verb), name, verb.label) for name, verb in self.verbs.items()}

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        verbs = [(f"_{name}", verb.label) for name, verb in self.verbs.items()]
        return super().changeform_view(request, object_id, form_url, (extra_context or {}) | {"verbs": verbs})

    def save_model(self, request, obj, form, change):
        """Take the decision whose button was pressed; nothing else of the row changes."""
        pressed = [verb for name, verb in self.verbs.items() if f"_{name}" in request.POST]
        for verb in pressed[:1]:
            decide(self, request, [self.model.objects.get(pk=obj.pk)], verb, form.cleaned_data.get("reason", ""))

    def construct_change_message(self, request, form, formsets, add=False):
        """The admin's own log names the decision."""
        return ", ".join(str(verb.label) for name, verb in self.verbs.items() if f"_{name}" in request.POST)

    def save_related(self, request, form, formsets, change):
        """Nothing beside the row is edited here."""

    def response_change(self, request, obj):
        return self.response_post_save_change(request, obj)


def seen_at(row, shown):
    """What a list or a page shows of a text, with the version that its reader decides on."""
    return format_html('{}<input type="hidden" name="seen-{}" value="{}">', shown, row.pk, row.version)


def version_seen(request, row):
    """The version of the text that the page of this request showed, or None where it showed none."""
    return number_from(request.POST.get(f"seen-{row.pk}"))


def _bulk(verb):
    def action(desk, request, rows):
        reason = request.POST.get("reason", "")
        if verb.needs_reason and not reason.strip():
            desk.message_user(request, _("Write the reason beside the action, then go on."), messages.ERROR)
            return
        decide(desk, request, rows, verb, reason)

    return action


def decide(desk, request, rows, verb, reason):
    """Do `verb` to each row and say how many were done, and why others were not."""
    done, refusals = 0, Counter()
    for row in rows:
        try:
            verb.act(row, request.user, reason, version_seen(request, row))
            done += 1
        except ValueError as error:
            refusals[str(error)] += 1
    if done:
        said = ngettext("%(label)s: %(number)d done.", "%(label)s: %(number)d done.", done)
        desk.message_user(request, said % {"label": verb.label, "number": done}, messages.SUCCESS)
    for refusal, number in refusals.items():
        said = _("%(number)d left as they were. %(why)s") % {"number": number, "why": refusal}
        desk.message_user(request, said, messages.WARNING)
