from django import forms
from django.db.models import CharField, Exists, OuterRef, Value
from django.utils.translation import gettext_lazy as _

from core.filters import ANY, FilterForm, leap
from core.kept import keep
from core.page_tags import show
from films.models import Film, Genre

from .models import Byline, Critic, Publication, Review, Subject


class FilmReviewFilter(FilterForm):
    """Narrows the reviews of one film, which are few."""

    slugs = {"publication": Publication, "critic": Critic}

    publication = forms.ChoiceField(label=_("Publication"), required=False)
    critic = forms.ChoiceField(label=_("Critic"), required=False)
    verdict = forms.ChoiceField(
        label=_("Verdict"), required=False, choices=[ANY, *Review.Verdict.choices]
    )

    def __init__(self, data, reviews):
        super().__init__(data, auto_id="reviews-%s")
        self._offer(_choices_of(reviews))

    def _offer(self, found):
        """Let each field offer what was found under its name."""
        for name, choices in found.items():
            self.fields[name].choices = [ANY, *choices]

    def apply(self, reviews):
        chosen = self.cleaned_data
        wanted = {"publication__slug": chosen["publication"], "verdict": chosen["verdict"]}
        reviews = reviews.filter(**{field: value for field, value in wanted.items() if value})
        if chosen["critic"]:
            lines = Byline.objects.filter(critic__slug=chosen["critic"])
            reviews = reviews.filter(pk__in=lines.order_by().values("review"))
        return reviews


class ArticleFilter(FilterForm):
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[ANY, *Review.Kind.choices[1:]]
    )

    def __init__(self, data):
        super().__init__(data, auto_id="articles-%s")

    def apply(self, articles):
        kind = self.cleaned_data["kind"]
        return articles.filter(kind=kind) if kind else articles


class ReviewFilter(FilmReviewFilter):
    slugs = {**FilmReviewFilter.slugs, "genre": Genre}

    year = forms.ChoiceField(label=_("Year of the film"), required=False)
    genre = forms.ChoiceField(label=_("Genre"), required=False)

    def __init__(self, data):
        FilterForm.__init__(self, data, auto_id="reviews-%s")
        self._offer(keep("review-choices", _choices))

    def apply(self, reviews):
        reviews, chosen = super().apply(reviews), self.cleaned_data
        film = {"film__year": chosen["year"], "film__genres__slug": chosen["genre"]}
        film = {field: value for field, value in film.items() if value}
        subjects = Subject.objects.filter(**film).order_by()
        return reviews.filter(pk__in=subjects.values("review")) if film else reviews


def _choices():
    """What each list offers: only what has published reviews; two queries."""
    show("genre")
    films = Film.objects.reviewed().order_by()
    years = [(year, year) for year in leap(films, "year")[::-1]]
    of_genre = Exists(films.filter(genres=OuterRef("pk")))
    return {"year": years} | _sorted(
        publication=Publication.objects.reviewed(),
        critic=Critic.objects.reviewed(),
        genre=Genre.objects.filter(of_genre),
    )


def _choices_of(reviews):
    """What there is among these reviews, in one query."""
    show("publication", "critic")
    reviews = reviews.order_by()
    lines = Byline.objects.filter(review__in=reviews.values("pk")).order_by()
    return _sorted(
        publication=Publication.objects.filter(pk__in=reviews.values("publication")),
        critic=Critic.objects.filter(pk__in=lines.values("critic")),
    )


def _sorted(**rows):
    """The slug and name of each row, by the names of the fields, in one query."""
    first, *others = (_named(name, found) for name, found in rows.items())
    found = {name: [] for name in rows}
    for name, _key, slug, text in sorted(first.union(*others, all=True)):
        found[name].append((slug, text))
    return found


def _named(name, rows):
    rows = rows.order_by().annotate(choice_of=Value(name, CharField()))
    return rows.values_list("choice_of", "sort_key", "slug", "name")
