"""How every act of a reader begins and ends: which comment, whose form, and where to go next."""

from functools import wraps
from urllib.parse import urlencode

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from comments import rendering
from comments.models import Comment, Discussion
from comments.notify import rejection_appeal_link
from comments.thread import MAX_NUMBER, page_query_for
from comments.visitor import Visitor, sign_status
from core.origin import is_cross_site
from core.sessions import has_session
from core.slugs import get_by_slug
from reviews.models import Review

no_store = cache_control(private=True, no_store=True)
show_or_act = require_http_methods(["GET", "HEAD", "POST"])


def get_discussion_or_404(slug):
    """The discussion of a review that everybody may see; see `get_by_slug`."""
    reviews = Review.objects.visible_to(None).select_related("publication", "discussion")
    return Discussion.objects.for_review(get_by_slug(reviews, slug))


def get_comment_or_404(slug, seq, visitor=None):
    """A comment or tombstone that is shown, as `visitor` is told of it."""
    discussion = get_discussion_or_404(slug)
    if discussion.pk is None or seq > MAX_NUMBER:
        raise Http404(_("There is no comment with this number."))
    shown = Comment.objects.shown().filter(discussion=discussion)
    comment = get_object_or_404(shown.for_visitor(visitor or Visitor()), seq=seq)
    comment.discussion = discussion
    return comment


def csrf_or_same_origin(view):
    """Check members' posts by their token, guests' by origin: their pages carry no token."""
    by_token = csrf_protect(view)

    @csrf_exempt
    @no_store
    @wraps(view)
    def guarded(request, slug, *args, **kwargs):
        if request.method == "POST" and request.user.is_authenticated:
            return by_token(request, slug, *args, **kwargs)
        if request.method == "POST" and is_cross_site(request):
            context = {"review": get_discussion_or_404(slug).review}
            return render(request, "comments/cross_site.html", context, status=403)
        return view(request, slug, *args, **kwargs)

    return guarded


def redirect_to_comment(comment, cursor=None):
    """To a comment on the page that `cursor` names, else on the page that shows it."""
    query = page_query_for(comment) if cursor is None else cursor
    address = comment.discussion.review.get_absolute_url()
    return HttpResponseRedirect(f"{address}{query}#comment-{comment.seq}", status=303)


def redirect_after_submit(request, comment):
    """To the comment if it is on the page, else to the review, where only its author sees it."""
    review = comment.discussion.review
    if comment.status == Comment.Status.REJECTED:
        appeal = rejection_appeal_link(comment)
        return render_rejection(request, review, comment.reason, status=403, appeal=appeal)
    if comment.is_approved:
        return HttpResponseRedirect(comment.get_absolute_url(), status=303)
    receipt = _receipt(request, comment)
    return HttpResponseRedirect(f"{review.get_absolute_url()}{receipt}#held", status=303)


def _receipt(request, comment):
    """For a browser without cookies: what became of the text, in the address.

    Nothing tells spam that it was known.
    """
    if has_session(request):
        return ""
    status = comment.status if comment.is_waiting else Comment.Status.PENDING
    return "?" + urlencode({"received": sign_status(status)})


def render_rejection(request, review, sentence, *, status, members_only=False, appeal=""):
    """Say why nothing was done, and hand back the text that was sent.

    With the address of an appeal, if any.
    """
    context = {
        "review": review,
        "refusal": sentence,
        "members_only": members_only,
        "appeal": appeal,
        "kept": request.POST.get("body", "")[: rendering.MAX_LENGTH],
    }
    return render(request, "comments/refused.html", context, status=status)
