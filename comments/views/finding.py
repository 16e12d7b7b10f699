"""What every act of a reader begins with: which comment, and whether this site sent the form."""

from functools import wraps

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from comments import rendering
from comments.hands import Reader
from comments.models import Comment, Discussion
from comments.origin import is_foreign
from comments.thread import MAX_NUMBER, page_of
from core.slugs import get_by_slug
from reviews.models import Review

never_kept = cache_control(private=True, no_store=True)


def discussion_of(slug):
    """The discussion of a review that everybody may see; see `get_by_slug`."""
    reviews = Review.objects.visible_to(None).select_related("publication", "discussion")
    return Discussion.objects.of(get_by_slug(reviews, slug))


def comment_of(slug, seq, reader=None):
    """A comment or tombstone that is shown, as `reader` is told of it; else Http404."""
    discussion = discussion_of(slug)
    if discussion.pk is None or seq > MAX_NUMBER:
        raise Http404(_("There is no comment with this number."))
    shown = Comment.objects.shown().filter(discussion=discussion).for_reader(reader or Reader())
    comment = get_object_or_404(shown, seq=seq)
    comment.discussion = discussion
    return comment


def judged(view):
    """A view that takes posts: members are judged by token, guests by where the post comes from."""
    by_token = csrf_protect(view)

    @csrf_exempt
    @never_kept
    @wraps(view)
    def judge(request, slug, *args, **kwargs):
        if request.method == "POST" and request.user.is_authenticated:
            return by_token(request, slug, *args, **kwargs)
        if request.method == "POST" and is_foreign(request):
            return render(request, "comments/foreign.html", {"review": discussion_of(slug).review}, status=403)
        return view(request, slug, *args, **kwargs)

    return judge


def back_to(comment, place=None):
    """To a comment on the page of the reader's order, where `place` says which, else on the page that shows it."""
    query = page_of(comment) if place is None else place
    address = comment.discussion.review.get_absolute_url()
    return HttpResponseRedirect(f"{address}{query}#comment-{comment.seq}", status=303)


def refuse(request, review, sentence, *, status, members_only=False, appeal=""):
    """Say why nothing was done, and hand back the text that was sent; with the address of an appeal, if any."""
    context = {
        "review": review,
        "refusal": sentence,
        "members_only": members_only,
        "appeal": appeal,
        "kept": request.POST.get("body", "")[: rendering.MAX_LENGTH],
    }
    return render(request, "comments/refused.html", context, status=status)
