"""The form on a page of its own, and the permalink of a comment."""

from functools import partial
from urllib.parse import urlencode

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from comments import hands, receipts, rendering
from comments.forms import CommentForm, new_key
from comments.letters.known import proves
from comments.models import Comment, Submission
from comments.models.telling import appeal_of
from comments.spam import akismet
from comments.thread import number_from, page_of
from comments.throttle import is_flooding, network_of, networks_of
from core.sessions import has_session
from core.slugs import Moved

from .finding import comment_of, discussion_of, judged, never_kept, refuse


@judged
@require_http_methods(["GET", "HEAD", "POST"])
def write(request, slug):
    """The form alone, or what a reader sends with it."""
    discussion = discussion_of(slug)
    user = request.user if request.user.is_authenticated else None
    if discussion.is_closed_to(user):
        return _closed(request, discussion)
    if request.method == "POST":
        return _receive(request, _filled_in(request, discussion, user))
    form = CommentForm(discussion=discussion, user=user, initial={"key": new_key()})
    seq = number_from(request.GET.get("reply"))
    parent = form.parent_at(seq) if seq else None
    if parent:
        form.initial["parent"] = parent.seq
    if parent and "quote" in request.GET:
        form.initial |= {"body": rendering.quoted(parent.body), "tells_ending": parent.tells_ending}
    return _show(request, form, parent=parent)


def _filled_in(request, discussion, user):
    """What was sent, with what the request says of its sender."""
    sender = {"network": network_of(request), "networks": networks_of(request), "written": hands.written(request)}
    return CommentForm(request.POST, discussion=discussion, user=user, proves=partial(proves, request), **sender)


def _receive(request, form):
    """Check what was sent, then show it again, hold it or print it; the reader's text is never lost."""
    if not form.is_valid():
        return _show(request, form, status=422)
    if "preview" in request.POST:
        return _show(request, form, preview=form.cleaned_data)
    if is_flooding(form.instance):
        form.add_error(None, _("Too many comments came from you or your network. Try again in ten minutes."))
        return _show(request, form, status=429)
    opinion = akismet.opinion(form.instance, form.review, request)  # before the thread is locked
    submission = form.save(opinion=opinion)
    if not form.is_echo:
        hands.remember(request, submission)
    return _thank(request, submission)


def _thank(request, submission):
    """To the comment where it stands on the page, else to the review, where its writer alone sees it."""
    review, comment = submission.discussion.review, submission.comment
    if submission.status == Submission.Status.REJECTED:
        return refuse(request, review, submission.reason, status=403, appeal=appeal_of(submission))
    if comment and comment.state == Comment.State.APPROVED:
        return HttpResponseRedirect(comment.get_absolute_url(), status=303)
    return HttpResponseRedirect(f"{review.get_absolute_url()}{_receipt(request, submission)}#held", status=303)


def _receipt(request, submission):
    """For a browser that brought no cookie and may take none: what became of the text, in the address."""
    if has_session(request):
        return ""
    return "?" + urlencode({"received": receipts.sign(submission.status)})


def _show(request, form, *, preview=None, parent=None, status=200):
    """The form's page, with the comment that it answers and the text as it will print."""
    form.renew_key()
    if form.is_bound:
        parent = form.cleaned_data.get("parent")
        if "parent" in form.errors:  # what it answered is gone, so it becomes a comment of its own
            form.data["parent"] = ""
    context = {"form": form, "review": form.review, "parent": parent, "preview": preview}
    return render(request, "comments/write.html", context, status=status)


def _closed(request, discussion):
    """Say why nobody, or no guest, may add a comment."""
    return refuse(
        request,
        discussion.review,
        discussion.refusal_to(None),
        status=403 if request.method == "POST" else 200,
        members_only=not discussion.is_closed,
    )


@never_kept
@require_safe
def permalink(request, slug, seq):
    """The page that shows a comment, at the comment; the review, which says so, where it was taken off the page."""
    try:
        comment = comment_of(slug, seq)
    except Moved:
        raise
    except Http404:
        discussion = discussion_of(slug)
        if not Comment.objects.filter(discussion=discussion.pk, seq=seq).exists():
            raise
        return HttpResponseRedirect(f"{discussion.review.get_absolute_url()}?gone={seq}#comments")
    address = comment.discussion.review.get_absolute_url()
    return HttpResponseRedirect(f"{address}{page_of(comment)}#comment-{seq}")
