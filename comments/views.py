"""Where readers answer a review: the form on a page of its own, and the permalink of a comment."""

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from reviews.models import Review

from . import rendering
from .forms import CommentForm, new_key
from .models import Comment, Discussion
from .origin import is_foreign
from .thread import MAX_NUMBER, number_from, page_of
from .throttle import is_flooding, network_of

HELD = "held"  # the session's key: numbers of the submissions that this reader waits for
MAX_HELD = 20

never_kept = cache_control(private=True, no_store=True)


def _discussion_of(slug):
    """The discussion of a review that everybody may see, by its address of now or of old; else Http404."""
    reviews = Review.objects.visible_to(None).select_related("publication", "discussion")
    review = reviews.filter(slug=slug).first() or get_object_or_404(reviews, past_slugs__slug=slug)
    return Discussion.objects.of(review)


@csrf_exempt
@never_kept
@require_http_methods(["GET", "HEAD", "POST"])
def write(request, slug):
    """The form alone, or what a reader sends with it. Guests are judged by origin, members by token."""
    discussion = _discussion_of(slug)
    if request.method == "POST":
        return (_post_by_member if request.user.is_authenticated else _post_by_guest)(request, discussion)
    user = request.user if request.user.is_authenticated else None
    if discussion.is_closed_to(user):
        return _refuse(request, discussion, status=200)
    form = CommentForm(discussion=discussion, user=user, initial={"key": new_key()})
    seq = number_from(request.GET.get("reply"))
    parent = form.parent_at(seq) if seq else None
    form.initial["parent"] = parent and parent.seq
    return _show(request, form, parent=parent)


@csrf_protect
def _post_by_member(request, discussion):
    return _receive(request, discussion, request.user)


def _post_by_guest(request, discussion):
    if is_foreign(request):
        return render(request, "comments/foreign.html", {"review": discussion.review}, status=403)
    return _receive(request, discussion, None)


def _receive(request, discussion, user):
    """Check what was sent, then show it again, hold it or print it; the reader's text is never lost."""
    if discussion.is_closed_to(user):
        return _refuse(request, discussion, status=403)
    form = CommentForm(request.POST, discussion=discussion, user=user)
    if not form.is_valid():
        return _show(request, form, status=422)
    if "preview" in request.POST:
        return _show(request, form, preview=form.cleaned_data["body"])
    network = network_of(request)
    if is_flooding(network):
        form.add_error(None, _("Too many comments came from your network just now. Send yours in ten minutes."))
        return _show(request, form, status=429)
    return _thank(request, form.save(network=network))


def _thank(request, submission):
    """To the comment where it stands on the page, else to the review, where its writer alone sees it."""
    comment = submission.comment
    if comment and comment.state == Comment.State.APPROVED:
        return HttpResponseRedirect(comment.get_absolute_url(), status=303)
    held = [key for key in request.session.get(HELD, []) if key != submission.pk]
    request.session[HELD] = [*held, submission.pk][-MAX_HELD:]
    return HttpResponseRedirect(submission.discussion.review.get_absolute_url() + "#held", status=303)


def _show(request, form, *, preview="", parent=None, status=200):
    """The form's page, with the comment that it answers and the text as it will print."""
    form.renew_key()
    if form.is_bound:
        parent = form.cleaned_data.get("parent")
        if "parent" in form.errors:  # what it answered is gone, so it becomes a comment of its own
            form.data["parent"] = ""
    context = {
        "form": form,
        "review": form.review,
        "parent": parent,
        "preview": preview,
    }
    return render(request, "comments/write.html", context, status=status)


def _refuse(request, discussion, *, status):
    """Say why nobody, or no guest, may add a comment, and hand back the text that was sent."""
    review = discussion.review
    context = {
        "review": review,
        "refusal": discussion.refusal_to(None),
        "members_only": not discussion.is_closed,
        "kept": request.POST.get("body", "")[: rendering.MAX_LENGTH],
    }
    return render(request, "comments/refused.html", context, status=status)


@never_kept
@require_safe
def permalink(request, slug, seq):
    """The page that shows a comment, at the comment; Http404 for one that is not shown."""
    discussion = _discussion_of(slug)
    if discussion.pk is None or seq > MAX_NUMBER:
        raise Http404(_("There is no comment with this number."))
    shown = Comment.objects.shown().filter(discussion=discussion)
    comment = get_object_or_404(shown, seq=seq)
    comment.discussion = discussion
    return HttpResponseRedirect(f"{discussion.review.get_absolute_url()}{page_of(comment)}#comment-{seq}")
