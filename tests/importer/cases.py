"""Documents with what should be read of them: NAME.json beside the text that it names.

    .venv/bin/python -m tests.importer.cases FOLDER

prints, case by case, what import_documents --dry-run --json reads otherwise, and a score.
"""

import json
import os
import re
import sys
import tempfile
import unicodedata
from collections import Counter
from contextlib import suppress
from io import StringIO
from pathlib import Path

RIGHT, PART, EMPTY, WRONG = "right", "in part", "empty", "wrong"
# Expectations with a name or a shape of their own; any other key is a field of the JSON.
READ = {
    "director": lambda row: row["directors"],
    "critic": lambda row: row["critics"],
    "date": lambda row: row["published_on"],
    "stars": lambda row: f"{row['stars']}/{row['stars_out_of']}" if row["stars"] else "",
    "sections": lambda row: [section["heading"] for section in row["sections"]],
    "cast": lambda row: [[actor["name"], actor["character"]] for actor in row["cast"]],
    "comments": lambda row: [[comment["author"], comment["parent"]] for comment in row["comments"]],
}
STARTS = {"begins": "text", "standfirst_starts": "standfirst"}


def load_cases(folder):
    """(name, path of the document, expectations by key) of each case."""
    for sidecar in sorted(Path(folder).glob("*.json")):
        case = json.loads(sidecar.read_text())
        yield sidecar.stem, sidecar.with_name(case["file"]), case["expect"]


def run_cases(folder):
    """{name: {key: (mark, what was read)}}"""
    from django.core.management import CommandError, call_command

    cases, printed = list(load_cases(folder)), StringIO()
    with tempfile.TemporaryDirectory() as copies:
        paths = [_copy(path, Path(copies) / name) for name, path, _expect in cases]
        with suppress(CommandError):  # some files were unreadable, and the JSON says which
            call_command("import_documents", *paths, dry_run=True, json=True, stdout=printed)
    rows = json.loads(printed.getvalue())
    return {
        name: {key: compare(key, wanted, row) for key, wanted in expect.items()}
        for (name, _path, expect), row in zip(cases, rows, strict=True)
    }


def _copy(path, folder):
    """The document without a first line that only says that the case is made up."""
    folder.mkdir()
    first, rest = path.read_text().split("\n", 1)
    copy = folder / path.name
    copy.write_text(rest if first.startswith("#:") else f"{first}\n{rest}")
    return str(copy)


def compare(key, wanted, row):
    """(mark, what was read); what is no review shows none of its fields."""
    if key == "outcome":
        read = "no review" if row["outcome"] == "unreadable" else row["outcome"]
        return (RIGHT if read == wanted else WRONG), read
    if row["outcome"] in {"no review", "unreadable"}:
        return (RIGHT if wanted in (None, "", []) else EMPTY), row["reason"]
    if key in STARTS or key == "ends":
        text = fold(row[STARTS.get(key, "text")])
        fits = text.endswith(fold(wanted)) if key == "ends" else text.startswith(fold(wanted))
        return (RIGHT if fits else WRONG if text else EMPTY), text[-60:] if key == "ends" else text
    read = READ[key](row) if key in READ else row[key]
    if key == "cast" and wanted and isinstance(wanted[0], str):
        read = [name for name, _character in read]
    return mark(key, wanted, read), read


def mark(key, wanted, read):
    if read in (None, "", []):
        return RIGHT if wanted in (None, "", []) else EMPTY
    if not isinstance(wanted, list):
        return RIGHT if fold(wanted) == fold(read) else WRONG
    if sorted(map(fold, wanted)) == sorted(map(fold, read)):
        return RIGHT
    return PART if key in {"cast", "comments"} and len(read) < len(wanted) else WRONG


def fold(value):
    plain = unicodedata.normalize("NFKD", str(value)).casefold()
    return re.sub(r"[\W_]+", " ", re.sub("[\u0300-\u036f'’]", "", plain)).strip()


def score(results):
    """“26 right, 2 in part, 55 empty, 21 wrong”"""
    counts = Counter(found for marks in results.values() for found, _read in marks.values())
    return ", ".join(f"{counts[name]} {name}" for name in (RIGHT, PART, EMPTY, WRONG))


def main(folder):
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "filmsite.settings")
    django.setup()
    results = run_cases(folder)
    for name, marks in results.items():
        bad = [f"{key} {found} ({str(read)[:60]!r})" for key, (found, read) in marks.items()]
        bad = [
            text for text, (found, _read) in zip(bad, marks.values(), strict=True) if found != RIGHT
        ]
        print(f"{name:32} {len(marks) - len(bad)}/{len(marks)}  {'; '.join(bad)}")
    print(score(results))


if __name__ == "__main__":
    main(sys.argv[1])
