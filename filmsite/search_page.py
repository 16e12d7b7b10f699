"""The page of results. The index itself is in `search/`, which knows none of what it finds."""

from functools import cached_property
from typing import NamedTuple
from urllib.parse import urlencode

from django import forms
from django.core.paginator import Paginator
from django.http import JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from core.filters import FilterForm
from core.pagination import MAX_DIGITS
from films.models import Genre
from reviews.models import Critic, Publication, Review
from search.finder import PER_PAGE, OutOfStep, complete, count, find
from search.query import as_typed, parse
from search.sources import source_of

SUGGESTIONS = "application/x-suggestions+json"  # OpenSearch
KINDS = {
    "": _("All but comments"),
    "review": _("Reviews and articles"),
    "film": _("Films"),
    "person": _("People"),
    "critic": _("Critics"),
    "publication": _("Publications"),
    "series": _("Series"),
    "department": _("Departments"),
    "genre": _("Genres"),
    "tag": _("Tags"),
    "package": _("Special reports"),
    "page": _("Pages"),
    "comment": _("Comments"),
}
ONE_OF = {
    "film": _("Film"),
    "person": _("Person"),
    "critic": _("Critic"),
    "publication": _("Publication"),
    "series": _("Series"),
    "department": _("Department"),
    "genre": _("Genre"),
    "tag": _("Tag"),
    "package": _("Special report"),
    "page": _("Page"),
    "comment": _("Comment"),
}
ORDERS = {"": _("Best first"), "date": _("Newest first")}
VALUES_SHOWN = 6  # values of a filter; the others open beneath
OFFERED = 50  # values of a filter, those with most results
NEWEST = 4  # reviews, where nothing is found
MAX_WORDS = 4  # and phrases that are looked for alone then


class Link(NamedTuple):
    words: str
    address: str
    is_current: bool = False
    number: int | None = None  # of results behind it
    is_capped: bool = False  # there may be more


class SearchForm(FilterForm):
    """What narrows the results: each value is what an address says, and what it is called."""

    slugs = {"publication": Publication, "critic": Critic, "genre": Genre}

    kind = forms.ChoiceField(choices=[*KINDS.items()], required=False)
    year = forms.RegexField("^[0-9]{4}$", label=_("Year of the film"), required=False)
    genre = forms.ModelChoiceField(None, label=_("Genre"), required=False, to_field_name="slug")
    verdict = forms.ChoiceField(choices=Review.Verdict.choices, label=_("Verdict"), required=False)
    critic = forms.ModelChoiceField(None, label=_("Critic"), required=False, to_field_name="slug")
    publication = forms.ModelChoiceField(
        None, label=_("Publication"), required=False, to_field_name="slug"
    )
    order = forms.ChoiceField(choices=[*ORDERS.items()], required=False)

    def __init__(self, data):
        super().__init__(data)
        # Here and not above: what readers may see is a question of the time.
        self.fields["genre"].queryset = Genre.objects.in_use()
        self.fields["critic"].queryset = Critic.objects.reviewed()
        self.fields["publication"].queryset = Publication.objects.reviewed()

    @property
    def facets(self):
        """What was chosen, as documents know it: rows by their keys."""
        chosen = {name: self.cleaned_data[name] for name in FACETS}
        return {name: str(getattr(value, "pk", value) or "") for name, value in chosen.items()}


FACETS = ("year", "genre", "verdict", "critic", "publication")


class Answer:
    """A page of results, and the addresses that lead on from it."""

    def __init__(self, text, form, page):
        self.form, self.asked = form, parse(text)
        self.kind, self.order = form.cleaned_data["kind"], form.cleaned_data["order"]
        self.results = find(self.asked, self.kind, form.facets, self.order or "relevance", page)

    @property
    def text(self):
        return self.asked.text

    def address(self, **changed):
        """This search with other filters, from its first page."""
        values = self._values | changed
        return f"?{urlencode({name: value for name, value in values.items() if value})}"

    @cached_property
    def _values(self):
        return {"q": self.text, **self.form.chosen}

    @property
    def query(self):
        return self.address().removeprefix("?")

    @property
    def kinds(self):
        capped = self.results.capped
        counts = {**self.results.counts, "": self.results.number_together}
        for kind, words in KINDS.items():
            number = counts.get(kind, 0)
            if number or kind in {"", self.kind}:
                is_capped = kind in capped or ("" in capped and not source_of(kind).is_apart)
                yield Link(words, self.address(kind=kind), kind == self.kind, number, is_capped)

    @property
    def orders(self):
        return [
            Link(words, self.address(order=order), order == self.order)
            for order, words in ORDERS.items()
        ]

    @property
    def is_narrowed(self):
        return any(self.form.cleaned_data[name] for name in FACETS)

    @cached_property
    def filters(self):
        """What was chosen, to be taken back, and what would narrow the results further."""
        counts, found = self.results.facets, []
        for name in FACETS:
            chosen = self.form.cleaned_data[name]
            links = self._chosen(name, chosen) if chosen else self._offered(name, counts[name])
            if chosen or len(links) > 1:
                anything = Link(_("Any"), self.address(**{name: ""}), not chosen)
                label, first = self.form.fields[name].label, [anything, *links[:VALUES_SHOWN]]
                found.append({"label": label, "first": first, "more": links[VALUES_SHOWN:]})
        return found

    def _chosen(self, name, value):
        words = dict(self.form.fields[name].choices)[value] if name == "verdict" else str(value)
        return [Link(words, self.address(), is_current=True, number=self.results.total)]

    def _offered(self, name, counts):
        numbers = dict(counts.most_common(OFFERED))
        links = [
            Link(words, self.address(**{name: value}), number=numbers[key])
            for key, (value, words) in self._called(name, numbers).items()
        ]
        if name == "verdict":  # in the order of its scale
            return links
        key = (lambda link: link.words) if name == "year" else (lambda link: link.number)
        return sorted(links, key=key, reverse=True)

    def _called(self, name, numbers):
        """The value in addresses and the words of each key."""
        field = self.form.fields[name]
        if isinstance(field, forms.ModelChoiceField):
            rows = field.queryset.in_bulk([int(key) for key in numbers])
            return {str(key): (row.slug, str(row)) for key, row in rows.items()}
        if name == "verdict":
            return {key: (key, str(words)) for key, words in field.choices if key in numbers}
        return {key: (key, key) for key in numbers}

    @property
    def has_list(self):
        """Whether there is something to narrow or widen, if only by taking a filter back."""
        is_narrowed = self.is_narrowed and not self.asked.is_empty
        return bool(self.results.total or self.results.number_together or is_narrowed)

    @property
    def comments(self):
        """Those that have the words, where nothing else has."""
        number = self.results.counts.get("comment")
        is_capped = "comment" in self.results.capped
        return number and Link("", self.address(kind="comment"), False, number, is_capped)

    @cached_property
    def terms_alone(self):
        """Of what stands nowhere together, each word and phrase with its number and address."""
        asked = self.asked
        terms = [as_typed(phrase) for phrase in asked.phrases[:MAX_WORDS]]
        if len(terms) == 1 and not asked.without:
            return []
        return [
            Link(term, f"?{urlencode({'q': term})}", number=count(parse(term))) for term in terms
        ]

    @property
    def hits(self):
        """Each with what it is."""
        return [(hit, kind_of(hit)) for hit in self.results.hits]

    @property
    def names(self):
        """The nearest, each with what it is called."""
        return [(name.row, kind_of(name)) for name in self.results.names]

    @property
    def sentence(self):
        number = self.results.total
        if self.results.has_more:
            return _("More than %(number)s results") % {"number": number}
        return ngettext("%(number)s result", "%(number)s results", number) % {"number": number}

    @cached_property
    def page(self):
        paginator = Paginator(self.results.found, PER_PAGE)
        page = paginator.page(self.results.page)
        page.numbers = [*paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)]
        return page

    @property
    def newest(self):
        return Review.objects.published().reviews().newest_first().for_list()[:NEWEST]


@require_safe
def results(request):
    form = SearchForm.from_query(request.GET)
    number = request.GET.get("page", "")
    page = int(number[:MAX_DIGITS]) if number.isdecimal() else 1
    try:
        answer = Answer(request.GET.get("q", ""), form, page)
    except OutOfStep:
        return busy(request)
    context = {"answer": answer, "results": answer.results, "page": answer.page}
    return render(request, "search/results.html", context)


@require_safe
def suggestions(request):
    """Names that begin so, as browsers' search fields read them (OpenSearch suggestions 1.1)."""
    text = parse(request.GET.get("q", "")).text
    try:
        names = complete(text)
    except OutOfStep:
        return busy(request)
    found = [str(name.row) for name in names]
    kinds = [str(kind_of(name)) for name in names]
    addresses = [request.build_absolute_uri(name.row.get_absolute_url()) for name in names]
    suggested = [text, found, kinds, addresses]
    return JsonResponse(suggested, safe=False, content_type=SUGGESTIONS)


def kind_of(found):
    """What a row is called; publications may have departments of one name."""
    if found.kind == "department":
        words = _("Department of %(publication)s")
        return words % {"publication": found.row.publication}
    return ONE_OF.get(found.kind)


def busy(request):
    """For who comes while the index is far behind."""
    response = render(request, "search/busy.html", status=503)
    response.headers["Retry-After"] = "60"
    return response
