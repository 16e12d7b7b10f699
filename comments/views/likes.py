from django.http import JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from comments import visitor
from comments.actions import like as actions
from comments.limits import GUEST_LIKES
from comments.models import AlreadyDecided
from comments.thread import Cursor
from comments.thread_renderer import likes_phrase
from core.network import network_of

from .shortcuts import (
    csrf_or_same_origin,
    get_comment_or_404,
    redirect_to_comment,
    render_rejection,
)


@csrf_or_same_origin
@require_POST
def like(request, slug, seq):
    """Like a comment; who likes it already is asked whether to take it back."""
    who = visitor.get_visitor(request)
    comment = get_comment_or_404(slug, seq, who)
    review = comment.discussion.review
    if who and who.wrote(comment):
        sentence = _("You cannot like your own comment.")
        return render_rejection(request, review, sentence, status=403)
    by, token = _voter(request)
    if token is not None and not GUEST_LIKES.allow(network_of(request)):
        sentence = _("Too many likes came from your network. Try again in ten minutes.")
        return render_rejection(request, review, sentence, status=429)
    try:
        is_new = actions.like(comment, by)
    except AlreadyDecided as error:
        return render_rejection(request, review, error, status=403)
    if not is_new and not _wants_json(request):
        context = {"comment": comment, "review": review, "at": request.POST.get("at", "")}
        return render(request, "comments/liked.html", context)
    response = _answer(request, comment, is_liked=True)
    if token:
        visitor.set_guest_cookie(response, token)
    return response


@csrf_or_same_origin
@require_POST
def unlike(request, slug, seq):
    """Take a like back; nothing happens where there is none."""
    comment = get_comment_or_404(slug, seq)
    by = request.user if request.user.is_authenticated else visitor.guest_key(request)
    if by:
        actions.unlike(comment, by)
    return _answer(request, comment, is_liked=False)


def _voter(request):
    """Who likes, and the token of a guest: empty for one who is known, None for a member."""
    if request.user.is_authenticated:
        return request.user, None
    if key := visitor.guest_key(request):
        return key, ""
    token, key = visitor.new_guest_key()
    return key, token


def _answer(request, comment, *, is_liked):
    if _wants_json(request):
        return JsonResponse({"liked": is_liked, "said": likes_phrase(comment)})
    cursor = Cursor.from_text(request.POST["at"]) if "at" in request.POST else None
    return redirect_to_comment(comment, cursor)


def _wants_json(request):
    return request.headers.get("Accept") == "application/json"
