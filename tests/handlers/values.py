"""What the analysis of call paths knows of a value: a list of what it may be; empty for None alone."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Constant:
    """A text, a number, or a member of an enumeration (`Class.MEMBER`)."""

    value: object


@dataclass(frozen=True)
class Unknown:
    """Anything that is not followed. It holds no client: what could bring one there is an error."""


UNKNOWN = Unknown()


@dataclass(frozen=True)
class Variable:
    """The text of an environment variable."""

    name: str


@dataclass(frozen=True)
class Client:
    """A boto3 client."""

    service: str


@dataclass(frozen=True)
class External:
    """Something of a library, by its dotted name."""

    name: str


@dataclass(eq=False)
class Source:
    """A module of ours."""

    name: str
    path: Path
    tree: ast.Module
    names: dict[str, ast.AST] = field(default_factory=dict)


@dataclass(frozen=True)
class Module:
    """A module of ours, as a value."""

    source: Source


@dataclass(frozen=True)
class Class:
    """A class of ours."""

    source: Source
    node: ast.ClassDef

    @property
    def name(self) -> str:
        """The dotted name."""
        return f"{self.source.name}.{self.node.name}"


@dataclass(eq=False)
class Object:
    """An instance of a class of ours."""

    of: Class
    fields: dict[str, list[Value]] = field(default_factory=dict)


@dataclass(frozen=True)
class Function:
    """A function, a method with its object, or a lambda with the names around it."""

    source: Source
    node: ast.FunctionDef | ast.Lambda
    around: Scope | None = None
    bound: Object | None = None


@dataclass(eq=False)
class Many:
    """A list, tuple, set or generator: what its elements may be."""

    elements: list[Value] = field(default_factory=list)


@dataclass(eq=False)
class Map:
    """A dictionary: what stands under each constant name, and under all others."""

    items: dict[str, list[Value]] = field(default_factory=dict)
    rest: list[Value] = field(default_factory=list)


@dataclass(eq=False)
class Scope:
    """The names of one call, and what it may return."""

    source: Source
    names: dict[str, list[Value]] = field(default_factory=dict)
    outer: Scope | None = None
    returned: list[Value] = field(default_factory=list)
    yielded: list[Value] = field(default_factory=list)

    def find(self, name: str) -> list[Value] | None:
        """Return what a name may be here or around, None where it is not known."""
        if name in self.names:
            return self.names[name]
        return self.outer.find(name) if self.outer else None


Value = Constant | Unknown | Variable | Client | External | Module | Class | Object | Function | Many | Map


def inside(values: Iterable[Value]) -> Iterator[Value]:
    """Yield values and all that they hold."""
    seen: set[int] = set()
    pending = list(values)
    while pending:
        value = pending.pop()
        if id(value) in seen:
            continue
        seen.add(id(value))
        yield value
        match value:
            case Object(fields=fields):
                pending.extend(each for held in fields.values() for each in held)
            case Many(elements):
                pending.extend(elements)
            case Map(items, rest):
                pending.extend(each for held in items.values() for each in held)
                pending.extend(rest)
            case Function(bound=bound) if bound:
                pending.append(bound)


def joined(*groups: Iterable[Value]) -> list[Value]:
    """Join what a value may be; each possibility once."""
    found: list[Value] = []
    for group in groups:
        found.extend(value for value in group if value not in found)
    return found
