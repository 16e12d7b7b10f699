"""The pages behind the links of letters: each shows on GET, and acts on POST alone; none needs a
log-in.
"""

from functools import wraps

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from comments.actions.submit import confirm as confirm_comment
from comments.models import Address, AlreadyDecided, Comment, Discussion, Subscription
from comments.network import network_of
from comments.notify import rejection_appeal_link, subscribe
from comments.views.shortcuts import (
    csrf_or_same_origin,
    get_discussion_or_404,
    no_store,
    show_or_act,
)

from . import known, links
from .forms import ConfirmForm, FollowForm, PreferencesForm


def by_link(view):
    """A page whose signed link is its key: no session is asked, and a bad link says where to get a
    new one.
    """

    @csrf_exempt
    @no_store
    @show_or_act
    @wraps(view)
    def guarded(request, token):
        try:
            return view(request, token)
        except links.BadLink:
            return render(request, "comments/emails/bad_link.html", status=404)

    return guarded


@by_link
def unsubscribe(request, token):
    """End one list (RFC 8058). The link works for ever, from any mail program, also after the
    address was erased.
    """
    address, slug = links.read_unsubscribe(token)
    if request.method == "POST" and address:
        address.leave(slug)
    context = {"done": request.method == "POST", "list": slug.partition("-")[0], "address": address}
    return render(request, "comments/emails/unsubscribe.html", context)


@by_link
def confirm(request, token):
    """What waits for the word of an address's owner; on POST it goes on, and this browser is known
    from then.
    """
    address = links.read_confirm(token)
    texts = Comment.objects.unconfirmed_from(address.email)
    wishes = address.subscriptions.waiting().select_related("discussion__review").order_by("pk")
    form = ConfirmForm(
        request.POST if request.method == "POST" else None, texts=texts, wishes=wishes
    )
    if not form.is_valid():
        context = {"form": form, "address": address, "texts": texts, "wishes": wishes}
        return render(request, "comments/emails/confirm.html", context)
    address.confirm()
    chosen = form.cleaned_data
    followed = list(chosen.get("wishes", ()))
    if followed:
        address.welcome()
        chosen["wishes"].confirm()
    shown = [text for text in list(chosen.get("texts", ())) if _go_on(text)]
    context = {
        "address": address,
        "texts": shown,
        "wishes": followed,
        "preferences": links.preferences(address),
    }
    response = render(request, "comments/emails/confirmed.html", context)
    known.remember(response, address)
    return response


def _go_on(text):
    """Let a text go on to the page or to the queue; False where it was decided meanwhile."""
    try:
        confirm_comment(text)
    except AlreadyDecided:
        return False
    text.appeal = rejection_appeal_link(text)
    return True


@by_link
def preferences(request, token):
    """All that an address hears of, to be changed."""
    address = links.read_preferences(token)
    form = PreferencesForm(request.POST if request.method == "POST" else None, address=address)
    saved = form.is_valid()
    if saved:
        form.save()
        form = PreferencesForm(address=address)
    return render(
        request,
        "comments/emails/preferences.html",
        {"form": form, "address": address, "saved": saved},
    )


@csrf_or_same_origin
@show_or_act
def follow(request, slug):
    """The form that follows a thread without a word in it."""
    review = get_discussion_or_404(slug).review
    is_guest = not request.user.is_authenticated
    if request.method == "POST":
        return _begin(request, review, FollowForm(request.POST, is_guest=is_guest))
    return _show(
        request,
        review,
        FollowForm(is_guest=is_guest, initial={} if is_guest else {"email": request.user.email}),
    )


def _begin(request, review, form):
    """Note the wish. The answer is the same for every address, whether it is known here or not."""
    if not form.is_valid():
        return _show(request, review, form, status=422)
    network, email = network_of(request), form.cleaned_data["email"]
    proved = known.proves(request, email)
    if not proved and Address.objects.is_flooding(network):
        form.add_error(
            None, _("Too many e-mails were requested from your network. Try again in ten minutes.")
        )
        return _show(request, review, form, status=429)
    wish = {"cadence": form.cleaned_data["cadence"], "owns_email": proved, "network": network}
    subscribe(email, Discussion.objects.get_or_create_for(review), **wish)
    if form.cleaned_data["replies"]:
        subscribe(email, None, **wish)
    context = {
        "review": review,
        "proved": proved,
        "daily": wish["cadence"] == Subscription.Cadence.DAILY,
    }
    return render(request, "comments/emails/followed.html", context)


def _show(request, review, form, status=200):
    return render(
        request, "comments/emails/follow.html", {"review": review, "form": form}, status=status
    )
