"""How a reader narrows a long list: by first letter, and by what can be chosen from lists."""

from django import forms
from django.db.models import Q
from django.db.models.functions import Substr
from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core.models import PastSlug
from core.slugs import is_slug
from core.sorting import first_letter
from core.text import fold

from .models import Country, Film, Genre, Person

ANY = ("", _("Any"))


def with_slugs_of_now(asked, models):
    """What an address asks for, each slug of these models as it is today."""
    for name, model in models.items():
        slug = asked.get(name, "")
        past = (
            PastSlug.objects.filter(kind=model._meta.label_lower, slug=slug).first()
            if is_slug(slug)
            else None
        )
        if past and not model.objects.filter(slug=past.slug).exists():
            asked = asked.copy()
            asked[name] = past.current
    return asked


class Filter(forms.Form):
    letters = ()
    slugs = {}

    @classmethod
    def asked(cls, query):
        """The choice in an address, old slugs led on; Http404 where something is asked for that is
        not offered.
        """
        choice = cls(with_slugs_of_now(query, cls.slugs))
        if not choice.is_valid():
            raise Http404(_("These filters do not exist."))
        return choice

    @property
    def selects(self):
        """The form's lists as plain values: name, id, label, what is chosen, and the choices."""
        return tuple(
            (
                field.html_name,
                field.id_for_label,
                str(field.label),
                str(field.value() or ""),
                _plain(field.field.choices),
            )
            for field in self.visible_fields()
        )

    @property
    def is_narrowed(self):
        return any(self.cleaned_data.values())

    @property
    def query(self):
        chosen = self.data.copy()
        chosen.pop("page", None)
        return chosen.urlencode()


class PersonFilter(Filter):
    letter = forms.CharField(required=False, max_length=1, widget=forms.HiddenInput)

    def narrow(self, people):
        return under_letter(people, self.cleaned_data["letter"])

    @cached_property
    def letters(self):
        return letters_of(Person.objects.public())


class FilmFilter(Filter):
    slugs = {"genre": Genre}

    letter = forms.CharField(required=False, max_length=1, widget=forms.HiddenInput)
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
        super().__init__(data, auto_id="films-%s")
        years = (
            Film.objects.public()
            .exclude(year=None)
            .order_by("-year")
            .values_list("year", flat=True)
            .distinct()
        )
        self.fields["year"].choices = [ANY, *((year, year) for year in years)]
        self.fields["genre"].queryset = Genre.objects.in_use()
        self.fields["country"].queryset = Country.objects.filter(
            films__in=Film.objects.public().order_by()
        ).distinct()

    def narrow(self, films):
        chosen = self.cleaned_data
        wanted = {
            "year": chosen["year"],
            "genres": chosen["genre"],
            "countries": chosen["country"],
        }
        films = films.filter(**{field: value for field, value in wanted.items() if value})
        if chosen["reviewed"]:
            films = films.reviewed() if chosen["reviewed"] == "yes" else films.not_reviewed()
        return under_letter(films, chosen["letter"])

    @cached_property
    def letters(self):
        return letters_of(Film.objects.public())


def letters_of(rows):
    """The letters under which rows with a sort key stand, in their order; digits and signs are one."""
    first = (
        rows.order_by()
        .annotate(first=Substr("sort_key", 1, 1))
        .values_list("first", flat=True)
        .distinct()
    )
    return list(dict.fromkeys(first_letter(key) for key in sorted(first)))


def under_letter(rows, letter):
    """Those that `letters_of` has under this letter; all without one."""
    if letter == "#":
        return rows.filter(Q(sort_key="") | Q(sort_key__lt=":"))  # the sign behind 9
    return rows.filter(sort_key__startswith=fold(letter)) if letter else rows


def _plain(choices):
    return tuple((str(value), str(label)) for value, label in choices)
