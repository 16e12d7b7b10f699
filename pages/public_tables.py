"""What a change of each table changes on pages (`core/changes.py`)."""

from core.changes import PublicTable

IS_OUT = "{row}.starts_at IS NOT NULL"  # what is being prepared is not public

PUBLIC_TABLES = (
    PublicTable("pages_notice", ("'notice'",), where=IS_OUT),
    PublicTable("pages_placement", ("'placement'",), where=IS_OUT),
)
