"""Public names are in the words of docs/glossary.md, and in none of those that it replaces."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

PROJECT: Final = Path(__file__).resolve().parents[2]
GLOSSARY: Final = (PROJECT / "docs" / "glossary.md").read_text(encoding="utf-8")
TERMS: Final = [
    tuple(cell.strip() for cell in line.split("|")[1:4])
    for line in GLOSSARY.splitlines()
    if re.match(r"\| [^-]", line) and not line.startswith("| Term")
]
PACKAGES: Final = (
    *("aspects", "containers", "engines", "handlers", "infra"),
    *("operations", "policies", "provisioning", "rehearsal", "tools"),
)
RULES: Final = PROJECT / "policies" / "rules"
"""Rules are called as their ids say, which are published."""
NOT_SAID: Final = {word: term for term, _, words in TERMS for word in filter(None, words.split(", "))}
"""Each word that no public name has, with the term that stands for it."""


def modules() -> Iterator[Path]:
    """Every module of the packages, and what starts the program."""
    yield from (PROJECT / name for name in ("main.py", "bootstrap.py"))
    for package in PACKAGES:
        yield from sorted(each for each in (PROJECT / package).rglob("*.py") if "tests" not in each.parts)


def names(path: Path) -> Iterator[str]:
    """The public names of a module: its own, its packages', of classes, functions, methods and constants."""
    place = path.relative_to(PROJECT).with_suffix("").parts
    yield from place[:-1] if path.stem == "__init__" or path.is_relative_to(RULES) else place
    tree = ast.parse(path.read_text(encoding="utf-8"))
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    for node in (*tree.body, *(member for each in classes for member in each.body)):
        match node:
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name):
                yield name
            case ast.AnnAssign(target=ast.Name(id=name)) | ast.Assign(targets=[ast.Name(id=name)]):
                if name.isupper():
                    yield name


def words(name: str) -> set[str]:
    """The words of a name in either case, in lower case and one number: a plural is no other word."""
    found = {word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)}
    return found | {word.removesuffix("s") for word in found}


def test_the_glossary_is_short_in_order_and_says_each_term_once() -> None:
    terms = [term for term, *_ in TERMS]
    assert len(terms) <= 40
    assert terms == sorted(set(terms))
    assert all(meaning for _, meaning, _ in TERMS)


def test_no_public_name_uses_a_word_that_the_glossary_replaces() -> None:
    found = {
        f"{path.relative_to(PROJECT)}: {name} ({NOT_SAID[word]}, not {word})"
        for path in modules()
        for name in names(path)
        if not name.startswith("_")
        for word in words(name) & NOT_SAID.keys()
    }
    assert sorted(found) == []


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("MendAspect", {"mend"}),
        ("HTTPDoor", {"door"}),
        ("said_once", {"once"}),
        ("ROWS", {"row"}),
        ("amended", set()),
        ("lifecycle", set()),
        ("nonce", set()),
    ],
)
def test_a_word_is_seen_where_it_is_a_whole_one(name: str, found: set[str]) -> None:
    assert words(name) & {"mend", "door", "once", "row", "life"} == found


def test_readers_are_led_to_it() -> None:
    for document in ("README.md", "CONTRIBUTING.md"):
        assert "docs/glossary.md" in (PROJECT / document).read_text(encoding="utf-8"), document
