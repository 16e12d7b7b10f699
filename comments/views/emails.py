"""The pages behind the links in e-mails: GET shows, POST acts; none needs signing in."""

from functools import wraps

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from comments.actions.submit import confirm as confirm_comment
from comments.email_forms import ConfirmForm, FollowForm, PreferencesForm
from comments.models import AlreadyDecided, Comment, Discussion, Subscription
from comments.notify import rejection_appeal_link, resubscribe, subscribe
from core.network import network_of
from core.signing import InvalidToken
from mail import builders, links, verified_browser
from mail.models import Recipient

from .shortcuts import csrf_or_same_origin, get_discussion_or_404, no_store, show_or_act


def signed_link(view):
    """A page opened by a signed link, without a session; a bad link says where to get a new one."""

    @csrf_exempt
    @no_store
    @show_or_act
    @wraps(view)
    def guarded(request, token):
        try:
            return view(request, token)
        except InvalidToken:
            return render(request, "comments/emails/bad_link.html", status=404)

    return guarded


@signed_link
def unsubscribe(request, token):
    """End one list (RFC 8058).

    The link works for ever, from any mail program, also after the address was erased.
    """
    recipient, list_name = links.read_unsubscribe(token)
    if request.method == "POST" and recipient:
        builders.unsubscribe(recipient, list_name)
    context = {
        "done": request.method == "POST",
        "list": list_name.partition("-")[0],
        "recipient": recipient,
    }
    return render(request, "comments/emails/unsubscribe.html", context)


@signed_link
def confirm(request, token):
    """Show what waits for its address; POST confirms that and remembers this browser."""
    recipient = links.read_confirm(token)
    texts = Comment.objects.unconfirmed_from(recipient.email)
    wishes = recipient.subscriptions.waiting().select_related("discussion__review").order_by("pk")
    form = ConfirmForm(
        request.POST if request.method == "POST" else None, texts=texts, wishes=wishes
    )
    if not form.is_valid():
        context = {"form": form, "recipient": recipient, "texts": texts, "wishes": wishes}
        return render(request, "comments/emails/confirm.html", context)
    recipient.confirm()
    chosen = form.cleaned_data
    followed = list(chosen.get("wishes", ()))
    if followed:
        resubscribe(recipient)
        chosen["wishes"].confirm()
    shown = [text for text in list(chosen.get("texts", ())) if _go_on(text)]
    context = {
        "recipient": recipient,
        "texts": shown,
        "wishes": followed,
        "preferences": links.preferences(recipient),
    }
    response = render(request, "comments/emails/confirmed.html", context)
    verified_browser.remember(response, recipient)
    return response


def _go_on(text):
    """Let a text go on to the page or to the queue; False where it was decided meanwhile."""
    try:
        confirm_comment(text)
    except AlreadyDecided:
        return False
    text.appeal = rejection_appeal_link(text)
    return True


@signed_link
def preferences(request, token):
    """All that an address hears of, to be changed."""
    recipient = links.read_preferences(token)
    form = PreferencesForm(request.POST if request.method == "POST" else None, recipient=recipient)
    saved = form.is_valid()
    if saved:
        form.save()
        form = PreferencesForm(recipient=recipient)
    return render(
        request,
        "comments/emails/preferences.html",
        {"form": form, "recipient": recipient, "saved": saved},
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
    """Follow. The answer is the same for every address, whether it is known here or not."""
    if not form.is_valid():
        return _show(request, review, form, status=422)
    network, email = network_of(request), form.cleaned_data["email"]
    owns_email = verified_browser.owns_email(request, email)
    if not owns_email and Recipient.objects.is_flooding(network):
        form.add_error(
            None, _("Too many e-mails were requested from your network. Try again in ten minutes.")
        )
        return _show(request, review, form, status=429)
    choice = {"cadence": form.cleaned_data["cadence"], "owns_email": owns_email, "network": network}
    subscribe(email, Discussion.objects.get_or_create_for(review), **choice)
    if form.cleaned_data["replies"]:
        subscribe(email, None, **choice)
    context = {
        "review": review,
        "owns_email": owns_email,
        "daily": choice["cadence"] == Subscription.Cadence.DAILY,
    }
    return render(request, "comments/emails/followed.html", context)


def _show(request, review, form, status=200):
    return render(
        request, "comments/emails/follow.html", {"review": review, "form": form}, status=status
    )
