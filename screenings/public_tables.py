"""What a change of each table changes on pages (`core/changes.py`)."""

from core.changes import PublicTable

SCREENING, FILM = "'screening'", "'screening-film:' || {row}.film_id"
# Lists of a town have all; pages of films and reviews those of their film, and what each town is.
TOWN = "'town'"

PUBLIC_TABLES = (
    PublicTable("screenings_town", (TOWN,)),
    PublicTable("screenings_town_publications", (TOWN,)),
    PublicTable("screenings_cinema", (TOWN,)),
    PublicTable("screenings_screening", (SCREENING, FILM)),
)
