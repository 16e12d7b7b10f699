"""How readers saw films, and the page on which their browser finds the critics who agree.

A guest's marks never leave the browser. A member's stand with the account once they say so.
"""

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.sessions import session_user
from films.models import Film
from reviews.models import Take

from .forms import MarksForm, StanceForm
from .models import FilmMark


@require_safe
def my_critic(request):
    user = session_user(request)
    member = user if user and user.is_authenticated else None
    context = {
        "member": member,
        "marks": FilmMark.objects.of(member) if member else [],
        "stances": Take.Stance.choices,
    }
    return render(request, "accounts/my_critic.html", context)


# Who had to sign in again comes to these by GET.


@login_required
def mark(request, pk):
    film = get_object_or_404(Film.objects.public(), pk=pk)
    if request.method != "POST":
        return redirect(film)
    form = StanceForm(request.POST)
    if not form.is_valid():
        raise BadRequest("Unknown stance.")
    FilmMark.objects.mark(request.user, film, form.cleaned_data["stance"])
    after = request.POST.get("next", "")
    is_safe = get_adapter(request).is_safe_url(after)
    return redirect(f"{after if is_safe else film.get_absolute_url()}#film-mark-{film.pk}")


@login_required
def keep_marks(request):
    if request.method != "POST":
        return redirect("my_critic")
    form = MarksForm(request.POST)
    if not form.is_valid():
        raise BadRequest("Unknown marks.")
    FilmMark.objects.add(request.user, form.cleaned_data["marks"])
    messages.success(request, _("Saved. Your marks are kept with your account."))
    return redirect("my_critic")


@login_required
def forget_marks(request):
    if request.method != "POST":
        return redirect("my_critic")
    FilmMark.objects.filter(user=request.user).delete()
    messages.success(request, _("Your marks were deleted."))
    return redirect("my_critic")
