"""The grammar of blocks: `add_x(place, XSpec) -> X`, with the Terraform id in the spec and in the handle.

What else they stand on are handles, and nothing else makes resources.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

import pytest

BLOCKS: Final = Path(__file__).resolve().parents[2] / "infra" / "blocks"
VERBS: Final = ("add_", "find_")
PLACES: Final = {("place", "Place"), ("places", "Sequence[Place]")}

# What needs no id in its spec, and why.
WITHOUT_ID: Final = {
    "EndpointsSpec": "a network has them once, and their ids begin with its own",
    "FlowArchiveSpec": "a network has one, whose id it takes",
    "FlowLogSpec": "a network has one, whose id it takes",
    "FunctionsSpec": "each function takes the name of its handler",
    "KeySpec": "a key's name is its id",
    "SignedCodeSpec": "a stack has one",
    "StageSpec": "an API has one, whose id begins with its own",
    "TrafficSpec": "its id is made of its group, its peer and its port",
}


# What makes or reads a resource under another name, and why.
OUTSIDE: Final = {
    "allow_redrive": "it joins queues that are there, which name each other, and is nothing by itself",
    "closed_vpc": "the part that both shapes of a network begin with; its handle is theirs",
    "zone_names": "a reading that both shapes of a network share; its handle is theirs",
}


class Class(NamedTuple):
    """A class: whether it is a frozen dataclass, and what its fields and properties are called."""

    frozen: bool
    members: frozenset[str]


def trees() -> Iterator[ast.Module]:
    """Every module of the blocks."""
    for path in sorted(BLOCKS.rglob("*.py")):
        yield ast.parse(path.read_text(encoding="utf-8"))


def of_class(node: ast.ClassDef) -> Class:
    """What is asked of a class."""
    decorators = {ast.unparse(each) for each in node.decorator_list}
    fields = {
        each.target.id
        for each in node.body
        if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name)
    }
    properties = {each.name for each in node.body if isinstance(each, ast.FunctionDef)}
    return Class("dataclass(frozen=True, slots=True)" in decorators, frozenset(fields | properties))


CLASSES: Final = {
    node.name: of_class(node) for tree in trees() for node in tree.body if isinstance(node, ast.ClassDef)
}
FUNCTIONS: Final = {
    node.name: node
    for tree in trees()
    for node in tree.body
    if isinstance(node, ast.FunctionDef) and node.name.startswith(VERBS)
}


def makers(tree: ast.Module) -> Iterator[str]:
    """The public functions and classes of a module that make resources, by themselves or by private ones."""
    provided = {
        name.asname or name.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("cdktf_cdktf_provider_aws")
        for name in node.names
    }
    makes: set[str] = set()
    units = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    for _ in units:  # private ones may call each other, each of them once in a chain
        private = {name for name in makes if name.startswith("_")}
        makes |= {name for name, node in units.items() if _makes(node, provided, private)}
    return (name for name in makes if not name.startswith(("_", *VERBS)))


def _makes(unit: ast.AST, provided: set[str], private: set[str]) -> bool:
    calls = [node for node in ast.walk(unit) if isinstance(node, ast.Call)]
    return any(
        # Of the provider's classes, those of resources take a scope; those of their blocks take none.
        (_root(call.func) in provided and (call.args or "scope" in {each.arg for each in call.keywords}))
        or _root(call.func) in private
        for call in calls
    )


def _root(called: ast.expr) -> str:
    while isinstance(called, ast.Attribute):
        called = called.value
    return called.id if isinstance(called, ast.Name) else ""


def is_handed(argument: ast.arg) -> bool:
    """Whether it is a handle, several by name, another stack's outputs, or an ARN."""
    said = ast.unparse(argument.annotation or ast.Constant(None))
    if said == "str":
        return argument.arg.endswith("_arn")
    kinds = [each.removeprefix("Mapping[str, ").removesuffix("]") for each in said.split(" | ")]
    return all(kind in {"Outputs", "None"} or (kind in CLASSES and CLASSES[kind].frozen) for kind in kinds)


def complaints(function: ast.FunctionDef) -> Iterator[str]:
    """How a function strays from the grammar."""
    positional = [
        (each.arg, ast.unparse(each.annotation or ast.Constant(None))) for each in function.args.args
    ]
    spec = positional[1][1] if len(positional) > 1 else "nothing"
    handle = ast.unparse(function.returns or ast.Constant(None))
    if positional[0] not in PLACES:
        yield f"takes {positional[0][0]} first, not its place"
    if not spec.endswith("Spec") or spec not in CLASSES:
        yield f"takes {spec} second, not a spec"
    elif "id" not in CLASSES[spec].members and spec not in WITHOUT_ID:
        yield f"{spec} has no id"
    for argument in (*function.args.args[2:], *function.args.kwonlyargs):
        if not is_handed(argument):
            yield f"takes {argument.arg}, which is a value and belongs in its spec"
    if handle not in CLASSES or not CLASSES[handle].frozen:
        yield f"returns {handle}, not a frozen dataclass of a block"
    elif "id" not in CLASSES[handle].members:
        yield f"{handle} has no id"


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_a_block_takes_a_place_and_a_spec_and_returns_a_handle(name: str) -> None:
    assert list(complaints(FUNCTIONS[name])) == []


def test_what_is_excepted_is_there() -> None:
    assert WITHOUT_ID.keys() <= CLASSES.keys()


def test_nothing_else_makes_resources() -> None:
    assert {name for tree in trees() for name in makers(tree)} == OUTSIDE.keys()


@pytest.mark.parametrize(
    "source",
    [
        "def closed_key(place): KmsKey(place.stack, 'key')",
        "def closed_key(place): KmsKey(scope=place.stack, id_='key')",
        "def closed_key(place): module.KmsKey(place.stack, 'key')",
        "def closed_key(place): _made(place)\ndef _made(place): KmsKey(place.stack, 'key')",
        "class closed_key:\n    def made(self): _Builder(1)\nclass _Builder:\n    made = KmsKey(1, 'key')",
    ],
)
def test_what_makes_under_another_name_is_seen(source: str) -> None:
    module = "from cdktf_cdktf_provider_aws.kms_key import KmsKey, module\n"
    assert list(makers(ast.parse(module + source))) == ["closed_key"]


@pytest.mark.parametrize(
    "source",
    [
        "def add_key(place): KmsKey(place.stack, 'key')",
        "def block(): return KmsKey(enabled=True)",
        "def _made(place): KmsKey(place.stack, 'key')\ndef add_key(place): _made(place)",
    ],
)
def test_what_makes_by_the_grammar_is_no_offence(source: str) -> None:
    module = "from cdktf_cdktf_provider_aws.kms_key import KmsKey\n"
    assert list(makers(ast.parse(module + source))) == []


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("def add_x(stack: Stack, spec: KeySpec) -> Key: ...", "takes stack first, not its place"),
        ("def add_x(place: Place, name: str) -> Key: ...", "takes str second, not a spec"),
        ("def add_x(place: Place, spec: Statement) -> Key: ...", "takes Statement second, not a spec"),
        (
            "def add_x(place: Place, spec: KeySpec) -> str: ...",
            "returns str, not a frozen dataclass of a block",
        ),
        ("def add_x(place: Place, spec: KeySpec) -> Statement: ...", "Statement has no id"),
        (
            "def add_x(place: Place, spec: KeySpec, days: int) -> Key: ...",
            "takes days, which is a value and belongs in its spec",
        ),
    ],
)
def test_what_strays_is_seen(source: str, complaint: str) -> None:
    (function,) = ast.parse(source).body
    assert isinstance(function, ast.FunctionDef)
    assert list(complaints(function)) == [complaint]
