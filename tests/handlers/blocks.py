"""The half of `call_paths` that goes through statements: every branch that the values do not rule out."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from tests.handlers.values import (
    UNKNOWN,
    Class,
    Client,
    Constant,
    Function,
    Many,
    Map,
    Object,
    Scope,
    Value,
    inside,
    joined,
)


class UnresolvedError(Exception):
    """A call that could not be followed: which, and where."""


class Blocks:
    """Goes through statements. What an expression may be, `value` tells."""

    def value(self, node: ast.expr, scope: Scope) -> list[Value]:
        """Return what an expression may be, having followed its calls."""
        raise NotImplementedError

    def unresolved(self, node: ast.AST, scope: Scope, why: str) -> UnresolvedError:
        """An error with file and line."""
        return UnresolvedError(f"{scope.source.path}:{getattr(node, 'lineno', 0)}: {why}")

    def block(self, nodes: Iterable[ast.stmt], scope: Scope) -> None:
        """Follow statements in their order."""
        for node in nodes:
            self._statement(node, scope)

    def _statement(self, node: ast.stmt, scope: Scope) -> None:  # noqa: C901, PLR0912 (a case a kind)
        match node:
            case ast.Return(value=given):
                scope.returned.extend(self.value(given, scope) if given else [])
            case ast.Expr(value=given):
                self.value(given, scope)
            case ast.Assign(targets=targets, value=given):
                values = self.value(given, scope)
                for target in targets:
                    self._unpack(target, given, values, scope)
            case ast.AnnAssign(target=target, value=given) | ast.AugAssign(target=target, value=given):
                if given:
                    self.assign(target, self.value(given, scope), scope)
            case ast.If(test=test, body=body, orelse=other):
                self.value(test, scope)
                if not self._is_ruled_out(test, scope):
                    self.block(body, scope)
                self.block(other, scope)
            case ast.For(target=target, iter=many, body=body, orelse=other):
                self.assign(target, elements(self.value(many, scope)), scope)
                self.block([*body, *body, *other], scope)  # again: one round may use what another left
            case ast.While(test=test, body=body, orelse=other):
                self.value(test, scope)
                self.block([*body, *body, *other], scope)
            case ast.With(items=items, body=body):
                for item in items:
                    values = self.value(item.context_expr, scope)
                    if item.optional_vars:
                        self.assign(item.optional_vars, joined(elements(values), values), scope)
                self.block(body, scope)
            case ast.Try(body=body, handlers=handlers, orelse=other, finalbody=last):
                self.block(body, scope)
                for handler in handlers:
                    if handler.type:
                        self.value(handler.type, scope)
                    if handler.name:
                        scope.names[handler.name] = [UNKNOWN]
                    self.block(handler.body, scope)
                self.block([*other, *last], scope)
            case ast.Match():
                self._match(node, scope)
            case ast.FunctionDef(name=name):
                scope.names[name] = [Function(scope.source, node, around=scope)]
            case ast.Raise(exc=raised):
                if raised:
                    self.value(raised, scope)
            case ast.Assert(test=test):
                self.value(test, scope)
            case ast.Import() | ast.ImportFrom():
                scope.names.update({name: self.imported(node, name) for name in binds(node)})
            case ast.Pass() | ast.Break() | ast.Continue():
                pass
            case _:
                raise self.unresolved(
                    node, scope, f"a statement of type {type(node).__name__} is not followed"
                )

    def imported(self, node: ast.Import | ast.ImportFrom, name: str) -> list[Value]:
        """Return what an import binds to a name."""
        raise NotImplementedError

    def _unpack(self, target: ast.expr, given: ast.expr, values: list[Value], scope: Scope) -> None:
        both = isinstance(target, ast.Tuple) and isinstance(given, ast.Tuple)
        if both and len(target.elts) == len(given.elts):  # type: ignore[attr-defined]
            for one, its in zip(target.elts, given.elts, strict=True):  # type: ignore[attr-defined]
                self.assign(one, self.value(its, scope), scope)
        else:
            self.assign(target, values, scope)

    def assign(self, target: ast.expr, values: list[Value], scope: Scope) -> None:
        """Give a name, a field or a part the values, beside those that it may have already."""
        match target:
            case ast.Name(id=name):
                scope.names[name] = joined(scope.names.get(name, []), values)
            case ast.Starred(value=inner):
                self.assign(inner, [Many(values)], scope)
            case ast.Tuple(elts=parts) | ast.List(elts=parts):
                for part in parts:
                    self.assign(part, joined(elements(values)), scope)
            case ast.Attribute(value=owner, attr=name):
                self._keep(target, self.value(owner, scope), name, values, scope)
            case ast.Subscript(value=owner, slice=index):
                match self.value(index, scope):
                    case [Constant(value=str(name))]:
                        self._keep(target, self.value(owner, scope), name, values, scope)
                    case _:
                        self._keep(target, self.value(owner, scope), "", values, scope)

    def _keep(
        self, node: ast.expr, owners: list[Value], name: str, values: list[Value], scope: Scope
    ) -> None:
        for owner in owners:
            match owner:
                case Object(fields=held):
                    held[name] = joined(held.get(name, []), values)
                case Map(items) if name:
                    items[name] = joined(items.get(name, []), values)
                case Map() | Many():
                    rest = owner.rest if isinstance(owner, Map) else owner.elements
                    rest.extend(value for value in values if value not in rest)
        lost = not owners or not all(isinstance(owner, Object | Map | Many) for owner in owners)
        if lost and any(isinstance(each, Client) for each in inside(values)):
            raise self.unresolved(node, scope, "a client is kept where it is not followed")

    def _is_ruled_out(self, test: ast.expr, scope: Scope) -> bool:
        """Tell whether a test asks for a class that the value surely is not of."""
        match test:
            case ast.BoolOp(op=ast.And(), values=parts):
                return any(self._is_ruled_out(part, scope) for part in parts)
            case ast.Call(func=ast.Name(id="isinstance"), args=[subject, wanted]):
                values, classes = self.value(subject, scope), self.value(wanted, scope)
                known = values and all(isinstance(value, Object) for value in values)
                ours = classes and all(isinstance(each, Class) for each in classes)
                return bool(known and ours and not self._of(values, classes))
        return False

    def _of(self, values: list[Value], classes: list[Value]) -> list[Value]:
        return [value for value in values if isinstance(value, Object) and self.is_a(value.of, classes)]

    def is_a(self, of: Class, classes: list[Value]) -> bool:
        """Tell whether a class is one of the classes, or derives from one."""
        bases = [each for base in of.node.bases for each in self.value(base, Scope(of.source))]
        return of in classes or any(self.is_a(base, classes) for base in bases if isinstance(base, Class))

    def _match(self, node: ast.Match, scope: Scope) -> None:
        values = self.value(node.subject, scope)
        for case in node.cases:
            taken = self._taken(case.pattern, values, scope)
            if taken is None:
                continue
            inner = dict(scope.names)
            if isinstance(node.subject, ast.Name) and taken:
                scope.names[node.subject.id] = taken
            for part in ast.walk(case.pattern):
                for name in (getattr(part, "name", None), getattr(part, "rest", None)):
                    if isinstance(name, str):
                        scope.names[name] = [UNKNOWN, *taken]
            if case.guard:
                self.value(case.guard, scope)
            self.block(case.body, scope)
            if isinstance(node.subject, ast.Name) and node.subject.id in inner:
                scope.names[node.subject.id] = inner[node.subject.id]

    def _taken(self, pattern: ast.pattern, values: list[Value], scope: Scope) -> list[Value] | None:
        """Return which of the values a pattern may take; None where it surely takes none of them."""
        match pattern:
            case ast.MatchClass(cls=wanted) if values and all(isinstance(value, Object) for value in values):
                classes = self.value(wanted, scope)
                if classes and all(isinstance(each, Class) for each in classes):
                    return self._of(values, classes) or None
            case ast.MatchValue(value=wanted) if values and all(
                isinstance(each, Constant) for each in values
            ):
                expected = self.value(wanted, scope)
                if expected and all(isinstance(each, Constant) for each in expected):
                    return [value for value in values if value in expected] or None
            case ast.MatchOr(patterns=patterns):
                found = [each for one in patterns if (each := self._taken(one, values, scope)) is not None]
                return joined(*found) if found else None
            case ast.MatchAs(pattern=ast.pattern() as inner):
                return self._taken(inner, values, scope)
        return values


def elements(values: Iterable[Value]) -> list[Value]:
    """Return what an element of the values may be."""
    return joined(*(each.elements if isinstance(each, Many) else [UNKNOWN] for each in values))


def binds(node: ast.AST) -> list[str]:
    """Return the names that a statement binds."""
    match node:
        case ast.ClassDef(name=name) | ast.FunctionDef(name=name):
            return [name]
        case ast.Import(names=names) | ast.ImportFrom(names=names):
            return [alias.asname or alias.name.partition(".")[0] for alias in names]
        case ast.Assign(targets=targets):
            return [target.id for target in targets if isinstance(target, ast.Name)]
        case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr()):
            return [name]
    return []


def top(tree: ast.Module) -> Iterator[ast.stmt]:
    """Yield the statements of a module, those under `if` too (TYPE_CHECKING)."""
    for node in tree.body:
        yield from node.body if isinstance(node, ast.If) else (node,)


def yields(function: ast.FunctionDef | ast.Lambda) -> bool:
    """Tell whether a function is a generator."""
    pending: list[ast.AST] = list(ast.iter_child_nodes(function))
    while pending:
        node = pending.pop()
        if isinstance(node, ast.Yield | ast.YieldFrom):
            return True
        if not isinstance(node, ast.FunctionDef | ast.Lambda):
            pending.extend(ast.iter_child_nodes(node))
    return False
