"""What an author does with their own comment: change it, delete it. Others find nothing here."""

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from comments.actions.edit import TOO_LATE, withdraw
from comments.forms import EditForm
from comments.models import AlreadyDecided, Comment
from comments.spam import akismet
from comments.submission import Author
from comments.visitor import Visitor, get_visitor

from .shortcuts import (
    csrf_or_same_origin,
    get_comment_or_404,
    get_discussion_or_404,
    redirect_after_submit,
    redirect_to_comment,
    render_rejection,
    show_or_act,
)


@csrf_or_same_origin
@show_or_act
def edit(request, slug, seq=None, pk=None):
    """Change one's comment: on the page within the time there is, or by its key while it waits.

    The new words are screened as a post is.
    """
    comment = _get_own_or_404(request, slug, seq, pk)
    review = comment.discussion.review
    if not comment.is_editable:
        return render_rejection(request, review, TOO_LATE, status=403)
    is_member = request.user.is_authenticated
    form = EditForm(request.POST or None, comment=comment, is_member=is_member)
    if request.method != "POST":
        return _show(request, form)
    if not form.is_valid():
        return _show(request, form, status=422)
    if "preview" in request.POST:
        return _show(request, form, preview=form.cleaned_data)
    try:
        form.save(_outside_signals(request, form))
    except AlreadyDecided as error:
        return render_rejection(request, review, error, status=403)
    if comment.is_approved:
        return redirect_to_comment(comment)
    return redirect_after_submit(request, comment)


@csrf_or_same_origin
@show_or_act
def delete(request, slug, seq=None, pk=None):
    comment = _get_own_or_404(request, slug, seq, pk)
    review, user = comment.discussion.review, request.user
    member = user if user.is_authenticated else None
    if request.method != "POST":
        context = {"comment": comment, "review": review, "is_member": member is not None}
        return render(request, "comments/delete.html", context)
    try:
        withdraw(comment)
    except AlreadyDecided:
        raise Http404(_("You have no comment with this number.")) from None
    return HttpResponseRedirect(f"{review.get_absolute_url()}#comments", status=303)


def _get_own_or_404(request, slug, seq, pk):
    visitor = get_visitor(request) or Visitor()
    if seq is None:
        discussion = get_discussion_or_404(slug)
        waiting = Comment.objects.waiting_for(visitor)
        comment = get_object_or_404(waiting, discussion__review=discussion.review, pk=pk)
        comment.discussion = discussion
        return comment
    comment = get_comment_or_404(slug, seq, visitor)
    if comment.is_tombstone or not visitor.wrote(comment):
        raise Http404(_("You have no comment with this number."))
    return comment


def _outside_signals(request, form):
    """What an outside service says of new words; it is asked before the thread is locked."""
    if not form.has_changed():
        return ()
    old = form.comment
    asked = Comment(
        name=old.name, website=old.website, user=old.user, body=form.cleaned_data["body"]
    )
    return akismet.signals_for(asked, Author.of(old), old.discussion.review, request)


def _show(request, form, *, preview=None, status=200):
    review = form.comment.discussion.review
    context = {"form": form, "review": review, "preview": preview, "is_edit": True}
    return render(request, "comments/write.html", context, status=status)
