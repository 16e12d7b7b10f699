"""Which way knowledge flows, how large files grow, and what no page may hold."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = [
    "core",
    "search",
    "jobs",
    "films",
    "site_settings",
    "reviews",
    "pages",
    "audio",
    "screenings",
    "outside",
    "mail",
    "error_reports",
    "accounts",
    "comments",
    "importer",
    "sampledata",
    "filmsite",
]
# Inside comments, from below. What is not named here stands on top, beside views.
LAYERS = [
    {"models", "submission", "names", "rendering", "confusables"},
    {"notify", "spam", "screening"},
    {"actions"},
]
UNRANKED = {"apps", "append_only"}

PYTHON_CHARACTERS = 13_000  # of a module or a test file; some 330 lines
PAGE_CHARACTERS = 5_000  # of a template or a style sheet
TEMPLATE_LINE = 120  # characters
TABLES = {
    "tests/accounts/test_matrix.py",
    "tests/admin/broken.py",
    "tests/admin/test_roles.py",
    "tests/comments/moderation/test_access.py",
}  # long by nature

TESTS = sorted([*(ROOT / "tests").rglob("*.py"), *(ROOT / "bench").rglob("*.py")])
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
STYLES = [path for room in ROOMS for path in sorted((ROOT / room).rglob("static/**/*.css"))]


def short(path):
    return path.relative_to(ROOT).as_posix()


def dotted(path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {
    dotted(path): path
    for room in ROOMS
    for path in sorted((ROOT / room).rglob("*.py"))
    if "migrations" not in path.parts
}


def is_for_types(node):
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)


def import_statements(node, inside=False):
    """(statement, whether a function holds it) of all imports but those under TYPE_CHECKING."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import | ast.ImportFrom):
            yield child, inside
        elif is_for_types(child):
            for other in child.orelse:
                yield from import_statements(ast.Module([other], []), inside)
        else:
            function = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            yield from import_statements(child, inside or function)


def names_of(statement, path):
    """What a statement may import: `from a import b` gives `a.b`, for b can be a module."""
    if isinstance(statement, ast.Import):
        return [name.name for name in statement.names]
    package = path.relative_to(ROOT).parent.parts
    base = package[: len(package) - statement.level + 1] if statement.level else ()
    module = ".".join([*base, *filter(None, [statement.module])])
    return [f"{module}.{name.name}" for name in statement.names]


@cache
def imports_of(module):
    path = MODULES[module]
    statements = import_statements(ast.parse(path.read_text()))
    return [name for statement, _inside in statements for name in names_of(statement, path)]


@cache
def edges(module):
    """The modules of ours that run when this one is imported, with the packages around them."""
    found = set()
    for name in imports_of(module):
        if name not in MODULES:
            name = name.rpartition(".")[0]
        while name in MODULES:
            if not f"{module}.".startswith(f"{name}."):
                found.add(name)
            name = name.rpartition(".")[0]
    return sorted(found)


def circles():
    """The modules that lead back to themselves, in groups (Tarjan)."""
    order, lowest, stack, groups = {}, {}, [], []

    def visit(module):
        if module in order:
            return
        order[module] = lowest[module] = len(order)
        stack.append(module)
        for other in edges(module):
            visit(other)
            if other in stack:
                lowest[module] = min(lowest[module], lowest[other])
        if lowest[module] == order[module]:
            place = stack.index(module)
            if len(stack) - place > 1:
                groups.append(sorted(stack[place:]))
            del stack[place:]

    for module in MODULES:
        visit(module)
    return groups


def room_of(name):
    return name.split(".")[0]


def layer_of(module):
    """Its height inside comments; None for what has no place in the order."""
    parts = module.split(".")
    if len(parts) < 2 or parts[1] in UNRANKED:
        return None
    if parts[-1] == "admin":
        return len(LAYERS)
    return next((at for at, layer in enumerate(LAYERS) if parts[1] in layer), len(LAYERS))


@pytest.mark.parametrize("module", MODULES)
def test_rooms_know_only_those_below(module):
    above = ROOMS[ROOMS.index(room_of(module)) + 1 :]
    assert not [name for name in imports_of(module) if room_of(name) in above]


@pytest.mark.parametrize("module", [name for name in MODULES if room_of(name) == "comments"])
def test_comments_have_layers(module):
    own = layer_of(module)
    if own is None:
        return
    others = [name for name in edges(module) if room_of(name) == "comments"]
    assert not [name for name in others if (layer_of(name) or 0) > own]


def test_no_modules_import_each_other_in_a_circle():
    assert circles() == []


def test_no_import_stands_inside_a_function():
    assert not [
        f"{short(path)}:{statement.lineno}"
        for path in MODULES.values()
        for statement, inside in import_statements(ast.parse(path.read_text()))
        if inside
    ]


@pytest.mark.parametrize("room", ["importer", "sampledata"])
def test_the_site_does_without(room):
    users = [name for name in MODULES if room in map(room_of, imports_of(name))]
    assert not [name for name in users if room_of(name) != room]


def test_sample_data_know_comments_in_one_module():
    users = [name for name in MODULES if "comments" in map(room_of, imports_of(name))]
    assert [name for name in users if room_of(name) == "sampledata"] == ["sampledata.comments"]


@pytest.mark.parametrize("module", MODULES)
def test_nobody_imports_the_admin(module):
    name = module.split(".")[-1]
    if "admin" in module.split(".") or name.startswith("admin_") or name in {"apps", "urls"}:
        return
    assert not [
        name for name in imports_of(module) if re.match(rf"({'|'.join(ROOMS)})\.admin", name)
    ]


@pytest.mark.parametrize("path", [*MODULES.values(), *TESTS], ids=short)
def test_python_files_stay_small(path):
    assert short(path) in TABLES or len(path.read_text()) <= PYTHON_CHARACTERS


@pytest.mark.parametrize("path", [*TEMPLATES, *STYLES], ids=short)
def test_templates_and_styles_stay_small(path):
    assert len(path.read_text()) <= PAGE_CHARACTERS


@pytest.mark.parametrize("path", TEMPLATES, ids=short)
def test_templates_have_lines_that_can_be_read(path):
    assert max(map(len, path.read_text().splitlines()), default=0) <= TEMPLATE_LINE


@pytest.mark.parametrize("path", TEMPLATES, ids=short)
def test_templates_are_safe(path):
    text = path.read_text()
    assert not re.search(r"\|\s*safe\b|autoescape off|\bstyle=|\son\w+=|<style", text)
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)


def test_one_module_marks_text_as_safe():
    texts = {path: path.read_text() for path in MODULES.values()}
    users = [path for path, text in texts.items() if re.search(r"mark_safe|SafeString\(", text)]
    assert [short(path) for path in users] == ["reviews/markup.py"]


@pytest.mark.parametrize("path", STYLES, ids=short)
def test_styles_hold_no_ids_and_no_shouting(path):
    text = re.sub(r"#[0-9a-fA-F]{3,8}\b|url\([^)]*\)", "", path.read_text())
    if "admin" not in path.parts:  # Django's admin is styled by its ids
        assert "!important" not in text
        assert not re.search(r"(^|[\s,>}])#[a-z]", text)
