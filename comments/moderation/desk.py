"""The moderators' pages: the queue, an act on some of it, its undoing, and appeals. The admin gives their addresses."""

from collections import Counter
from datetime import timedelta
from functools import wraps
from urllib.parse import parse_qsl, urlencode

from django.contrib import admin, messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db.models import Case, When
from django.http import Http404, HttpResponseRedirect
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
from .cards import PER_PAGE, card_of, cards_of_reported, cards_of_texts, counts, everything, pending
from .forms import SLOWNESS, ActForm, AnswerForm

UNDO = "undo"  # the session's key: the last act, signed with its time
SALT = "comments.undo"
MOST_PAGES = 10_000
TABS = ("pending", "reported", "appeals")
SENT = ("reason", "words", "until", "network", "seconds")  # what an act may come with


def for_moderators(view):
    """A page of the desk for those who may decide."""

    @wraps(view)
    def guard(request, *args, **kwargs):
        if not request.user.has_perm("comments.moderate_submission"):
            raise PermissionDenied(_("Only moderators can see the queue."))
        return view(request, *args, **kwargs)

    return guard


@for_moderators
@require_safe
def queue(request):
    """A page of what waits: texts, reported comments, or appeals; or one text, whatever became of it."""
    asked, by_rule = request.GET, counts()
    if "text" in asked:
        cards = _card_or_404(asked["text"])
        return _show(request, by_rule, {"text": cards[0].item.name}, cards)
    tab = asked.get("tab") if asked.get("tab") in TABS else TABS[0]
    rule = asked.get("rule") if asked.get("rule") in by_rule else ""
    page = min(number_from(asked.get("page")) or 1, MOST_PAGES)
    cards, more = [], False
    if tab == "reported":
        cards, more = cards_of_reported((page - 1) * PER_PAGE)
    elif tab == "pending":
        cards, more = cards_of_texts(pending(rule), (page - 1) * PER_PAGE)
    return _show(request, by_rule, {"tab": tab, "rule": rule, "page": page}, cards, more)


def _card_or_404(name):
    cards = card_of(name)
    if not cards:
        raise Http404(_("There is no such comment."))
    return cards


def _show(request, by_rule, part, cards, more=False):
    """The page of a part of the queue, which its address names: `tab`, `rule` and `page`, or `text`."""
    tab, rule, page = part.get("tab", "text"), part.get("rule"), part.get("page", 1)
    waiting, reported = sum(by_rule.values()), Report.objects.to_hear().values("comment").distinct().count()
    context = {
        "title": _("Moderation queue"),
        "tab": tab,
        "rule": rule,
        "cards": cards,
        "appeals": _appeals(request.user) if tab == "appeals" else [],
        "rules": sorted((name, number) for name, number in by_rule.items() if name),
        "waiting": waiting,
        "reported": reported,
        "all": {"pending": by_rule[rule] if rule else waiting, "reported": reported}.get(tab, 0),
        "reasons": _reasons_for_all(cards),
        "appealed": Appeal.objects.open().count(),
        "later": _query(part | {"page": page + 1}) if more else "",
        "earlier": _query(part | {"page": page - 1}) if page > 1 else "",
        "back": _query(part),
        "undo": _last_act(request),
        "slowness": SLOWNESS,
        "tomorrow": timezone.localdate() + timedelta(days=1),
    }
    return render(request, "comments/moderation/queue.html", admin.site.each_context(request) | context)


def _reasons_for_all(cards):
    """The reasons that each of these may be refused for."""
    return [reason for reason in cards[0].reasons if all(reason in card.reasons for card in cards)] if cards else []


def _query(part):
    return urlencode({name: value for name, value in part.items() if value})


def _appeals(user):
    """The oldest appeals. Those that this moderator may not hear come last, or they would hide the others."""
    rows = Appeal.objects.open().select_related(
        "decision__discussion__review", "decision__submission", "decision__comment", "decision__actor"
    )
    rows = rows.order_by(Case(When(decision__actor=user, then=1), default=0), "at", "pk")
    rows = list(rows.defer("decision__discussion__review__body")[:PER_PAGE])
    for row in rows:
        row.is_mine = not row.may_be_heard_by(user)
    return rows


@for_moderators
@require_POST
def act(request):
    """Do one thing to some items: more than one, or what cannot be undone, is counted and asked first."""
    form, (chosen, total) = ActForm(request.POST), _chosen(request)
    found = _load(request, chosen)
    refusal = form.refuse_for(chosen, found) if form.is_valid() else " ".join(map(" ".join, form.errors.values()))
    if refusal:
        messages.error(request, refusal)
    if refusal or not found:
        return _back(request)
    name = form.cleaned_data["act"]
    asks = len(chosen) > 1 or ACTS[name].undo is None
    if "everything" in request.POST or (asks and "confirmed" not in request.POST):
        return _ask_first(request, name, form, found, total)
    done, changed = _do(request, name, form, found)
    _remember(request, name, done)
    if changed:
        sent = [(key, request.POST[key]) for key in SENT if key in request.POST]
        return show_changed(request, name, changed, sent)
    return _back(request)


def _chosen(request):
    """The items that were chosen, one by one or as a whole part of the queue, and out of how many."""
    if "everything" in request.POST:
        part = dict(parse_qsl(_clean_back(request)))
        return everything(part.get("tab"), part.get("rule", ""))
    chosen = items_of.read(request.POST.getlist("item"))
    return chosen, len(chosen)


def _load(request, chosen):
    """(item, row) of those that are there; a message says how many are not."""
    found = items_of.load(chosen)
    gone = len(chosen) - len(found)
    if gone:
        said = ngettext("%(number)d of them is no longer there.", "%(number)d of them are no longer there.", gone)
        messages.warning(request, said % {"number": gone})
    return found


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
        said = _("%(number)d not changed. %(why)s") % {"number": number, "why": refusal}
        messages.warning(request, said)
    return done, changed


def _remember(request, name, done):
    """Say what was done, and keep what its undoing needs."""
    if done:
        said = ngettext("%(label)s: %(number)d done.", "%(label)s: %(number)d done.", len(done))
        messages.success(request, said % {"label": ACTS[name].name_for(done[0][0]), "number": len(done)})
    if done and ACTS[name].undo:
        request.session[UNDO] = signing.dumps(
            {"act": name, "done": done, "by": request.user.pk}, salt=SALT, compress=True
        )


def _last_act(request):
    """What may still be undone: its `label`, how many, and the `token`; None when the time is over."""
    token = request.session.get(UNDO, "")
    try:
        act = signing.loads(token, salt=SALT, max_age=SECOND_THOUGHTS)
    except signing.BadSignature:
        return None
    signature = token.rpartition(":")[2]  # the whole is long where many were decided
    label = ACTS[act["act"]].name_for(act["done"][0][0])
    return act | {"token": signature, "label": label, "number": len(act["done"])}


def _ask_first(request, name, form, found, total):
    """How many texts, of how many writers, on how many reviews: then the button that does it."""
    label = ACTS[name].name_for(found[0][0].kind)
    context = {
        "title": label,
        "act": name,
        "label": label,
        "can_undo": ACTS[name].undo is not None,
        "items": [item for item, _row in found],
        "total": total,
        "writers": len({row.user_id or row.name.casefold() for _item, row in found}),
        "reviews": len({row.discussion_id for _item, row in found}),
        "sent": [(key, form.data[key]) for key in SENT if key in form.data],
        "why": form.cleaned_data["why"],
        "back": _clean_back(request),
    }
    return render(request, "comments/moderation/ask.html", admin.site.each_context(request) | context)


def show_changed(request, name, changed, sent):
    """What the writers changed meanwhile, with buttons that order the same of the text of now, and `sent` with it."""
    pairs = []
    for item, row in changed:
        row.refresh_from_db()
        difference = items_of.difference(items_of.text_at(row, item.seen), row.body)
        pairs.append({"item": items_of.Item.of(row, row.version), "row": row, "difference": difference})
    context = {
        "title": _("The comment was edited"),
        "changed": pairs,
        "label": ACTS[name].name_for(changed[0][0].kind),
        "act": name,
        "sent": sent,
        "back": _clean_back(request),
    }
    return render(request, "comments/moderation/changed.html", admin.site.each_context(request) | context, status=409)


@for_moderators
@require_POST
def undo(request):
    """Take the last act back, for half a minute; its letters are not sent."""
    last = _last_act(request)
    if last is None or last["token"] != request.POST.get("token") or last["by"] != request.user.pk:
        messages.error(request, _("It is too late to undo this."))
        return _back(request)
    del request.session[UNDO]
    notes = {(kind, pk): note_and_made for kind, pk, *note_and_made in last["done"]}
    found = _load(request, [items_of.Item(kind, pk, 1) for kind, pk in notes])
    back = []
    for item, row in found:
        try:
            undoing.take_back(last["act"], row, request.user, *notes[item.kind, item.pk])
            back.append(item)
        except AlreadyDecided as refusal:
            messages.warning(request, str(refusal))
    if back:
        said = ngettext("%(number)d undone.", "%(number)d undone.", len(back))
        messages.success(request, said % {"number": len(back)})
    return _back(request, back)


@for_moderators
@require_POST
def hear(request, pk):
    """Decide an appeal against another moderator's decision."""
    appeal, form = get_object_or_404(Appeal, pk=pk), AnswerForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Write your answer to the appeal."))
        return _back(request)
    try:
        verb = appeal.overturn if "overturn" in request.POST else appeal.uphold
        verb(request.user, form.cleaned_data["answer"])
        messages.success(request, _("Appeal decided. The author gets an e-mail."))
    except AlreadyDecided as refusal:
        messages.error(request, str(refusal))
    return _back(request)


def _clean_back(request):
    """The part of the queue that a form came from. PostgreSQL takes no NUL, and one less would name another part."""
    sent = parse_qsl(request.POST.get("back", ""))
    known = [(name, value.replace("\x00", "?")) for name, value in sent if name in {"tab", "rule", "page", "text"}]
    return urlencode(known)


def _back(request, to=()):
    """To the part of the queue that a form came from; there the first of the items `to` is in focus."""
    card = f"#card-{to[0].name}" if to else ""
    return HttpResponseRedirect(f"{reverse('admin:comments_queue')}?{_clean_back(request)}{card}", status=303)
