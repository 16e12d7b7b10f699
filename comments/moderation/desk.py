"""The moderators' pages: the queue, an act on some of it, its undoing, and appeals. The admin gives their addresses."""

from collections import Counter
from datetime import timedelta
from functools import wraps
from urllib.parse import parse_qsl, urlencode

from django.contrib import admin, messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from comments.models import AlreadyDecided, Appeal, Report, TextChanged
from comments.models.telling import SECOND_THOUGHTS
from comments.thread import number_from

from . import items as items_of
from . import undoing
from .acts import ACTS
from .cards import PER_PAGE, cards_of_reported, cards_of_texts, counts, pending
from .forms import SLOWNESS, ActForm, AnswerForm

UNDO = "undo"  # the session's key: the last act, signed with its time
SALT = "comments.undo"
MOST_PAGES = 10_000
TABS = ("pending", "reported", "appeals")


def for_moderators(view):
    """A page of the desk for those who may decide."""

    @wraps(view)
    def guard(request, *args, **kwargs):
        if not request.user.has_perm("comments.moderate_submission"):
            raise PermissionDenied(_("Only moderators see the queue."))
        return view(request, *args, **kwargs)

    return guard


@for_moderators
@require_safe
def queue(request):
    """A page of what waits: texts, reported comments, or appeals."""
    tab = request.GET.get("tab") if request.GET.get("tab") in TABS else TABS[0]
    return _show(
        request, tab, request.GET.get("rule", "")[:40], min(number_from(request.GET.get("page")) or 1, MOST_PAGES)
    )


def _show(request, tab, rule, page):
    start, by_rule = (page - 1) * PER_PAGE, counts()
    rule = rule if rule in by_rule else ""
    if tab == "reported":
        cards, more = cards_of_reported(start)
    elif tab == "appeals":
        cards, more = [], False
    else:
        cards, more = cards_of_texts(pending(rule), start)
    context = {
        "title": _("Moderation queue"),
        "tab": tab,
        "rule": rule,
        "cards": cards,
        "appeals": _appeals(request.user) if tab == "appeals" else [],
        "rules": sorted((name, number) for name, number in by_rule.items() if name),
        "waiting": sum(by_rule.values()),
        "reported": Report.objects.to_hear().values("comment").distinct().count(),
        "appealed": Appeal.objects.open().count(),
        "later": _query(tab, rule, page + 1) if more else "",
        "earlier": _query(tab, rule, page - 1) if page > 1 else "",
        "back": _query(tab, rule, page),
        "undo": _last_act(request),
        "slowness": SLOWNESS,
        "tomorrow": timezone.localdate() + timedelta(days=1),
    }
    return render(request, "comments/moderation/queue.html", admin.site.each_context(request) | context)


def _query(tab, rule, page):
    return urlencode({name: value for name, value in (("tab", tab), ("rule", rule), ("page", page)) if value})


def _appeals(user):
    rows = Appeal.objects.open().select_related(
        "decision__discussion__review", "decision__submission", "decision__comment", "decision__actor"
    )
    rows = list(rows.defer("decision__discussion__review__body")[:PER_PAGE])
    for row in rows:
        row.is_mine = not row.may_be_heard_by(user)
    return rows


@for_moderators
@require_POST
def act(request):
    """Do one thing to some items: more than one, or what cannot be undone, is counted and asked first."""
    form, chosen = ActForm(request.POST), items_of.read(request.POST.getlist("item"))
    refusal = form.refuse_for(chosen) if form.is_valid() else " ".join(map(" ".join, form.errors.values()))
    if refusal:
        messages.error(request, refusal)
        return _back(request)
    name, found = form.cleaned_data["act"], items_of.load(chosen)
    if (len(chosen) > 1 or ACTS[name].undo is None) and "confirmed" not in request.POST:
        return _ask_first(request, name, form, found)
    done, changed = _do(request, name, form, found)
    _remember(request, name, done)
    if changed:
        return _show_changed(request, name, changed)
    return _back(request)


def _do(request, name, form, found):
    """Each in a transaction of its own, so that threads are locked one at a time."""
    done, changed, refusals = [], [], Counter()
    for item, row in found:
        try:
            note, made = undoing.do(name, row, form.order(request.user, item.seen))
            done.append([item.kind, item.pk, note, made])
        except TextChanged:
            changed.append((item, row))
        except ValueError as error:
            refusals[str(error)] += 1
    for refusal, number in refusals.items():
        said = _("%(number)d left as they were. %(why)s") % {"number": number, "why": refusal}
        messages.warning(request, said)
    return done, changed


def _remember(request, name, done):
    """Say what was done, and keep what its undoing needs."""
    if done:
        said = ngettext("%(label)s: %(number)d done.", "%(label)s: %(number)d done.", len(done))
        messages.success(request, said % {"label": ACTS[name].label, "number": len(done)})
    if done and ACTS[name].undo:
        request.session[UNDO] = signing.dumps({"act": name, "done": done, "by": request.user.pk}, salt=SALT)


def _last_act(request):
    """What may still be undone: its `label`, how many, and the `token`; None when the time is over."""
    token = request.session.get(UNDO, "")
    try:
        act = signing.loads(token, salt=SALT, max_age=SECOND_THOUGHTS)
    except signing.BadSignature:
        return None
    return act | {"token": token, "label": ACTS[act["act"]].label, "number": len(act["done"])}


def _ask_first(request, name, form, found):
    """How many texts, of how many writers, on how many reviews: then the button that does it."""
    context = {
        "title": ACTS[name].label,
        "act": name,
        "label": ACTS[name].label,
        "can_undo": ACTS[name].undo is not None,
        "items": [item for item, _row in found],
        "writers": len({row.user_id or row.name.casefold() for _item, row in found}),
        "reviews": len({row.discussion_id for _item, row in found}),
        "sent": [
            (key, form.data[key]) for key in ("reason", "words", "until", "network", "seconds") if key in form.data
        ],
        "why": form.cleaned_data["why"],
        "back": _clean_back(request),
    }
    return render(request, "comments/moderation/ask.html", admin.site.each_context(request) | context)


def _show_changed(request, name, changed):
    """What the writers changed meanwhile, with the buttons for the text of now."""
    pairs = []
    for item, row in changed:
        row.refresh_from_db()
        text = row.received if item.is_comment else row
        old = items_of.text_at(row, item.seen)
        now = items_of.Item(item.kind, row.pk, text.version if text else 1)
        pairs.append({"item": now, "row": row, "difference": items_of.difference(old, row.body)})
    context = {
        "title": _("The text was changed"),
        "changed": pairs,
        "label": ACTS[name].label,
        "act": name,
        "sent": [(key, request.POST[key]) for key in ("reason", "words", "until", "seconds") if key in request.POST],
        "back": _clean_back(request),
    }
    return render(request, "comments/moderation/changed.html", admin.site.each_context(request) | context, status=409)


@for_moderators
@require_POST
def undo(request):
    """Take the last act back, for half a minute; its letters are not sent."""
    last = _last_act(request)
    if last is None or last["token"] != request.POST.get("token") or last["by"] != request.user.pk:
        messages.error(request, _("The time to undo it is over."))
        return _back(request)
    del request.session[UNDO]
    notes = {(kind, pk): note_and_made for kind, pk, *note_and_made in last["done"]}
    found = items_of.load([items_of.Item(kind, pk, 1) for kind, pk in notes])
    number = 0
    for item, row in found:
        try:
            undoing.take_back(last["act"], row, request.user, *notes[item.kind, item.pk])
            number += 1
        except AlreadyDecided as refusal:
            messages.warning(request, str(refusal))
    if number:
        messages.success(request, ngettext("%(number)d undone.", "%(number)d undone.", number) % {"number": number})
    return _back(request)


@for_moderators
@require_POST
def hear(request, pk):
    """Decide an appeal against another moderator's decision."""
    appeal, form = get_object_or_404(Appeal, pk=pk), AnswerForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Write what you answer to the appeal."))
        return _back(request)
    try:
        verb = appeal.overturn if "overturn" in request.POST else appeal.uphold
        verb(request.user, form.cleaned_data["answer"])
        messages.success(request, _("The appeal was heard, and its writer is told."))
    except AlreadyDecided as refusal:
        messages.error(request, str(refusal))
    return _back(request)


def _clean_back(request):
    known = [
        (name, value) for name, value in parse_qsl(request.POST.get("back", "")) if name in {"tab", "rule", "page"}
    ]
    return urlencode(known)


def _back(request):
    return HttpResponseRedirect(f"{reverse('admin:comments_queue')}?{_clean_back(request)}", status=303)
