"""Keys of rows as they come in from forms, where anybody can write anything."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.http import HttpRequest, HttpResponseRedirect
from django.utils.translation import gettext as _


def is_pk(text: str) -> bool:
    """Whether `text` can be the key of a row: both databases hold numbers of up to 18 digits."""
    return text.isascii() and text.isdecimal() and len(text) <= 18


def reject_invalid_pks(
    model_admin: "ModelAdmin[Any]", request: HttpRequest
) -> HttpResponseRedirect | None:
    """A redirect with a sentence where the chosen rows are no keys, else None.

    Django would ask the database for them.
    """
    if all(map(is_pk, request.POST.getlist(ACTION_CHECKBOX_NAME))):
        return None
    model_admin.message_user(
        request, _("Nothing was done. Choose rows from this list."), messages.ERROR
    )
    return HttpResponseRedirect(request.get_full_path())


def reject_nul_bytes(request: HttpRequest) -> HttpResponseRedirect | None:
    """A redirect to the whole list where its address holds a NUL, else None.

    PostgreSQL takes no NUL in a query.
    """
    has_nul = any("\x00" in value for value in request.GET.values())
    return HttpResponseRedirect(request.path) if has_nul else None
