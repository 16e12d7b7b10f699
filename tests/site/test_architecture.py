"""Tests that guard taste: which way knowledge flows, how large files grow, what no page may hold."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
ORDER = [
    "core",
    "jobs",
    "mail",
    "films",
    "reviews",
    "comments",
    "importer",
    "sampledata",
    "filmsite",
]
MODULES = [
    path for app in ORDER for path in sorted((ROOT / app).rglob("*.py")) if "migrations" not in path.parts
]  # fmt: skip
TEMPLATES = sorted(path for path in (ROOT / "templates").rglob("*.html"))


def imports_of(path):
    package = path.relative_to(ROOT).parent.parts
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            yield ".".join([*base, node.module or ""]).strip(".")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_knowledge_flows_one_way(path):
    app = path.relative_to(ROOT).parts[0]
    above = ORDER[ORDER.index(app) + 1 :]
    assert not [name for name in imports_of(path) if name.split(".")[0] in above]


def test_nobody_imports_the_importer():
    others = [path for path in MODULES if path.relative_to(ROOT).parts[0] != "importer"]
    assert not [
        path
        for path in others
        if any(name.split(".")[0] == "importer" for name in imports_of(path))
    ]


def test_the_site_does_not_import_its_sample_data():
    site = [path for path in MODULES if path.relative_to(ROOT).parts[0] != "sampledata"]
    assert not [
        path
        for path in site
        if any(name.split(".")[0] == "sampledata" for name in imports_of(path))
    ]


def test_sample_data_know_comments_in_one_module():
    modules = [path for path in MODULES if path.relative_to(ROOT).parts[0] == "sampledata"]
    users = [
        path
        for path in modules
        if any(name.split(".")[0] == "comments" for name in imports_of(path))
    ]
    assert [path.name for path in users] == ["comments.py"]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_nobody_imports_the_admin(path):
    parts = path.relative_to(ROOT).parts
    if "admin" in parts or path.stem == "admin" or path.stem in {"apps", "urls"}:
        return
    assert not [name for name in imports_of(path) if re.match(rf"({'|'.join(ORDER)})\.admin", name)]


@pytest.mark.parametrize("path", [*MODULES, *sorted((ROOT / "tests").rglob("*.py"))], ids=str)
def test_files_stay_small(path):
    assert len(path.read_text().splitlines()) <= 300


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_templates_stay_small_and_safe(path):
    text = path.read_text()
    assert len(text.splitlines()) <= 80
    assert not re.search(r"\|\s*safe\b|autoescape off|\bstyle=|\son\w+=|<style", text)
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)


def test_one_module_marks_text_as_safe():
    users = [
        path
        for path in MODULES
        if "mark_safe" in path.read_text() or "SafeString(" in path.read_text()
    ]
    assert [path.relative_to(ROOT).as_posix() for path in users] == ["reviews/markup.py"]


def test_styles_hold_no_ids_and_no_shouting():
    for path in (ROOT / "filmsite/static/filmsite/css").glob("*.css"):
        text = re.sub(r"#[0-9a-fA-F]{3,8}\b|url\([^)]*\)", "", path.read_text())
        assert "!important" not in text
        assert not re.search(r"(^|[\s,>}])#[a-z]", text), path
        assert len(text.splitlines()) <= 300
