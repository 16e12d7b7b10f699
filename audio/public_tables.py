"""What a change of each table changes on pages (`core/changes.py`)."""

from core.changes import PublicTable
from reviews.public_tables import IS_OUT, REVIEW

PUBLIC_TABLES = (PublicTable("audio_recording", (REVIEW, "'recording'"), where=IS_OUT),)
