"""One's own data: members find it by logging in, guests by a link that is mailed to them.

GET shows, POST acts.
"""

from functools import wraps

from allauth.account.decorators import reauthentication_required
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_safe

from comments.views.shortcuts import no_store, show_or_act
from core.network import network_of
from core.origin import is_cross_site
from core.signing import InvalidToken
from mail import verified_browser
from mail.models import Recipient

from . import data_subject, erasure, links
from .forms import EraseForm, RequestLinkForm


def of_person(view):
    """A page about one person: the member signed in, or the owner of the link's address.

    The view gets them as `who`, a user or an e-mail address. A signed link is its own key and needs
    no token.
    """
    by_member = login_required(
        csrf_protect(lambda request: view(request, request.user, token=None))
    )

    @csrf_exempt
    @no_store
    @wraps(view)
    def page(request, token=None):
        if token is None:
            return by_member(request)
        try:
            return view(request, links.read(token).email, token=token)
        except InvalidToken:
            return render(request, "comments/privacy/bad_link.html", status=404)

    return page


@csrf_exempt
@no_store
@show_or_act
def my_data(request, token=None):
    """What is kept of a person; without a link or an account, the form that asks for the link."""
    if token or request.user.is_authenticated:
        return _show(request, token=token)
    if request.method == "POST" and is_cross_site(request):
        context = {"form": RequestLinkForm(), "is_cross_site": True}
        return render(request, "comments/privacy/ask.html", context, status=403)
    form = RequestLinkForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(
            request,
            "comments/privacy/ask.html",
            {"form": form},
            status=422 if form.is_bound else 200,
        )
    return _send(request, form.cleaned_data["email"])


def _send(request, email):
    """Mail the link, with one answer for known and unknown addresses.

    A browser that proved it goes on at once.
    """
    if verified_browser.owns_email(request, email):
        token = links.token_of(Recipient.objects.get_or_create_at(email))
        return HttpResponseRedirect(reverse("comments:my_data", args=[token]), status=303)
    links.send(email, network_of(request))
    return render(request, "comments/privacy/sent.html")


@of_person
def _show(request, who, token):
    person = data_subject.DataSubject.of(who)
    context = {
        "token": token,
        "comments": person.comments.count(),
        "likes": person.likes.count(),
        "film_marks": person.film_marks.count(),
        "subscriptions": person.subscriptions.count(),
        "emails": person.outgoing_emails.count(),
    }
    return render(request, "comments/privacy/data.html", context)


@require_safe
@of_person
def export(request, who, token):
    file = JsonResponse(
        data_subject.export(who), json_dumps_params={"ensure_ascii": False, "indent": 2}
    )
    file["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return file


@show_or_act
@of_person
@reauthentication_required(enabled=lambda request: "token" not in request.resolver_match.kwargs)
def erase(request, who, token):
    """Ask whether it is meant, then erase.

    A member proves to be one again, for a browser may be left open.
    """
    form = EraseForm(request.POST if request.method == "POST" else None, has_link=token is not None)
    account = token is None and not request.user.is_staff
    if not form.is_valid():
        context = {"form": form, "token": token, "account": account}
        return render(
            request, "comments/privacy/erase.html", context, status=422 if form.is_bound else 200
        )
    number = erasure.erase(who)
    if account:
        logout(request)
    context = {"number": number, "account": account}
    response = render(request, "comments/privacy/erased.html", context)
    if account:
        response.headers["Clear-Site-Data"] = '"storage"'  # as at signing out
    return response
