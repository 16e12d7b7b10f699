"""What the moderators' lists have in common: verbs on many rows or on one, with a reason, and the log."""

from collections import Counter
from dataclasses import dataclass

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.pks import reject_invalid_pks, reject_nul_bytes

from .models import Decision, TextChanged
from .moderation.desk import show_changed
from .moderation.items import Item
from .thread import number_from

LONGEST_REASON = 300
LOOKUPS = ("", "__exact", "__id__exact", "__in", "__isnull")  # how the links of Django's filters end


@dataclass
class Verb:
    """A decision that a moderator may take: its label, what it does to a row, whether it needs a reason.

    `name` is what the queue calls it, where it is bound to the version that was read.
    """

    label: str
    act: object
    needs_reason: bool = False
    name: str = ""


class ReasonActionForm(ActionForm):
    """The actions of a list, with the reason beside them."""

    reason = forms.CharField(label=gettext_lazy("Reason:"), required=False, max_length=LONGEST_REASON)


class DecisionForm(forms.ModelForm):
    """One text before a moderator: nothing of it is edited, a reason is given."""

    reason = forms.CharField(
        label=gettext_lazy("Your reason"),
        required=False,
        max_length=LONGEST_REASON,
        help_text=gettext_lazy("Needed to reject or remove a comment; readers see it where the comment was."),
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
    kind = ""  # what the queue calls its rows, where it has cards of them
    form = DecisionForm
    action_form = ReasonActionForm
    change_form_template = "comments/admin/decide.html"
    show_full_result_count = False
    list_per_page = 50

    def has_add_permission(self, request):
        return False

    def delete_view(self, request, object_id, extra_context=None):
        raise PermissionDenied(
            _("Comments cannot be deleted one by one: numbering and replies would break. Reject or erase them instead.")
        )

    def changelist_view(self, request, extra_context=None):
        return reject_nul_bytes(request) or super().changelist_view(request, extra_context)

    def response_action(self, request, queryset):
        """Do an action; where the reason is too long, Django would say that none was selected."""
        length = len(request.POST.get("reason", "").strip())
        if length > LONGEST_REASON:
            said = _("Shorten the reason to %(most)d characters; it has %(length)d.")
            self.message_user(request, said % {"most": LONGEST_REASON, "length": length}, messages.ERROR)
            return None
        return reject_invalid_pks(self, request) or super().response_action(request, queryset)

    def get_list_display(self, request):
        return [*self.list_display, "card"] if self._has_cards(request) else self.list_display

    def _has_cards(self, request):
        return self.kind and request.user.has_perm("comments.moderate_submission")

    @admin.display(description=gettext_lazy("queue"))
    def card(self, row):
        """The way to all that may be done to a row."""
        return format_html('<a href="{}">{}</a>', self._address_of_card(row.pk), _("Moderate"))

    def _address_of_card(self, pk):
        return reverse("admin:comments_queue", query={"text": f"{self.kind}{pk}"})

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
        card = self._address_of_card(object_id) if self._has_cards(request) else ""
        context = (extra_context or {}) | {"verbs": verbs, "card": card}
        return super().changeform_view(request, object_id, form_url, context)

    def save_model(self, request, obj, form, change):
        """Take the decision whose button was pressed; nothing else of the row changes."""
        pressed = [verb for name, verb in self.verbs.items() if f"_{name}" in request.POST]
        for verb in pressed[:1]:
            row = self.model.objects.get(pk=obj.pk)
            request.changed = decide(self, request, [row], verb, form.cleaned_data.get("reason", ""))

    def construct_change_message(self, request, form, formsets, add=False):
        """The admin's own log names the decision."""
        return ", ".join(str(verb.label) for name, verb in self.verbs.items() if f"_{name}" in request.POST)

    def save_related(self, request, form, formsets, change):
        """Nothing beside the row is edited here."""

    def response_change(self, request, obj):
        """Back to the list, or what its writer changed meanwhile."""
        return getattr(request, "changed", None) or self.response_post_save_change(request, obj)


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
            desk.message_user(request, _("Write the reason beside the action, then press Go."), messages.ERROR)
            return None
        return decide(desk, request, rows, verb, reason)

    return action


def decide(desk, request, rows, verb, reason):
    """Do `verb` to each row and say how many were done, and why others were not.

    Gives the page that shows what writers changed since they were read; None where nobody did.
    """
    done, changed, refusals = 0, [], Counter()
    for row in rows:
        seen = version_seen(request, row)
        try:
            verb.act(row, request.user, reason, seen)
            done += 1
        except TextChanged:
            changed.append((Item.of(row, seen), row))
        except ValueError as error:
            refusals[str(error)] += 1
    if done:
        said = ngettext("%(label)s: %(number)d done.", "%(label)s: %(number)d done.", done)
        desk.message_user(request, said % {"label": verb.label, "number": done}, messages.SUCCESS)
    for refusal, number in refusals.items():
        said = _("%(number)d not changed. %(why)s") % {"number": number, "why": refusal}
        desk.message_user(request, said, messages.WARNING)
    return show_changed(request, verb.name, changed, [("words", reason)]) if changed else None
