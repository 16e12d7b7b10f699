"""What a change of each table changes on pages (`core/changes.py`)."""

from core.changes import PublicTable

FILM, PERSON = "'film:' || {row}.film_id", "'person:' || {row}.person_id"
FILM_OF_RELEASE = "'film:' || (SELECT film_id FROM films_release WHERE id = {row}.release_id)"


def _vocabulary(model, *columns):
    """A table of names that other rows refer to."""
    name = model.lower()
    return PublicTable(
        f"films_{name}", (f"'{name}:' || {{row}}.id",), {name: ("name", "sort_key", *columns)}
    )


PUBLIC_TABLES = (
    PublicTable(
        "films_film",
        ("'film:' || {row}.id",),
        {
            "film": ("title", "slug", "sort_key", "year", "always_public", "based_on_id"),
            "film-text": ("logline",),
        },
    ),
    PublicTable("films_filmtitle", (FILM, "'film-text'")),
    PublicTable("films_film_genres", (FILM, "'genre:' || {row}.genre_id", "'film'", "'genre'")),
    PublicTable("films_film_countries", (FILM, "'film'")),
    PublicTable("films_film_languages", (FILM,)),
    PublicTable("films_release", (FILM, "'release:' || {row}.id")),
    PublicTable("films_release_audio", (FILM_OF_RELEASE,)),
    PublicTable("films_release_subtitles", (FILM_OF_RELEASE,)),
    PublicTable("films_extra", (FILM_OF_RELEASE,)),
    PublicTable("films_nomination", (FILM, PERSON)),
    PublicTable(
        "films_credit",
        (FILM, PERSON),
        {"person": ("film_id", "person_id"), "person-text": ("credited_as",)},
    ),
    PublicTable(
        "films_person",
        ("'person:' || {row}.id",),
        {"person": ("name", "slug", "sort_key"), "person-text": ("about",)},
    ),
    PublicTable("films_sourcework", ("'sourcework:' || {row}.id",), {"person": ("author_id",)}),
    PublicTable("films_image", ("'image:' || {row}.id",), {"image": ("file", "credit")}),
    _vocabulary("Genre", "slug"),
    _vocabulary("Country", "code"),
    _vocabulary("Language", "code"),
    _vocabulary("Distributor", "slug"),
    _vocabulary("AwardBody", "slug"),
)
