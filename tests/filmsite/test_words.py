"""What people read is plain English: words that readers stumbled over stay away."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
APPS = [
    *("core", "films", "site_settings", "reviews", "pages", "comments"),
    *("importer", "sampledata", "filmsite"),
]
# Where “letter” means a character and “hand” no person.
FINE = re.compile(
    r"letters,? (?:or|and)? ?digits|letters, digits|capital letters|first letters|visible letters"
    r"|order of its letters|[{]desk[}]|two[- ]letter|\bletters of\b|by hand|at hand|second-hand"
    r"|hands? on\b|handed",
    re.IGNORECASE,
)
QUAINT = re.compile(
    r"\bletters?\b|\bslips?\b|\bhands?\b|\btalks?\b|\bthe house\b|\bdesk\b|tells? the ending"
    r"|as it is\b|gave this address|\blog(?:ged)?[ -](?:in|out)\b|\bone hand\b|\bpostman\b",
    re.IGNORECASE,
)
TAGS = re.compile(
    r"{#.*?#}|{%.*?%}|{{.*?}}|<(?:script|style)\b.*?</(?:script|style)>|<[^>]*>", re.DOTALL
)
SHOWN = re.compile(
    r"{%\s*translate\s+(?:\"([^\"]*)\"|'([^']*)')|{%\s*blocktranslate[^%]*%}(.*?){%\s*endblocktranslate\s*%}",
    re.DOTALL,
)
GETTEXT = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}


def in_templates():
    """Every message of a template, and what stands there without being marked."""
    for path in sorted((ROOT / "templates").rglob("*.*")):
        text = path.read_text()
        for match in SHOWN.finditer(text):
            yield (
                path,
                " ".join(
                    re.sub(r"{[%{].*?[%}]}", " ", next(filter(None, match.groups()), "")).split()
                ),
            )
        yield path, " ".join(TAGS.sub(" ", SHOWN.sub(" ", text)).split())


def in_code():
    """Every message of a module, and every other sentence in it but for its docstrings."""
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            if "migrations" not in path.parts:
                yield from ((path, text) for text in sentences(ast.parse(path.read_text())))


def sentences(tree):
    """Strings that are marked for translation, or have three words and are no docstring."""
    marked, docs = set(), set()
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and getattr(node.func, "id", getattr(node.func, "attr", "")) in GETTEXT
        ):
            marked.update(map(id, node.args))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            docs.add(id(node.value))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            is_sentence = (
                len(re.findall(r"[A-Za-z]{2,}", node.value)) > 2
                and node.value.count("|") < 3
                and " " in node.value
            )
            if id(node) in marked or is_sentence:
                yield node.value


def in_scripts():
    for path in sorted((ROOT / "filmsite" / "static").rglob("*.js")):
        if "vendor" not in path.parts:
            yield from (
                (path, text) for text in re.findall(r'"([^"\n]* [^"\n]*)"', path.read_text())
            )


def in_pages():
    """The pages for those who run and change the site, without their code."""
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        prose = re.sub(
            r"```.*?```|^    .*?$|`[^`]*`", " ", path.read_text(), flags=re.DOTALL | re.MULTILINE
        )
        yield from ((path, line) for line in prose.splitlines())


@pytest.mark.parametrize("texts", [in_templates, in_code, in_scripts, in_pages])
def test_no_quaint_word_is_left(texts):
    found = list(texts())
    assert len(found) > 20
    quaint = [
        f"{path.relative_to(ROOT)}: {text}"
        for path, text in found
        if QUAINT.search(FINE.sub("", text))
    ]
    assert quaint == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Look for the letter",
        "the talk about it",
        "The house rules",
        "It tells the ending",
        "Log in",
        "a slip",
        "one hand",
    ],
)
def test_the_words_are_known(sentence):
    assert QUAINT.search(FINE.sub("", sentence))
