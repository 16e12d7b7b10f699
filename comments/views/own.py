"""What a writer does with a comment of their own: change it while it is fresh, delete it. Others find nothing here."""

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comments.forms import EditForm
from comments.hands import reader_at
from comments.models import AlreadyDecided

from .finding import back_to, comment_of, judged, refuse


def _own_comment(request, slug, seq):
    """The comment, for who wrote it; for others Http404, as if there were none."""
    reader = reader_at(request)
    comment = comment_of(slug, seq, reader)
    if reader is None or comment.is_tombstone or not reader.wrote(comment):
        raise Http404(_("You have no comment with this number."))
    return comment


@judged
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, slug, seq):
    """Change one's words within the time there is; the new ones are judged as a post is."""
    comment = _own_comment(request, slug, seq)
    if not comment.is_editable:
        return _too_late(request, comment)
    form = EditForm(request.POST or None, comment=comment, is_member=request.user.is_authenticated)
    if request.method != "POST":
        return _show(request, form)
    if not form.is_valid():
        return _show(request, form, status=422)
    if "preview" in request.POST:
        return _show(request, form, preview=form.cleaned_data)
    return _save(request, form, comment)


def _save(request, form, comment):
    try:
        reasons = form.save()
    except AlreadyDecided:
        return _too_late(request, comment)
    if reasons:
        return HttpResponseRedirect(comment.discussion.review.get_absolute_url() + "#held", status=303)
    return back_to(comment)


def _too_late(request, comment):
    sentence = _("The time to change this comment is over. You can still delete it, or answer it.")
    return refuse(request, comment.discussion.review, sentence, status=403)


def _show(request, form, *, preview=None, status=200):
    context = {"form": form, "review": form.comment.discussion.review, "preview": preview, "is_edit": True}
    return render(request, "comments/write.html", context, status=status)


@judged
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request, slug, seq):
    """Ask whether to delete one's comment, then do it."""
    comment = _own_comment(request, slug, seq)
    review = comment.discussion.review
    if request.method != "POST":
        context = {"comment": comment, "review": review, "is_member": request.user.is_authenticated}
        return render(request, "comments/delete.html", context)
    try:
        comment.withdraw(request.user if request.user.is_authenticated else None)
    except AlreadyDecided:
        raise Http404(_("You have no comment with this number.")) from None
    return HttpResponseRedirect(f"{review.get_absolute_url()}#comments", status=303)
