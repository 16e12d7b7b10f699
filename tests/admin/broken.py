"""For each constraint of the record: rows that break it, and what an editor types to break it."""

from django.utils import timezone

from films.models import (
    AwardBody,
    Country,
    Credit,
    Extra,
    Film,
    FilmTitle,
    Image,
    Nomination,
    Person,
    Release,
)
from reviews.models import (
    Aspect,
    Byline,
    Correction,
    ListEntry,
    MostRead,
    Publication,
    ReaderCount,
    Review,
    Section,
    Series,
    StandardSection,
    Subject,
    Take,
)
from tests.builders import a_critic, a_film, a_person, a_publication, a_review


def film():
    return Film.objects.first() or a_film()


def person():
    return Person.objects.first() or a_person()


def body():
    return AwardBody.objects.get_or_create(name="Cannes")[0]


def country():
    return Country.objects.get_or_create(code="FR", defaults={"name": "France"})[0]


def review():
    return Review.objects.first() or a_review(
        critic=a_critic("Iris Vale"), film=film(), published=False
    )


def a_list():
    return Review.objects.filter(kind="list").first() or a_review(published=False, kind="list")


def published():
    return a_review(film=film(), standfirst="Slow.")


def critic():
    return review().bylines.get().critic


def aspect():
    return Aspect.objects.get_or_create(name="Direction")[0]


def publication():
    return Publication.objects.first() or a_publication()


def release():
    return Release.objects.get_or_create(film=film(), kind="physical")[0]


def image(number=1, **fields):
    return Image(file=f"images/{number:032x}-10x10.webp", **({"alt": "A boat"} | fields))


def nomination(**fields):
    return Nomination(film=film(), body=body(), **fields)


def credit(role="director", **fields):
    return Credit(film=film(), role=role, **fields)


def a_review_row(**fields):
    return Review(publication=publication(), **({"headline": "H", "slug": "h"} | fields))


# What the database refuses, row by row, past every form: name of the constraint → rows.
ROWS = {
    "nomination_edition_is_sound": lambda: [nomination(edition=1200)],
    "nomination_counts_the_unnamed": lambda: [nomination(category="Best", count=2)],
    "nomination_once": lambda: [nomination(), nomination()],
    "person_born_is_a_date": lambda: [Person(name="A", slug="a", born="1999-13")],
    "person_died_is_a_date": lambda: [Person(name="A", slug="a", died="soon")],
    "person_dies_after_birth": lambda: [Person(name="A", slug="a", born="1950", died="1940")],
    "credit_names_someone": lambda: [credit()],
    "credit_character_for_cast_only": lambda: [credit(person=person(), character="Ali")],
    "credit_alias_needs_character": lambda: [
        credit("cast", person=person(), character_alias="Alain")
    ],
    "credit_once_per_role": lambda: [credit(person=person()), credit(person=person())],
    "credit_once_per_name": lambda: [credit(credited_as="A"), credit(credited_as="A")],
    "credit_role_is_known": lambda: [credit("king", person=person())],
    "film_has_title": lambda: [Film(title="", slug="x")],
    "film_year_is_sound": lambda: [Film(title="A", slug="x", year=1700)],
    "film_runtime_is_sound": lambda: [Film(title="A", slug="x", runtime=0)],
    "film_title_has_text": lambda: [FilmTitle(film=film(), kind="alias", text="")],
    "film_has_one_original_title": lambda: [
        FilmTitle(film=film(), kind="original", text=text) for text in "AB"
    ],
    "film_title_once": lambda: [
        FilmTitle(film=film(), kind="alias", text="A") for _twice in range(2)
    ],
    "image_has_alt": lambda: [image(alt="")],
    "image_focal_point_inside": lambda: [image(focal_x=101)],
    "release_date_is_a_date": lambda: [Release(film=film(), kind="tv", date="2013-3")],
    "release_certification_has_country": lambda: [
        Release(film=film(), kind="tv", certification="R")
    ],
    "release_kind_is_known": lambda: [Release(film=film(), kind="rumour")],
    "release_once": lambda: [Release(film=film(), kind="tv") for _twice in range(2)],
    "extra_once": lambda: [
        Extra(release=release(), kind="other", title="A talk") for _twice in range(2)
    ],
    "standard_section_once": lambda: [
        StandardSection(publication=publication(), slug="a", heading=text) for text in "AB"
    ],
    "section_spoiler_is_known": lambda: [Section(review=review(), heading="A", spoiler="all")],
    "section_heading_once": lambda: [Section(review=review(), heading="A") for _twice in range(2)],
    "take_stance_is_known": lambda: [
        Take(review=review(), aspect=aspect(), stance="bored", phrase="So")
    ],
    "take_once_per_aspect": lambda: [
        Take(review=review(), aspect=aspect(), stance="for", phrase=text) for text in ("So", "No")
    ],
    "correction_has_text": lambda: [Correction(review=review(), text="")],
    "correction_once": lambda: [Correction(review=review(), text="A") for _twice in range(2)],
    "series_goal_is_positive": lambda: [Series(name="A", slug="a", kind="challenge", goal=0)],
    "publication_comment_policy_is_known": lambda: [
        Publication(name="A", slug="a", comment_policy="shouting")
    ],
    "publication_scale_is_sound": lambda: [Publication(name="A", slug="a", stars_out_of=2)],
    "readers_once_a_day": lambda: [
        ReaderCount(review=review(), day=timezone.localdate(), number=1) for _twice in range(2)
    ],
    "most_read_place_once": lambda: [
        MostRead(review=review(), period=7, place=1) for _twice in range(2)
    ],
    "most_read_period_is_known": lambda: [MostRead(review=review(), period=8, place=1)],
    "byline_once": lambda: [Byline(review=review(), critic=critic())],
    "subject_once": lambda: [Subject(review=review(), film=review().subjects.get().film)],
    "list_entry_spoiler_is_known": lambda: [ListEntry(review=a_list(), film=film(), spoiler="all")],
    "list_entry_once": lambda: [ListEntry(review=a_list(), film=film()) for _twice in range(2)],
    "review_kind_is_known": lambda: [a_review_row(kind="opera")],
    "review_alone_has_verdict": lambda: [a_review_row(kind="interview", verdict="mixed")],
    "review_status_is_known": lambda: [a_review_row(status="lost", published_at=timezone.now())],
    "review_published_has_date": lambda: [a_review_row(status="published")],
    "review_date_is_sound": lambda: [
        a_review_row(status="published", published_at="2200-01-01T00:00Z")
    ],
    "review_retraction_says_why": lambda: [
        a_review_row(status="retracted", published_at=timezone.now())
    ],
    "review_has_headline": lambda: [a_review_row(headline="")],
    "review_has_slug": lambda: [a_review_row(slug="")],
    "review_stars_on_their_scale": lambda: [a_review_row(stars=6, stars_out_of=5)],
}

# What no form of the desk lets anybody type.
OFF_THE_FORMS = {
    "review_status_is_known",
    "review_published_has_date",
    "review_retraction_says_why",
    "review_has_slug",
    "readers_once_a_day",
    "most_read_place_once",
    "most_read_period_is_known",
}
CHOICE, TWIN, NEEDED = (
    "Select a valid choice",
    "correct the duplicate data",
    "Fill in this field",
)

# What an editor types: name of the constraint → the row whose form it is, the rows' prefix, what is
# typed, the answer. A list stands for new rows of the formset with that prefix; a dictionary for
# fields of the form itself.
TYPED = {
    "nomination_edition_is_sound": (
        film,
        "nominations",
        lambda: [nominated(edition=1200)],
        "between 1900 and 2200",
    ),
    "nomination_counts_the_unnamed": (
        film,
        "nominations",
        lambda: [nominated(category="Best", count=2)],
        "Count several awards",
    ),
    "nomination_once": (film, "nominations", lambda: [nominated()] * 2, "already listed"),
    "person_born_is_a_date": (person, "", lambda: {"born": "1999-13"}, "is not a date"),
    "person_died_is_a_date": (person, "", lambda: {"died": "soon"}, "is not a date"),
    "person_dies_after_birth": (
        person,
        "",
        lambda: {"born": "1950", "died": "1940"},
        "before the date of birth",
    ),
    "credit_names_someone": (
        film,
        "credits",
        lambda: [credited()],
        "Choose a person or enter the name",
    ),
    "credit_character_for_cast_only": (
        film,
        "credits",
        lambda: [credited(person=person().pk, character="Ali")],
        "Only cast members play a character",
    ),
    "credit_alias_needs_character": (
        film,
        "credits",
        lambda: [credited("cast", person=person().pk, character_alias="Alain")],
        "first name before the other",
    ),
    "credit_once_per_role": (
        film,
        "credits",
        lambda: [credited(person=person().pk)] * 2,
        "already has this role",
    ),
    "credit_once_per_name": (
        film,
        "credits",
        lambda: [credited(credited_as="A")] * 2,
        "This name already has this role",
    ),
    "credit_role_is_known": (film, "credits", lambda: [credited("king", credited_as="A")], CHOICE),
    "film_has_title": (film, "", lambda: {"title": " "}, NEEDED),
    "film_year_is_sound": (film, "", lambda: {"year": 1700}, "between 1870 and 2200"),
    "film_runtime_is_sound": (film, "", lambda: {"runtime": 0}, "between 1 and 6,000"),
    "film_title_has_text": (film, "titles", lambda: [{"kind": "alias", "text": ""}], NEEDED),
    "film_has_one_original_title": (
        film,
        "titles",
        lambda: [{"kind": "original", "text": text} for text in "AB"],
        "one original title",
    ),
    "film_title_once": (
        film,
        "titles",
        lambda: [{"kind": "alias", "text": "A"}] * 2,
        "already listed",
    ),
    "image_has_alt": (lambda: saved(image()), "", lambda: {"alt": ""}, NEEDED),
    "image_focal_point_inside": (
        lambda: saved(image()),
        "",
        lambda: {"focal_x": 101},
        "less than or equal to 100",
    ),
    "release_date_is_a_date": (
        film,
        "releases",
        lambda: [{"kind": "tv", "date": "2013-3"}],
        "is not a date",
    ),
    "release_certification_has_country": (
        film,
        "releases",
        lambda: [{"kind": "tv", "certification": "R"}],
        "Choose the country",
    ),
    "release_kind_is_known": (film, "releases", lambda: [{"kind": "rumour"}], CHOICE),
    "release_once": (
        film,
        "releases",
        lambda: [{"kind": "tv", "country": country().pk}] * 2,
        "already listed",
    ),
    "extra_once": (
        release,
        "extras",
        lambda: [{"order": 0, "kind": "other", "title": "A talk"}] * 2,
        TWIN,
    ),
    "standard_section_once": (
        publication,
        "standard_sections",
        lambda: [{"order": 0, "slug": "a", "heading": "A"}] * 2,
        TWIN,
    ),
    "correction_has_text": (
        published,
        "corrections",
        lambda: [{"date": "2020-01-01", "text": ""}],
        NEEDED,
    ),
    "correction_once": (
        published,
        "corrections",
        lambda: [{"date": "2020-01-01", "text": "A"}] * 2,
        TWIN,
    ),
    "section_spoiler_is_known": (review, "sections", lambda: [sectioned(spoiler="all")], CHOICE),
    "section_heading_once": (review, "sections", lambda: [sectioned()] * 2, TWIN),
    "take_stance_is_known": (review, "takes", lambda: [taken(stance="bored")], CHOICE),
    "take_once_per_aspect": (review, "takes", lambda: [taken()] * 2, TWIN),
    "series_goal_is_positive": (
        lambda: saved(Series(name="A")),
        "",
        lambda: {"goal": 0},
        "at least one film",
    ),
    "publication_comment_policy_is_known": (
        publication,
        "",
        lambda: {"comment_policy": "shouting"},
        CHOICE,
    ),
    "publication_scale_is_sound": (
        publication,
        "",
        lambda: {"stars_out_of": 2},
        "greater than or equal to 3",
    ),
    "byline_once": (
        review,
        "bylines",
        lambda: [{"order": 0, "critic": critic().pk, "role": "writer"}],
        TWIN,
    ),
    "subject_once": (review, "subjects", lambda: [{"order": 0, "film": film().pk}], TWIN),
    "list_entry_spoiler_is_known": (a_list, "entries", lambda: [listed(spoiler="all")], CHOICE),
    "list_entry_once": (a_list, "entries", lambda: [listed()] * 2, TWIN),
    "review_kind_is_known": (review, "", lambda: {"kind": "opera"}, CHOICE),
    "review_alone_has_verdict": (
        review,
        "",
        lambda: {"kind": "interview", "verdict": "mixed"},
        "Only a review has a verdict. Clear the verdict",
    ),
    "review_has_headline": (review, "", lambda: {"headline": ""}, NEEDED),
    "review_date_is_sound": (
        review,
        "",
        lambda: {"published_at": "2200-01-02T00:00"},
        "between 1870 and 2200",
    ),
    "review_stars_on_their_scale": (
        review,
        "",
        lambda: {"stars": 6, "stars_out_of": 5},
        "Enter stars between 0 and the scale",
    ),
}


def saved(row):
    row.save()
    return row


def nominated(**fields):
    return {"body": body().pk, "count": 1} | fields


def credited(role="director", **fields):
    return {"role": role, "billing": 0} | fields


def sectioned(**fields):
    return {"order": 0, "heading": "A", "spoiler": "none", "body": ""} | fields


def taken(**fields):
    return {"aspect": aspect().pk, "stance": "for", "phrase": "So"} | fields


def listed(**fields):
    return {"order": 0, "film": film().pk, "line": "", "spoiler": "none"} | fields
