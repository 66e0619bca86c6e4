"""What is remembered, and for how long: `policies.configuration` says the one style."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

PROJECT: Final = Path(__file__).resolve().parents[2]
CACHES: Final = frozenset({"cache", "lru_cache"})
OF_A_CONFIGURATION: Final = frozenset({"Configuration", "Resource", "Reading", "Verdict", "Finding"})


def cached(tree: ast.Module) -> Iterator[tuple[ast.FunctionDef, ast.expr]]:
    """Each function that `functools` remembers, with the decorator."""
    for node in ast.walk(tree):
        for decorator in node.decorator_list if isinstance(node, ast.FunctionDef) else ():
            called = decorator.func if isinstance(decorator, ast.Call) else decorator
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            if name in CACHES:
                yield node, decorator


def faults(text: str) -> list[str]:
    """What a module remembers in another way."""
    tree = ast.parse(text)
    found = []
    for function, decorator in cached(tree):
        given = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
        types = {
            name.id
            for argument in given
            for name in ast.walk(argument.annotation or ast.Name("self"))
            if isinstance(name, ast.Name)
        }
        if held := sorted(types & OF_A_CONFIGURATION):
            found.append(f"{function.name} keeps a {held[0]} alive: use Configuration.recall")
        if "self" in types:
            found.append(f"{function.name} keeps its object alive: use cached_property")
        if isinstance(decorator, ast.Call) and not decorator.keywords:
            found.append(f"{function.name} does not say its bound")
    return [
        *found,
        *(
            f"{ast.unparse(node.target)} is a cache by hand"
            for node in tree.body
            if isinstance(node, ast.AnnAssign) and isinstance(node.value, ast.Dict) and not node.value.keys
        ),
    ]


@pytest.mark.parametrize("room", ["policies", "aspects"])
def test_what_is_remembered_of_a_configuration_goes_with_it(room: str) -> None:
    found = {
        f"{path.relative_to(PROJECT)}: {fault}"
        for path in (PROJECT / room).rglob("*.py")
        for fault in faults(path.read_text(encoding="utf-8"))
    }
    assert found == set()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("@cache\ndef f(a: Resource) -> int: ...", "f keeps a Resource alive: use Configuration.recall"),
        (
            "@lru_cache(maxsize=9)\ndef f(*, a: tuple[Configuration, ...]) -> int: ...",
            "f keeps a Configuration alive: use Configuration.recall",
        ),
        ("@functools.lru_cache()\ndef f(a: str) -> int: ...", "f does not say its bound"),
        (
            "class C:\n    @cache\n    def f(self) -> int: ...",
            "f keeps its object alive: use cached_property",
        ),
        ("_SEEN: Final[dict[str, int]] = {}", "_SEEN is a cache by hand"),
    ],
)
def test_each_other_way_is_told(text: str, fault: str) -> None:
    assert faults(text) == [fault]
