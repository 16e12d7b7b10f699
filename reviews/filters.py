from django import forms
from django.db.models import CharField, Exists, OuterRef, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from core.filters import ANY, FilterForm
from core.page_tags import show
from core.sorting import sort_key
from films.models import Film, Genre

from .models import Byline, Critic, Publication, Review, Subject


class ReviewFilter(FilterForm):
    slugs = {"publication": Publication, "critic": Critic, "genre": Genre}

    publication = forms.ChoiceField(label=_("Publication"), required=False)
    critic = forms.ChoiceField(label=_("Critic"), required=False)
    verdict = forms.ChoiceField(
        label=_("Verdict"), required=False, choices=[ANY, *Review.Verdict.choices]
    )
    year = forms.ChoiceField(label=_("Year of the film"), required=False)
    genre = forms.ChoiceField(label=_("Genre"), required=False)

    def __init__(self, data):
        super().__init__(data, auto_id="reviews-%s")
        for name, choices in _choices().items():
            self.fields[name].choices = [ANY, *choices]

    def apply(self, reviews):
        chosen = self.cleaned_data
        wanted = {"publication__slug": chosen["publication"], "verdict": chosen["verdict"]}
        reviews = reviews.filter(**{field: value for field, value in wanted.items() if value})
        if chosen["critic"]:
            reviews = reviews.filter(
                Exists(Byline.objects.filter(review=OuterRef("pk"), critic__slug=chosen["critic"]))
            )
        film = {"film__year": chosen["year"], "film__genres__slug": chosen["genre"]}
        film = {field: value for field, value in film.items() if value}
        return (
            reviews.filter(Exists(Subject.objects.filter(review=OuterRef("pk"), **film)))
            if film
            else reviews
        )


def _choices():
    """What each list offers, in one query: only what has published reviews."""
    show("genre")
    films = Film.objects.reviewed().order_by()
    rows = _named("publication", Publication.objects.reviewed()).union(
        _named("critic", Critic.objects.reviewed()),
        _named("genre", Genre.objects.filter(Exists(films.filter(genres=OuterRef("pk"))))),
        _named("year", films.exclude(year=None), value="year", text="year"),
    )
    found = {"publication": [], "critic": [], "genre": [], "year": []}
    for name, value, text in rows:
        found[name].append((value, text))
    for name, choices in found.items():
        choices.sort(key=lambda choice: sort_key(choice[1]), reverse=name == "year")
    return found


def _named(name, rows, value="slug", text="name"):
    rows = rows.order_by().annotate(
        choice_of=Value(name, CharField()),
        choice_value=Cast(value, CharField()),
        choice_text=Cast(text, CharField()),
    )
    return rows.values_list("choice_of", "choice_value", "choice_text")
