"""The pages behind the links in e-mails: GET shows, POST acts; none needs signing in."""

from functools import wraps

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from comments.actions.submit import confirm as confirm_comment
from comments.email_forms import ConfirmForm, FollowForm, PreferencesForm
from comments.models import AlreadyDecided, Discussion, Subscription
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
            return render(request, "comments/email_links/bad_link.html", status=404)

    return guarded


@signed_link
def unsubscribe(request, token):
    """End one list (RFC 8058).

    The link works for ever, from any mail program, also after the address was erased.
    """
    recipient, list_name = links.read_unsubscribe(token)
    is_done = request.method == "POST"
    if is_done and recipient:
        builders.unsubscribe(recipient, list_name)
    context = {"done": is_done, "list": list_name.partition("-")[0], "recipient": recipient}
    return render(request, "comments/email_links/unsubscribe.html", context)


@signed_link
def confirm(request, token):
    """Show what waits for its address; POST confirms that and remembers this browser."""
    recipient = links.read_confirm(token)
    form = ConfirmForm(request.POST if request.method == "POST" else None, recipient=recipient)
    if not form.is_valid():
        context = {"form": form, "recipient": recipient, **form.waiting}
        return render(request, "comments/email_links/confirm.html", context)
    recipient.confirm()
    chosen = form.cleaned_data
    followed = list(chosen.get("subscriptions", ()))
    if followed:
        resubscribe(recipient)
        chosen["subscriptions"].confirm()
    context = {
        "recipient": recipient,
        "comments": [comment for comment in chosen.get("comments", ()) if _confirm(comment)],
        "subscriptions": followed,
        "preferences": links.preferences_url(recipient),
    }
    response = render(request, "comments/email_links/confirmed.html", context)
    verified_browser.remember(response, recipient)
    return response


def _confirm(comment):
    """Let a comment go on to the page or to the queue; False where it was decided meanwhile."""
    try:
        confirm_comment(comment)
    except AlreadyDecided:
        return False
    comment.appeal = rejection_appeal_link(comment)
    return True


@signed_link
def preferences(request, token):
    recipient = links.read_preferences(token)
    form = PreferencesForm(request.POST if request.method == "POST" else None, recipient=recipient)
    saved = form.is_valid()
    if saved:
        form.save()
        form = PreferencesForm(recipient=recipient)
    return render(
        request,
        "comments/email_links/preferences.html",
        {"form": form, "recipient": recipient, "saved": saved},
    )


@csrf_or_same_origin
@show_or_act
def follow(request, slug):
    """The form that follows a discussion without a word in it."""
    review = get_discussion_or_404(slug).review
    form = FollowForm(request.POST if request.method == "POST" else None, user=request.user)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        network, email = network_of(request), form.cleaned_data["email"]
        owns_email = verified_browser.owns_email(request, email)
        if owns_email or not Recipient.objects.is_flooding(network):
            return _subscribe(request, review, form.cleaned_data, owns_email, network)
        form.add_error(
            None, _("Too many e-mails were requested from your network. Try again in ten minutes.")
        )
        status = 429
    context = {"review": review, "form": form}
    return render(request, "comments/email_links/follow.html", context, status=status)


def _subscribe(request, review, wanted, owns_email, network):
    """The answer is the same for every address, whether it is known here or not."""
    email, cadence = wanted["email"], wanted["cadence"]
    choice = {"cadence": cadence, "owns_email": owns_email, "network": network}
    subscribe(email, Discussion.objects.get_or_create_for(review), **choice)
    if wanted["replies"]:
        subscribe(email, None, **choice)
    is_daily = cadence == Subscription.Cadence.DAILY
    context = {"review": review, "owns_email": owns_email, "daily": is_daily}
    return render(request, "comments/email_links/followed.html", context)
