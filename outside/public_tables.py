"""What a change of each table changes on pages (`core/changes.py`)."""

from core.changes import PublicTable

PUBLIC_TABLES = (PublicTable("outside_outsidereview", ("'film:' || {row}.film_id",)),)
