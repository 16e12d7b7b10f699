"""What a writer does with a text of their own, printed or waiting: change it, delete it. Others find nothing here."""

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comments.forms import EditForm
from comments.hands import Reader, reader_at
from comments.models import AlreadyDecided, Submission
from comments.models.version import TOO_LATE
from comments.spam import akismet

from .finding import back_to, comment_of, discussion_of, judged, refuse


def _own_comment(request, slug, seq):
    """The comment, for who wrote it; for others Http404, as if there were none."""
    reader = reader_at(request)
    comment = comment_of(slug, seq, reader)
    if reader is None or comment.is_tombstone or not reader.wrote(comment):
        raise Http404(_("You have no comment with this number."))
    return comment


def _own_waiting_text(request, slug, pk):
    """The text that waits, for who wrote it; for others Http404, as if there were none."""
    reader, discussion = reader_at(request) or Reader(), discussion_of(slug)
    waiting = Submission.objects.waiting_for(user=reader.user, keys=reader.keys)
    text = get_object_or_404(waiting, discussion__review=discussion.review, pk=pk)
    text.discussion = discussion
    return text


@judged
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, slug, seq):
    """Change one's comment within the time there is; the new words are judged as a post is."""
    comment = _own_comment(request, slug, seq)
    return _edit(request, comment, comment.received)


@judged
@require_http_methods(["GET", "HEAD", "POST"])
def edit_waiting(request, slug, pk):
    """Change one's text while it waits."""
    text = _own_waiting_text(request, slug, pk)
    return _edit(request, text, text)


def _edit(request, text, sent):
    """Change a text, which was `sent` as this submission."""
    if not text.is_editable:
        return refuse(request, text.discussion.review, TOO_LATE, status=403)
    form = EditForm(request.POST or None, text=text, is_member=request.user.is_authenticated)
    if request.method != "POST":
        return _show(request, form)
    if not form.is_valid():
        return _show(request, form, status=422)
    if "preview" in request.POST:
        return _show(request, form, preview=form.cleaned_data)
    return _save(request, form, _opinion(request, form, sent))


def _opinion(request, form, sent):
    """What an outside service says of the new words; it is asked before the thread is locked."""
    if sent is None:
        return None
    asked = Submission(name=sent.name, website=sent.website, user=sent.user, body=form.cleaned_data["body"])
    return akismet.opinion(asked, form.text.discussion.review, request)


def _save(request, form, opinion):
    try:
        waits = form.save(opinion=opinion)
    except AlreadyDecided as error:
        return refuse(request, form.text.discussion.review, error, status=403)
    if waits:
        return HttpResponseRedirect(form.text.discussion.review.get_absolute_url() + "#held", status=303)
    return back_to(form.text)


def _show(request, form, *, preview=None, status=200):
    context = {"form": form, "review": form.text.discussion.review, "preview": preview, "is_edit": True}
    return render(request, "comments/write.html", context, status=status)


@judged
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request, slug, seq):
    """Ask whether to delete one's comment, then do it."""
    comment, user = _own_comment(request, slug, seq), request.user
    return _delete(request, comment, lambda: comment.withdraw(user if user.is_authenticated else None))


@judged
@require_http_methods(["GET", "HEAD", "POST"])
def delete_waiting(request, slug, pk):
    """Ask whether to delete one's text that waits, then do it."""
    text = _own_waiting_text(request, slug, pk)
    return _delete(request, text, text.withdraw)


def _delete(request, text, withdraw):
    review = text.discussion.review
    if request.method != "POST":
        context = {"text": text, "review": review, "is_member": request.user.is_authenticated}
        return render(request, "comments/delete.html", context)
    try:
        withdraw()
    except AlreadyDecided:
        raise Http404(_("You have no comment with this number.")) from None
    return HttpResponseRedirect(f"{review.get_absolute_url()}#comments", status=303)
