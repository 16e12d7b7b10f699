from django import forms
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from core.filters import ANY, LetterForm, leap

from .models import Country, Film, Genre, Person


class PersonFilter(LetterForm):
    def __init__(self, data):
        super().__init__(data, Person.objects.public())


class FilmFilter(LetterForm):
    slugs = {"genre": Genre}

    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)
    genre = forms.ModelChoiceField(
        Genre.objects.none(),
        label=_("Genre"),
        required=False,
        to_field_name="slug",
        empty_label=_("Any"),
    )
    country = forms.ModelChoiceField(
        Country.objects.none(),
        label=_("Country"),
        required=False,
        to_field_name="code",
        empty_label=_("Any"),
    )
    reviewed = forms.ChoiceField(
        label=_("Reviews"),
        required=False,
        choices=[ANY, ("yes", _("Reviewed")), ("no", _("Not reviewed yet"))],
    )

    def __init__(self, data):
        public = Film.objects.public()
        super().__init__(data, public, auto_id="films-%s")
        years = leap(public, "year")[::-1]
        self.fields["year"].choices = [ANY, *((year, year) for year in years)]
        self.fields["genre"].queryset = Genre.objects.in_use()
        of_country = public.order_by().filter(countries=OuterRef("pk"))
        self.fields["country"].queryset = Country.objects.filter(Exists(of_country))

    def apply(self, films):
        chosen = self.cleaned_data
        lookups = {
            "year": chosen["year"],
            "genres": chosen["genre"],
            "countries": chosen["country"],
        }
        films = films.filter(**{field: value for field, value in lookups.items() if value})
        if chosen["reviewed"]:
            films = films.reviewed() if chosen["reviewed"] == "yes" else films.not_reviewed()
        return super().apply(films)
