"""Reading a page needs no Django, only what comes after it does."""

from pathlib import Path

import pytest

import importer

AFTER = {"apps", "comments", "differences", "fixture", "matching", "records", "report", "saving"}
AFTER |= {"to_json"}
READING = [
    path for path in sorted(Path(importer.__file__).parent.glob("*.py")) if path.stem not in AFTER
]


@pytest.mark.parametrize("path", READING, ids=lambda path: path.stem)
def test_reading_imports_no_django(path):
    text = path.read_text()
    assert "import django" not in text and "from django" not in text
    assert not [name for name in AFTER if f"from .{name} import" in text]
