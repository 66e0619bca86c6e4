"""The part of `call_paths` that knows our modules, and what names, imports and members in them stand for."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Mapping
from pathlib import Path

from tests.handlers.blocks import Blocks, binds, top
from tests.handlers.values import (
    UNKNOWN,
    Class,
    Constant,
    External,
    Function,
    Module,
    Scope,
    Source,
    Value,
)


class Names(Blocks):
    """Our modules by dotted name, each read when it is first asked for."""

    def __init__(self, sources: Mapping[str, Path | str]) -> None:
        self._sources = sources
        self._modules: dict[str, Source] = {}

    def module(self, name: str) -> Source:
        """Return a module of ours."""
        if name not in self._modules:
            given = self._sources[name]
            path = given if isinstance(given, Path) else Path(f"<{name}>")
            text = given.read_text(encoding="utf-8") if isinstance(given, Path) else given
            source = Source(name, path, ast.parse(text))
            for node in top(source.tree):
                source.names.update(dict.fromkeys(binds(node), node))
            self._modules[name] = source
        return self._modules[name]

    def named(self, source: Source, name: str) -> list[Value]:
        """Return what a name of a module may be."""
        node = source.names.get(name)
        match node:
            case ast.ClassDef():
                return [Class(source, node)]
            case ast.FunctionDef():
                return [Function(source, node)]
            case ast.Import() | ast.ImportFrom():
                return self.imported(node, name)
            case ast.Assign(value=value) | ast.AnnAssign(value=ast.expr() as value):
                return self.value(value, Scope(source))
        if f"{source.name}.{name}" in self._sources:
            return [Module(self.module(f"{source.name}.{name}"))]
        return [External(name)] if hasattr(builtins, name) else [UNKNOWN]

    def imported(self, node: ast.Import | ast.ImportFrom, name: str) -> list[Value]:
        for alias in node.names:
            if (alias.asname or alias.name.partition(".")[0]) != name:
                continue
            if isinstance(node, ast.Import):
                return [External(alias.name if alias.asname else name)]
            if node.module in self._sources:
                return self.named(self.module(node.module), alias.name)
            if f"{node.module}.{alias.name}" in self._sources:
                return [Module(self.module(f"{node.module}.{alias.name}"))]
            return [External(f"{node.module}.{alias.name}")]
        return [UNKNOWN]

    def member(self, of: Class, name: str) -> Value | None:
        """Return what a class of ours, or one that it derives from, calls by a name."""
        for node in of.node.body:
            if isinstance(node, ast.FunctionDef) and node.name == name:
                return Function(of.source, node)
            if name in binds(node) and isinstance(node, ast.Assign):
                return Constant(f"{of.node.name}.{name}")
        for base in of.node.bases:
            for value in self.value(base, Scope(of.source)):
                found = self.member(value, name) if isinstance(value, Class) else None
                if found:
                    return found
        return None

    def value_of_class(self, module: str, name: str) -> Class:
        """Return a class of ours by its module and name."""
        match self.named(self.module(module), name):
            case [Class() as found]:
                return found
        raise KeyError(name)
