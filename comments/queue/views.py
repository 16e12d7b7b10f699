"""The moderators' pages: the queue, an action on some of it, its undoing, and appeals."""

import time
from collections import Counter
from datetime import timedelta
from functools import wraps
from urllib.parse import parse_qsl, urlencode

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Case, When
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from comments.actions import appeal as appeal_actions
from comments.models import AlreadyDecided, Appeal, Comment, Report, TextChanged
from comments.models.moderation import is_sole_moderator
from comments.notify import UNDO_WINDOW
from comments.thread import number_from

from . import actions, items
from .actions import ACTIONS
from .entries import (
    PER_PAGE,
    all_items,
    counts_by_rule,
    entries_for,
    entries_for_reported,
    pending,
)
from .forms import SLOW_MODE_CHOICES, ActionForm, AppealAnswerForm

UNDO_KEY = "undo"  # of the session: the last action, which ends with it
MAX_PAGES = 10_000
TABS = ("pending", "reported", "appeals")
INPUTS = ("reason", "words", "until", "network", "seconds")  # what an action may come with


def for_moderators(view):
    @wraps(view)
    def guard(request, *args, **kwargs):
        if not request.user.has_perm("comments.moderate_comment"):
            raise PermissionDenied(_("Only moderators can see the queue."))
        return view(request, *args, **kwargs)

    return guard


@for_moderators
@require_safe
def queue(request):
    """A page of pending or reported comments or appeals; or one comment, whatever its status."""
    asked, by_rule = request.GET, counts_by_rule()
    if "comment" in asked:
        entries = _get_entries_or_404(number_from(asked["comment"]))
        return _show(request, by_rule, {"comment": entries[0].comment.pk}, entries)
    tab = asked.get("tab") if asked.get("tab") in TABS else TABS[0]
    rule = asked.get("rule") if asked.get("rule") in by_rule else ""
    page = min(number_from(asked.get("page")) or 1, MAX_PAGES)
    entries, more = [], False
    if tab == "reported":
        entries, more = entries_for_reported((page - 1) * PER_PAGE)
    elif tab == "pending":
        entries, more = entries_for(pending(rule), (page - 1) * PER_PAGE)
    return _show(request, by_rule, {"tab": tab, "rule": rule, "page": page}, entries, more)


def _get_entries_or_404(pk):
    entries, _more = entries_for(Comment.objects.filter(pk=pk))
    if not entries:
        raise Http404(_("There is no such comment."))
    return entries


def _show(request, by_rule, part, entries, more=False):
    """The page of a part of the queue; the address gives `tab`, `rule` and `page`, or `comment`."""
    tab, rule, page = part.get("tab", "comment"), part.get("rule"), part.get("page", 1)
    waiting = sum(by_rule.values())
    reported = Report.objects.actionable().values("comment").distinct().count()
    context = {
        "title": _("Moderation queue"),
        "tab": tab,
        "rule": rule,
        "entries": entries,
        "appeals": _appeals(request.user) if tab == "appeals" else [],
        "rules": sorted((name, number) for name, number in by_rule.items() if name),
        "waiting": waiting,
        "reported": reported,
        "all": {"pending": by_rule[rule] if rule else waiting, "reported": reported}.get(tab, 0),
        "reasons": _reasons_for_all(entries),
        "appealed": Appeal.objects.open().count(),
        "later": _query(part | {"page": page + 1}) if more else "",
        "earlier": _query(part | {"page": page - 1}) if page > 1 else "",
        "back": _query(part),
        "undo": _last_action(request),
        "slow_modes": SLOW_MODE_CHOICES,
        "tomorrow": timezone.localdate() + timedelta(days=1),
    }
    return render(request, "comments/queue/queue.html", admin.site.each_context(request) | context)


def _reasons_for_all(entries):
    """The reasons that each of these may be refused for."""
    if not entries:
        return []
    return [row for row in entries[0].reasons if all(row in entry.reasons for entry in entries)]


def _query(part):
    return urlencode({name: value for name, value in part.items() if value})


def _appeals(user):
    """The oldest appeals.

    Those that this moderator may not decide come last, or they would hide the others.
    """
    rows = Appeal.objects.open().select_related(
        "decision__discussion__review", "decision__comment", "decision__actor"
    )
    rows = rows.order_by(Case(When(decision__actor=user, then=1), default=0), "at", "pk")
    rows = list(rows.defer("decision__discussion__review__body")[:PER_PAGE])
    is_sole = is_sole_moderator(user)
    for row in rows:
        row.is_mine = not row.may_be_decided_by(user, is_sole=is_sole)
    return rows


@for_moderators
@require_POST
def act(request):
    """Do one thing to some items; several, or what cannot be undone, are confirmed first."""
    form, (chosen, total) = ActionForm(request.POST), _chosen(request)
    found = _load(request, chosen)
    if form.is_valid():
        refusal = form.refusal_for(chosen, found)
    else:
        refusal = " ".join(map(" ".join, form.errors.values()))
    if refusal:
        messages.error(request, refusal)
    if refusal or not found:
        return _back(request)
    name = form.cleaned_data["action"]
    asks = len(chosen) > 1 or ACTIONS[name].undo is None
    if "everything" in request.POST or (asks and "confirmed" not in request.POST):
        return _ask_first(request, name, form, found, total)
    is_published = found[0][1].is_approved
    done, changed = _perform(request, name, form, found)
    _remember(request, name, done, is_published)
    if changed:
        return _show_changed(request, name, changed)
    return _back(request)


def _chosen(request):
    """The items chosen, one by one or as a whole part of the queue, and out of how many."""
    if "everything" in request.POST:
        part = dict(parse_qsl(_clean_back(request)))
        return all_items(part.get("tab"), part.get("rule", ""))
    chosen = items.parse(request.POST.getlist("item"))
    return chosen, len(chosen)


def _load(request, chosen):
    """(item, comment) of those that are there; a message says how many are not."""
    found = items.load(chosen)
    gone = len(chosen) - len(found)
    if gone:
        said = ngettext(
            "%(number)d of them is no longer there.",
            "%(number)d of them are no longer there.",
            gone,
        )
        messages.warning(request, said % {"number": gone})
    return found


def _perform(request, name, form, found):
    """Each in a transaction of its own, so that threads are locked one at a time."""
    done, changed, refusals = [], [], Counter()
    for item, row in found:
        try:
            asked = form.action_input(request.user, item)
            done.append([item.pk, *actions.perform(name, row, asked)])
        except TextChanged:
            changed.append((item, row))
        except ValueError as error:
            refusals[str(error)] += 1
    for refusal, number in refusals.items():
        said = _("%(number)d not changed. %(why)s") % {"number": number, "why": refusal}
        messages.warning(request, said)
    return done, changed


def _remember(request, name, done, is_published):
    """Say what was done, and keep what its undoing needs."""
    if not done:
        return
    label = str(ACTIONS[name].label_for(is_published=is_published))
    said = ngettext("%(label)s: %(number)d done.", "%(label)s: %(number)d done.", len(done))
    messages.success(request, said % {"label": label, "number": len(done)})
    if ACTIONS[name].undo:
        request.session[UNDO_KEY] = {
            "action": name,
            "done": done,
            "label": label,
            "token": get_random_string(16),
            "at": time.time(),
        }


def _last_action(request):
    """What may still be undone: its `label`, how many, and the `token`; None after its time."""
    last = request.session.get(UNDO_KEY)
    if last is None or time.time() - last["at"] > UNDO_WINDOW.total_seconds():
        return None
    return last | {"number": len(last["done"])}


def _ask_first(request, name, form, found, total):
    """How many comments, of how many authors, on how many reviews: then the button that does it."""
    label = ACTIONS[name].label_for(is_published=found[0][1].is_approved)
    context = {
        "title": label,
        "action": name,
        "label": label,
        "can_undo": ACTIONS[name].undo is not None,
        "items": [item for item, _row in found],
        "total": total,
        "authors": len({row.user_id or row.name.casefold() for _item, row in found}),
        "reviews": len({row.discussion_id for _item, row in found}),
        "sent": [(key, form.data[key]) for key in INPUTS if key in form.data],
        "why": form.cleaned_data["why"],
        "back": _clean_back(request),
    }
    return render(request, "comments/queue/ask.html", admin.site.each_context(request) | context)


def _show_changed(request, name, changed):
    """What the authors changed meanwhile, with buttons that ask for the same of the text of now."""
    pairs = []
    for item, row in changed:
        row.refresh_from_db()
        difference = items.difference(items.text_at(row, item.expected_version), row.body)
        now = items.ItemRef.of(row)
        pairs.append({"item": now, "comment": row, "difference": difference})
    context = {
        "title": _("The comment was edited"),
        "changed": pairs,
        "label": ACTIONS[name].label_for(is_published=changed[0][1].is_approved),
        "action": name,
        "sent": [(key, request.POST[key]) for key in INPUTS if key in request.POST],
        "back": _clean_back(request),
    }
    context |= admin.site.each_context(request)
    return render(request, "comments/queue/changed.html", context, status=409)


@for_moderators
@require_POST
def undo(request):
    """Undo the last action, for half a minute; its e-mails are not sent."""
    last = _last_action(request)
    if last is None or last["token"] != request.POST.get("token"):
        messages.error(request, _("It is too late to undo this."))
        return _back(request)
    del request.session[UNDO_KEY]
    done = {pk: decision_and_note for pk, *decision_and_note in last["done"]}
    undone = []
    for _item, row in _load(request, [items.ItemRef(pk) for pk in done]):
        try:
            actions.undo(last["action"], row, request.user, *done[row.pk])
            undone.append(row)
        except ValueError as refusal:
            messages.warning(request, str(refusal))
    if undone:
        said = ngettext("%(number)d undone.", "%(number)d undone.", len(undone))
        messages.success(request, said % {"number": len(undone)})
    return _back(request, undone)


@for_moderators
@require_POST
def resolve_appeal(request, pk):
    """Decide an appeal against another moderator's decision."""
    appeal, form = get_object_or_404(Appeal, pk=pk), AppealAnswerForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Write your answer to the appeal."))
        return _back(request)
    decide = appeal_actions.overturn if "overturn" in request.POST else appeal_actions.uphold
    try:
        decide(appeal, request.user, form.cleaned_data["answer"])
        messages.success(request, _("Appeal decided. The author gets an e-mail."))
    except AlreadyDecided as refusal:
        messages.error(request, str(refusal))
    return _back(request)


def _clean_back(request):
    """The part of the queue that a form came from.

    PostgreSQL takes no NUL, and one less would name another part.
    """
    sent = parse_qsl(request.POST.get("back", ""))
    names = {"tab", "rule", "page", "comment"}
    return urlencode([(name, value.replace("\x00", "?")) for name, value in sent if name in names])


def _back(request, to=()):
    """To the part of the queue that a form came from.

    There the first of the comments `to` is in focus.
    """
    card = f"#card-{to[0].pk}" if to else ""
    address = f"{reverse('admin:comments_queue')}?{_clean_back(request)}{card}"
    return HttpResponseRedirect(address, status=303)
