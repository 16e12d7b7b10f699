"""All critics’ verdicts in one file, the same for every reader.

A browser finds in it which critics agree with its reader: nobody learns what was looked for.
"""

from core.page_tags import show

from .models import Byline, Review, Take

FOR, MIXED, AGAINST = Take.Stance
# As readers say how they saw a film.
STANCES = {
    Review.Verdict.MUST_SEE: FOR,
    Review.Verdict.RECOMMENDED: FOR,
    Review.Verdict.WORTH_A_LOOK: FOR,
    Review.Verdict.MIXED: MIXED,
    Review.Verdict.DISAPPOINTING: AGAINST,
    Review.Verdict.AVOID: AGAINST,
}
LOVED = {Review.Verdict.MUST_SEE, Review.Verdict.RECOMMENDED}
NUMBERS = {verdict: number for number, verdict in enumerate(STANCES)}


def verdicts_by_film():
    """Critics as pairs of name and slug; films as key, title, slug and numbers; one query.

    A number is a verdict: that of its critic times the number of kinds, and that of its kind. The
    last that a critic gave a film counts; a film without any is there to be named. Films are in
    alphabetical order, for the lists that are made of them; it also makes the file a tenth smaller.
    """
    critics, films = {}, {}
    for sort_key, film, title, year, film_slug, name, slug, verdict in _rows():
        number = critics.setdefault(slug, (len(critics), name))[0]
        if film not in films:
            title = f"{title} ({year})" if year else title
            films[film] = (sort_key, film, title, film_slug, {})
        if verdict:
            films[film][-1][number] = number * len(NUMBERS) + NUMBERS[verdict]
    return {
        "stances": list(STANCES.values()),
        "loved": sorted(NUMBERS[verdict] for verdict in LOVED),
        "critics": [(name, slug) for slug, (_number, name) in critics.items()],
        "films": [(*film, [*given.values()]) for _sort_key, *film, given in sorted(films.values())],
    }


def _rows():
    """A row for each writer and film of a review, oldest first."""
    show("film", "critic")
    rows = Review.objects.published().reviews()
    rows = rows.filter(bylines__role=Byline.Role.WRITER, films__isnull=False)
    return rows.order_by("published_at", "pk").values_list(
        "films__sort_key",
        "films",
        "films__title",
        "films__year",
        "films__slug",
        "bylines__critic__name",
        "bylines__critic__slug",
        "verdict",
    )
