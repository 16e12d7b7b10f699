"""For each constraint of recordings: as in `tests/admin/broken.py`."""

from typing import Any

from audio.models import Recording
from tests.builders import a_review

from .builders import a_recording


def an_unsaved(**fields):
    facts = {"file": "audio/a.mp3", "mime_type": "audio/mpeg", "size": 1, "duration": 1}
    return Recording(**({"review": a_review()} | facts | fields))


ROWS = {
    "recording_file_is_audio": lambda: [an_unsaved(file="")],
    "recording_type_is_known": lambda: [an_unsaved(mime_type="text/html")],
    "recording_is_not_empty": lambda: [an_unsaved(duration=0)],
    "recording_numbers_are_positive": lambda: [an_unsaved(episode=0)],
}

TYPED: dict[str, Any] = {
    "recording_numbers_are_positive": (a_recording, "", lambda: {"season": 0}, "greater than"),
}

# They are read from the file.
OFF_THE_FORMS = {"recording_file_is_audio", "recording_type_is_known", "recording_is_not_empty"}
