"""What a change of each table changes on pages (`core/changes.py`)."""

from core.changes import PublicTable

FILM, PARTNER = "'film:' || {row}.film_id", "'partner'"

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
)
