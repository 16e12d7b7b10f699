"""The form on a page of its own, and the permalink of a comment."""

from functools import partial

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from comments import rendering
from comments.forms import CommentForm
from comments.limits import COMMENTS
from comments.models import AlreadyDecided, Comment
from comments.spam import akismet
from comments.spam.form_token import new_form_key
from comments.thread import number_from, page_query_for
from comments.visitor import add_session_comment, session_comment_ids
from core.network import network_of
from core.slugs import Moved
from mail.verified_browser import owns_email

from .shortcuts import (
    csrf_or_same_origin,
    get_comment_or_404,
    get_discussion_or_404,
    no_store,
    redirect_after_submit,
    render_rejection,
    show_or_act,
)


@csrf_or_same_origin
@show_or_act
def write(request, slug):
    """The form alone, or what a reader sends with it."""
    discussion = get_discussion_or_404(slug)
    user = request.user if request.user.is_authenticated else None
    if discussion.is_closed_to(user):
        return _closed(request, discussion)
    if request.method == "POST":
        return _submit(request, _bound_form(request, discussion, user))
    form = CommentForm(discussion=discussion, user=user, initial={"key": new_form_key()})
    seq = number_from(request.GET.get("reply"))
    parent = form.parent_at(seq) if seq else None
    if parent:
        form.initial["parent"] = parent.seq
    if parent and "quote" in request.GET:
        form.initial["body"] = rendering.quoted(parent.body)
        form.initial["is_spoiler"] = parent.is_spoiler
    return _show(request, form, parent=parent)


def _bound_form(request, discussion, user):
    return CommentForm(
        request.POST,
        discussion=discussion,
        user=user,
        network=network_of(request),
        session_comment_ids=session_comment_ids(request),
        owns_email=partial(owns_email, request),
    )


def _submit(request, form):
    """Check what was sent, then show it again, hold it or publish it.

    The reader's text is never lost.
    """
    if not form.is_valid():
        return _show(request, form, status=422)
    if "preview" in request.POST:
        return _show(request, form, preview=form.cleaned_data)
    if COMMENTS.is_reached(*_limited_by(form)):
        form.add_error(
            None, _("Too many comments came from you or your network. Try again in ten minutes.")
        )
        return _show(request, form, status=429)
    # Before the thread is locked: an outside service takes its time.
    signals = akismet.signals_for(form.instance, form.author, form.review, request)
    try:
        comment, is_own = form.save(signals)
    except AlreadyDecided as closed:
        return render_rejection(request, form.review, closed, status=403)
    if comment is form.instance:  # a second sending is no second comment
        COMMENTS.add(*_limited_by(form))
    if is_own:
        add_session_comment(request, comment)
    return redirect_after_submit(request, comment)


def _limited_by(form):
    """Who is counted: the member, or a guest's whole network."""
    return ("member", form.user.pk) if form.user else ("network", form.network)


def _show(request, form, *, preview=None, parent=None, status=200):
    """The form's page, with the comment that it answers and the text as it will appear."""
    form.renew_key()
    if form.is_bound:
        parent = form.cleaned_data.get("parent")
        if "parent" in form.errors:  # what it answered is gone, so it becomes a comment of its own
            form.data["parent"] = ""
    context = {"form": form, "review": form.review, "parent": parent, "preview": preview}
    return render(request, "comments/write.html", context, status=status)


def _closed(request, discussion):
    """Say why nobody, or no guest, may add a comment."""
    return render_rejection(
        request,
        discussion.review,
        discussion.closed_message(None),
        status=403 if request.method == "POST" else 200,
        members_only=not discussion.is_closed,
    )


@no_store
@require_safe
def permalink(request, slug, seq):
    """The page that shows a comment, at the comment.

    The review, which says so, where it is off the page.
    """
    try:
        comment = get_comment_or_404(slug, seq)
    except Moved:
        raise
    except Http404:
        discussion = get_discussion_or_404(slug)
        if not Comment.objects.filter(discussion=discussion.pk, seq=seq).exists():
            raise
        address = discussion.review.get_absolute_url()
        return HttpResponseRedirect(f"{address}?gone={seq}#comments")
    address = comment.discussion.review.get_absolute_url()
    return HttpResponseRedirect(f"{address}{page_query_for(comment)}#comment-{seq}")
