"""The button “Preview” of a form: the page that readers would see, and nothing is saved."""

from copy import copy
from typing import Any
from urllib.parse import unquote

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.contrib.messages.storage.base import Message
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import resolve
from django.utils.translation import gettext as _


class PreviewMixin(ModelAdmin):
    """For rows with an address: the form is saved, its page made, and all of it taken back."""

    def prepare_preview(self, row: Any) -> None:
        """Change what else the page needs to show the row; that is taken back as well."""

    def render_change_form(self, request: Any, context: Any, *args: Any, **kwargs: Any) -> Any:
        has_page = hasattr(self.model, "get_absolute_url")
        context["has_preview"] = has_page and not context.get("is_popup")
        return super().render_change_form(request, context, *args, **kwargs)

    def response_add(self, request: HttpRequest, obj: Any, *args: Any, **kwargs: Any) -> Any:
        if "_preview" in request.POST:
            return self._preview(request, obj)
        return super().response_add(request, obj, *args, **kwargs)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        if "_preview" in request.POST:
            return self._preview(request, obj)
        return super().response_change(request, obj)

    def _preview(self, request: HttpRequest, row: Any) -> HttpResponse:
        """Within the transaction of the form, which Django's `changeform_view` began."""
        list(messages.get_messages(request))  # what saving said is not true
        self.prepare_preview(row)
        response = self.answer_preview(preview_request(request, row.get_absolute_url()))
        transaction.set_rollback(True)
        return response

    def answer_preview(self, request: Any) -> HttpResponse:
        match = request.resolver_match
        response: HttpResponse = match.func(request, *match.args, **match.kwargs)
        return response


def preview_request(request: HttpRequest, address: str) -> Any:
    """The question of a reader who opens the address, with the rights of the editor."""
    asked: Any = copy(request)
    path = unquote(address)
    asked.method, asked.path, asked.path_info = "GET", path, path
    asked.GET = asked.POST = QueryDict()
    asked.resolver_match = resolve(path)
    asked.is_preview = True
    text = _("This is a preview. Nothing is saved, and readers do not see it.")
    asked._messages = [Message(messages.INFO, text)]
    return asked
