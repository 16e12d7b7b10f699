"""What a change of each table changes on pages (`core/changes.py`)."""

from core.changes import PublicTable

FILM, PARTNER = "'film:' || {row}.film_id", "'partner'"
# Of the pages that show the station alone: what it plays changes every few minutes.
STATION = "'station-' || {row}.place || ':' || coalesce({row}.publication_id, 0)"
STATION_OF_TRACK = (
    "(SELECT 'station-' || place || ':' || coalesce(publication_id, 0) "
    "FROM outside_station WHERE id = {row}.station_id AND is_shown)"
)

PUBLIC_TABLES = (
    PublicTable("outside_outsidereview", (FILM,)),
    PublicTable("outside_watchlink", (FILM,)),
    PublicTable(
        "outside_partnerfeed",
        # Not when it is read next, and what the last reading told.
        lists={
            "partner": (
                *("heading", "partner", "site_url", "place", "publication_id", "number", "order"),
                *("is_shown", "shown_until"),
            )
        },
    ),
    PublicTable("outside_partnerline", (PARTNER,)),
    PublicTable(
        "outside_station",
        (STATION,),
        where="{row}.is_shown",
        # Not when it is asked next, and what the last answer told.
        columns=(
            *("name", "site_url", "place", "publication_id", "order", "is_shown", "shown_until"),
        ),
    ),
    PublicTable("outside_track", (STATION_OF_TRACK,)),
)
