"""A reader likes a comment, and takes it back."""

from django.http import JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from comments import hands
from comments.models import AlreadyDecided
from comments.printing import likes_phrase
from comments.thread import Place
from comments.throttle import network_of
from core import limiter

from .finding import back_to, comment_of, judged, refuse

# Cookies are free, so one network mints only so many likes of guests; a school class fits in.
MAX_BY_GUESTS = 60
WITHIN = 10 * 60  # seconds


@judged
@require_POST
def like(request, slug, seq):
    """Like a comment; who likes it already is asked whether to take it back."""
    reader = hands.reader_at(request)
    comment = comment_of(slug, seq, reader)
    if reader and reader.wrote(comment):
        return refuse(request, comment.discussion.review, _("You cannot like your own comment."), status=403)
    by, token = _hand_at(request)
    if token is not None and _is_flooding(network_of(request)):
        sentence = _("Too many likes came from your network. Try again in ten minutes.")
        return refuse(request, comment.discussion.review, sentence, status=429)
    try:
        is_new = comment.like(by)
    except AlreadyDecided as error:
        return refuse(request, comment.discussion.review, error, status=403)
    if not is_new and not _wants_data(request):
        context = {"comment": comment, "review": comment.discussion.review, "at": request.POST.get("at", "")}
        return render(request, "comments/liked.html", context)
    response = _answer(request, comment, is_liked=True)
    if token:
        hands.keep_hand(response, token)
    return response


def _hand_at(request):
    """Who likes, and the token of a guest: empty for one who is known, None for a member."""
    if request.user.is_authenticated:
        return request.user, None
    hand = hands.guest_hand(request)
    if hand:
        return hand, ""
    token, hand = hands.new_hand()
    return hand, token


@judged
@require_POST
def unlike(request, slug, seq):
    """Take a like back; nothing happens where there is none."""
    comment = comment_of(slug, seq)
    by = request.user if request.user.is_authenticated else hands.guest_hand(request)
    if by:
        comment.unlike(by)
    return _answer(request, comment, is_liked=False)


def _answer(request, comment, *, is_liked):
    if _wants_data(request):
        return JsonResponse({"liked": is_liked, "said": likes_phrase(comment)})
    return back_to(comment, Place.from_text(request.POST["at"]) if "at" in request.POST else None)


def _wants_data(request):
    return request.headers.get("Accept") == "application/json"


def _is_flooding(network):
    """Whether guests of this network have liked their share of the last minutes."""
    return limiter.hit("likes", network, within=WITHIN) > MAX_BY_GUESTS
