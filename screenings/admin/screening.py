from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.admin import BaseAdmin, is_pk
from core.admin.autocomplete import PrefetchedLabelsForm
from screenings.actions import delete_cancelled, note_check, save_lines
from screenings.forms import ListingForm
from screenings.models import Cinema, Screening


class WhenFilter(admin.SimpleListFilter):
    title = _("when")
    parameter_name = "when"

    def lookups(self, request, model_admin):
        return [("ahead", _("ahead")), ("over", _("over"))]

    def queryset(self, request, queryset):
        now = timezone.now()
        chosen = {"ahead": {"starts_at__gt": now}, "over": {"starts_at__lte": now}}
        return queryset.filter(**chosen.get(self.value(), {}))


class ScreeningForm(PrefetchedLabelsForm):
    """One screening as an editor types it: the time is that of the cinema's town."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["starts_at"] = self.instance.local_start.replace(tzinfo=None)

    def full_clean(self):
        with timezone.override(self._zone()):
            super().full_clean()

    def _zone(self):
        key = self.data.get(self.add_prefix("cinema"), "")
        cinema = (
            Cinema.objects.select_related("town").filter(pk=key).first() if is_pk(key) else None
        )
        return cinema.town.zone if cinema else timezone.get_default_timezone()


@admin.register(Screening)
class ScreeningAdmin(BaseAdmin):
    fields = ["film", "cinema", "starts_at", "version", "booking_url", "is_sold_out"]
    autocomplete_fields = ["film", "cinema"]
    select_related = ["film", "cinema__town"]
    form = ScreeningForm
    list_display = ["film", "cinema", "begins", "version", "is_sold_out"]
    list_editable = ["is_sold_out"]
    list_filter = [WhenFilter, "cinema__town", "cinema"]
    search_fields = ["version"]
    search_relations = ["film", "cinema"]
    change_list_template = "admin/screenings/change_list.html"

    def label(self, row):
        """“Low Tide (1999), Roxie · 3 May 2000, 19:00”."""
        return f"{row} · {self.begins(row)}"

    @admin.display(description=_("begins"), ordering="starts_at")
    def begins(self, row):
        return date_format(row.local_start, "DATETIME_FORMAT")

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if set(form.changed_data) - {"is_sold_out"}:
            note_check([obj.cinema_id])

    def get_urls(self):
        view = self.admin_site.admin_view(self.listing_view)
        return [path("listing/", view, name="screenings_screening_listing"), *super().get_urls()]

    def listing_view(self, request):
        """Read a listing, show what was understood, and save what the editor confirms."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        is_sent = request.method == "POST" and "edit" not in request.POST
        first = {name: request.POST.get(name) for name in ("text", "cinema")}
        form = ListingForm(request.POST, request.FILES) if is_sent else ListingForm(initial=first)
        found = form.found if is_sent and form.is_valid() else None
        if found and "confirm" in request.POST:
            return self.save_listing(request, found.lines)
        context = self.admin_site.each_context(request)
        context |= {"opts": self.opts, "title": _("Read a listing"), "form": form, "found": found}
        context |= {"may_delete": self.has_delete_permission(request)}
        return TemplateResponse(request, "admin/screenings/listing.html", context)

    def save_listing(self, request, lines):
        ticked = set(request.POST.getlist("line"))
        chosen = [line for line in lines if str(line.number) in ticked and not line.problem]
        if not self.has_delete_permission(request):
            chosen = [line for line in chosen if not line.is_deletion]
        deleted = delete_cancelled([line for line in chosen if line.is_deletion])
        new, changed = save_lines([line for line in chosen if not line.is_deletion])
        self.say_what_was_done(request, new, changed, deleted, len(lines) - len(chosen))
        return redirect("admin:screenings_screening_changelist")

    def say_what_was_done(self, request, new, changed, deleted, left):
        said = [ngettext("%d screening added.", "%d screenings added.", new) % new]
        if changed:
            sentence = ngettext("%d screening changed.", "%d screenings changed.", changed)
            said.append(sentence % changed)
        if deleted:
            sentence = ngettext(
                "%d cancelled screening deleted.", "%d cancelled screenings deleted.", deleted
            )
            said.append(sentence % deleted)
        for sentence in said:
            self.message_user(request, sentence)
        if left:
            sentence = ngettext("%d line was left out.", "%d lines were left out.", left)
            self.message_user(request, sentence % left, messages.WARNING)
