from django import forms
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Exists, F, OuterRef, Prefetch, Q
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from core.admin import BaseAdmin, BaseTabularInline, OptimisticLockAdmin, OptimisticLockForm
from core.models import SearchName
from core.text import fold
from films.dates import format_partial_date
from films.models import (
    AwardBody,
    Country,
    Credit,
    Distributor,
    Extra,
    Film,
    FilmTitle,
    Genre,
    Language,
    Nomination,
    Person,
    Release,
    SourceWork,
)
from films.models.person import by_last_word

from .image import preview_of


class DuplicateWarningForm(OptimisticLockForm):
    """A form that comes back once when a row of the same folded name is there.

    Ticked, it is saved all the same.
    """

    is_different = forms.BooleanField(
        label=_("This is a different one with the same name"),
        required=False,
        widget=forms.HiddenInput,
    )

    def clean(self):
        cleaned = super().clean()
        name = "title" if "title" in self.fields else "name"
        is_named_anew = not self.instance.pk or {name, "year"} & set(self.changed_data)
        found = is_named_anew and self.duplicates(fold(cleaned.get(name) or ""))[:5]
        if found:
            self.fields["is_different"].widget = forms.CheckboxInput()
            if not cleaned.get("is_different"):
                self.add_error(name, self.duplicates_error(found))
        return cleaned

    def duplicates(self, folded):
        rows = self._meta.model._default_manager.filter(
            pk__in=SearchName.objects.equal_to(self._meta.model, folded)
        )
        return rows.exclude(pk=self.instance.pk)

    def duplicates_error(self, rows):
        page = f"admin:films_{self._meta.model._meta.model_name}_change"
        named = ((reverse(page, args=[row.pk]), row) for row in rows)
        links = format_html_join(", ", '<a href="{}" target="_blank" rel="noopener">{}</a>', named)
        return format_html(
            "{} {}. {}",
            _("There is already"),
            links,
            _(
                "If this is a different one, tick “This is a different one with the same name” and "
                "save again."
            ),
        )


class TitleInline(BaseTabularInline):
    model = FilmTitle
    autocomplete_fields = ["language", "country"]
    select_related = ["language", "country"]
    verbose_name = _("other title")
    verbose_name_plural = _("other titles")


class CreditInline(BaseTabularInline):
    model = Credit
    fields = ["billing", "role", "person", "credited_as", "character", "character_alias"]
    autocomplete_fields = ["person"]
    select_related = ["person"]
    classes = ["admin-ordered"]
    ordering = ["billing", "pk"]


class ReleaseInline(BaseTabularInline):
    model = Release
    fields = ["kind", "country", "date", "certification", "certified_in", "distributor"]
    autocomplete_fields = ["country", "certified_in", "distributor"]
    select_related = ["country", "certified_in", "distributor"]
    show_change_link = True
    verbose_name_plural = _(
        "releases (extras, audio and subtitles: save first, then “Change” on the release's line)"
    )


class NominationInline(BaseTabularInline):
    model = Nomination
    fields = ["body", "edition", "category", "person", "won", "count"]
    autocomplete_fields = ["body", "person"]
    select_related = ["body", "person"]


class FilmForm(DuplicateWarningForm):
    def duplicates(self, folded):
        films = super().duplicates(folded)
        year = self.cleaned_data.get("year")
        return films.filter(Q(year=year) | Q(year=None)) if year else films


class FilmList(ChangeList):
    def get_queryset(self, *args, **kwargs):
        public = Film.objects.public().filter(pk=OuterRef("pk")).order_by()
        return (
            super().get_queryset(*args, **kwargs).with_directors().annotate(public=Exists(public))
        )


class PublicFilter(admin.SimpleListFilter):
    title = _("public")
    parameter_name = "public"

    def lookups(self, request, model_admin):
        return [("yes", _("yes")), ("no", _("no"))]

    def queryset(self, request, queryset):
        public = Film.objects.public().order_by().values("pk")
        rows = {"yes": queryset.filter, "no": queryset.exclude}.get(self.value())
        return rows(pk__in=public) if rows else queryset


@admin.register(Film)
class FilmAdmin(OptimisticLockAdmin, BaseAdmin):
    form = FilmForm
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "expected_version",
                    "is_different",
                    ("title", "year", "runtime"),
                    "logline",
                    "always_public",
                ]
            },
        ),
        (_("The film"), {"fields": ["genres", "countries", "languages", "based_on"]}),
        (_("Pictures"), {"fields": [("poster", "poster_preview"), ("still", "still_preview")]}),
        (_("Address"), {"fields": ["slug"], "classes": ["collapse"]}),
    ]
    poster_preview, still_preview = preview_of("poster"), preview_of("still")
    readonly_fields = ["poster_preview", "still_preview"]
    autocomplete_fields = ["genres", "countries", "languages", "based_on", "poster", "still"]
    select_related = ["based_on", "poster", "still"]
    prefetch_related = ["genres", "countries", "languages"]
    inlines = [TitleInline, CreditInline, ReleaseInline, NominationInline]
    list_display = ["title", "year", "director_names", "is_public", "updated_at"]
    list_filter = [PublicFilter, "genres"]
    search_fields = ["title"]
    search_relations = ["credits__person"]
    search_help_text = _("Search titles, years and names in the credits.")
    ordering = ["sort_key", "year", "pk"]

    def get_readonly_fields(self, request, obj=None):
        """Only who may change films shows one to readers."""
        may = request.user.has_perm("films.change_film")
        return self.readonly_fields if may else [*self.readonly_fields, "always_public"]

    def get_changelist(self, request, **kwargs):
        return FilmList

    def save_related(self, request, form, *args):
        super().save_related(request, form, *args)
        form.instance.save()  # its languages say which articles its title is sorted without

    def prefetch_labels(self, queryset):
        return queryset.with_directors()

    def label(self, film):
        """“Carrie (1976) · Brian De Palma”."""
        return " · ".join([str(film), *(credit.display_name for credit in film.directors[:1])])

    @admin.display(description=_("public"), boolean=True)
    def is_public(self, film):
        return film.public

    @admin.display(description=_("directed by"))
    def director_names(self, film):
        return ", ".join(credit.display_name for credit in film.directors)


class ExtraInline(BaseTabularInline):
    model = Extra
    fields = ["order", "kind", "title", "note"]
    classes = ["admin-ordered"]


@admin.register(Release)
class ReleaseAdmin(BaseAdmin):
    fields = [
        ("film", "kind"),
        ("country", "date"),
        ("certification", "certified_in"),
        "distributor",
        "audio",
        "subtitles",
        "note",
    ]
    autocomplete_fields = [
        "film",
        "country",
        "certified_in",
        "distributor",
        "audio",
        "subtitles",
    ]
    select_related = ["film", "country", "certified_in", "distributor"]
    prefetch_related = ["audio", "subtitles"]
    inlines = [ExtraInline]
    list_display = ["film", "kind", "country", "date", "distributor"]
    list_filter = ["kind"]
    search_fields = ["note"]
    search_relations = ["film", "distributor"]
    ordering = ["-date", "pk"]

    def label(self, release):
        """“Low Tide (1999) · on disc, France, 3 May 2000”."""
        return f"{release.film} · {release}"


class PersonForm(DuplicateWarningForm):
    def clean_sort_name(self):
        """Made anew with the name, where nobody wrote another."""
        typed, before = self.cleaned_data["sort_name"], self.initial.get("name", "")
        return "" if typed == by_last_word(before) else typed


@admin.register(Person)
class PersonAdmin(OptimisticLockAdmin, BaseAdmin):
    form = PersonForm
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "expected_version",
                    "is_different",
                    ("name", "sort_name"),
                    "about",
                    ("born", "died"),
                ]
            },
        ),
        (_("Address"), {"fields": ["slug"], "classes": ["collapse"]}),
    ]
    list_display = ["name", "sort_name", "born", "died"]
    search_fields = ["name", "sort_name"]
    ordering = ["sort_key", "pk"]

    def prefetch_labels(self, queryset):
        credits = Credit.objects.select_related("film").order_by(
            F("film__year").desc(nulls_last=True), "billing", "pk"
        )
        return queryset.prefetch_related(Prefetch("credits", credits, to_attr="newest_credits"))

    def label(self, person):
        """“Anna Karlsson (director, Low Tide, 1999)”; the years of life where there is no film."""
        if person.newest_credits:
            credit = person.newest_credits[0]
            facts = [credit.get_role_display(), credit.film.title, credit.film.year]
        else:
            facts = [" – ".join(map(format_partial_date, filter(None, [person.born, person.died])))]
        facts = ", ".join(str(part) for part in facts if part)
        return f"{person} ({facts})" if facts else str(person)


@admin.register(SourceWork)
class SourceWorkAdmin(BaseAdmin):
    fields = ["name", "kind", "author", "slug"]
    autocomplete_fields = ["author"]
    list_display = ["name", "kind", "author"]
    list_filter = ["kind"]
    search_fields = ["name"]
    search_relations = ["author"]
    select_related = ["author"]


@admin.register(AwardBody, Distributor, Genre)
class NamedAdmin(BaseAdmin):
    fields = ["name", "slug"]
    list_display = ["name", "slug"]
    search_fields = ["name"]


@admin.register(Country, Language)
class CodedAdmin(BaseAdmin):
    fields = ["name", "code"]
    list_display = ["name", "code"]
    search_fields = ["name", "code"]
