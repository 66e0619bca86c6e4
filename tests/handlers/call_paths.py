"""Follows what a function of ours may call, from its source alone, to the calls of AWS's clients.

It evaluates the source without running it: every branch is taken that the values do not rule out, and a
value is the list of what it may be. What could carry a client where it is not followed is an
UnresolvedError with file and line, so that no call is overlooked.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.handlers.blocks import UnresolvedError, elements, yields
from tests.handlers.names import Names
from tests.handlers.values import (
    UNKNOWN,
    Class,
    Client,
    Constant,
    External,
    Function,
    Many,
    Map,
    Module,
    Object,
    Scope,
    Value,
    Variable,
    inside,
    joined,
)

VARIABLES = "handlers.adapters.variables.Variables"
# What Lambda itself sets, and anybody may read.
LAMBDA_SETS = frozenset({"AWS_REGION", "_X_AMZN_TRACE_ID"})
_GATHER = frozenset(
    {"list", "tuple", "set", "frozenset", "sorted", "reversed", "iter", "next", "zip", "enumerate", "filter"}
)
_LOOK = frozenset({"isinstance", "len", "bool", "typing.cast"})
_DEEPEST = 60

Found = Callable[[str, str, Mapping[str, list[Value]], list[Value]], bool]


class CallPaths(Names):
    """The analysis of one function.

    `sources` are the files of our modules by dotted name. `found` hears of each call of a client with
    the service, the operation's method and its named arguments, and of each call of a library that is
    given a client (with "" and the library's dotted name); it answers whether it knows the call.
    """

    def __init__(self, sources: Mapping[str, Path | str], found: Found) -> None:
        super().__init__(sources)
        self._found = found
        self._running: list[ast.AST] = []
        self.variables: set[str] = set()

    # ---- calls ----------------------------------------------------------------------------------

    def call(
        self, function: Function, given: list[list[Value]], named: Mapping[str, list[Value]]
    ) -> list[Value]:
        """Return what a call of a function of ours may return, having followed it."""
        if self._running.count(function.node) > 1 or len(self._running) > _DEEPEST:
            return [UNKNOWN]  # it calls itself: what it does was followed already
        scope = Scope(function.source, outer=function.around)
        self._bind(scope, function, given, named)
        self._running.append(function.node)
        try:
            if isinstance(function.node, ast.Lambda):
                return self.value(function.node.body, scope)
            self.block(function.node.body, scope)
        finally:
            self._running.pop()
        return [Many(scope.yielded)] if yields(function.node) else scope.returned

    def _bind(
        self, scope: Scope, function: Function, given: list[list[Value]], named: Mapping[str, list[Value]]
    ) -> None:
        arguments = function.node.args
        names = [each.arg for each in (*arguments.posonlyargs, *arguments.args)]
        first: list[list[Value]] = [[function.bound]] if function.bound else []
        values = [*first, *given]
        scope.names.update(
            {name: [UNKNOWN] for name in (*names, *(each.arg for each in arguments.kwonlyargs))}
        )
        scope.names.update(dict(zip(names, values, strict=False)))
        scope.names.update({name: value for name, value in named.items() if name in scope.names})
        if arguments.vararg:
            scope.names[arguments.vararg.arg] = [Many(joined(*values[len(names) :]))]
        if arguments.kwarg:
            extra = {name: value for name, value in named.items() if name not in scope.names}
            scope.names[arguments.kwarg.arg] = [Map(extra)]

    def construct(self, of: Class, given: list[list[Value]], named: Mapping[str, list[Value]]) -> Object:
        """Return an object of a class of ours, its `__init__` followed."""
        made = Object(of)
        init = self.member(of, "__init__")
        if isinstance(init, Function):
            self.call(Function(init.source, init.node, bound=made), given, named)
            return made
        names = [
            node.target.id
            for node in of.node.body
            if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
        ]
        made.fields.update(dict(zip(names, given, strict=False)))
        made.fields.update(named)
        return made

    def _called(self, node: ast.Call, scope: Scope) -> list[Value]:
        given, named = self._arguments(node, scope)
        everything = [*given, *named.values()]
        if isinstance(node.func, ast.Attribute):
            owners = self.value(node.func.value, scope)
            results = [self._method(node, owner, node.func.attr, given, named, scope) for owner in owners]
            if owners:
                return joined(*results)
            functions: list[Value] = []
        else:
            functions = self.value(node.func, scope)
        if not functions:
            self._let_go(node, everything, scope)
        return joined(*(self._apply(node, each, given, named, scope) for each in functions))

    def _method(  # noqa: PLR0917 (a call has many parts)
        self,
        node: ast.Call,
        owner: Value,
        name: str,
        given: list[list[Value]],
        named: Mapping[str, list[Value]],
        scope: Scope,
    ) -> list[Value]:
        match owner:
            case Client(service):
                if not self._is_known(node, service, name, given, named, scope):
                    raise self.unresolved(node, scope, f"the client of {service} has no operation '{name}'")
                return [UNKNOWN]
            case Object(of=of) if of.name == VARIABLES and name == "text":
                return [self._variable(node, given, scope)]
            case Many(elements=held) if name in ("append", "extend", "add"):
                held.extend(elements(joined(*given)) if name == "extend" else joined(*given))
                return []
            case Many() | Map() | Constant() | Variable():
                self._let_go(node, [*given, *named.values()], scope)
                return [UNKNOWN, *(each for each in inside([owner]) if each is not owner)]
        values = self._attribute(node, owner, name, scope)
        if not values:
            self._let_go(node, [*given, *named.values()], scope)
        return joined(*(self._apply(node, each, given, named, scope) for each in values))

    def _apply(
        self,
        node: ast.Call,
        function: Value,
        given: list[list[Value]],
        named: Mapping[str, list[Value]],
        scope: Scope,
    ) -> list[Value]:
        match function:
            case Function():
                return self.call(function, given, named)
            case Class():
                return [self.construct(function, given, named)]
            case External(name):
                return self._library(node, name, given, named, scope)
        self._let_go(node, [*given, *named.values()], scope)
        return [UNKNOWN]

    def _library(
        self,
        node: ast.Call,
        name: str,
        given: list[list[Value]],
        named: Mapping[str, list[Value]],
        scope: Scope,
    ) -> list[Value]:
        everything = joined(*given, *named.values())
        if name == "boto3.client":
            service = given[0] if given else []
            if len(service) == 1 and isinstance(service[0], Constant):
                return [Client(str(service[0].value))]
            raise self.unresolved(node, scope, "a client of a service that only the run can tell")
        if name.startswith(("boto3", "botocore")) and not name.startswith(
            ("botocore.config.", "botocore.exceptions.")
        ):
            raise self.unresolved(node, scope, f"{name} is not followed")
        if name.startswith("os.") and "env" in name:
            read = given[0] if given else []
            if not all(isinstance(each, Constant) and each.value in LAMBDA_SETS for each in read) or not read:
                raise self.unresolved(node, scope, "the environment is read past its `text`")
            return [UNKNOWN]
        if name in _LOOK:
            return given[-1] if name == "typing.cast" else [UNKNOWN]
        if name in _GATHER:
            return [Many(elements(everything))]
        if not self._is_known(node, "", name, given, named, scope):
            self._let_go(node, [*given, *named.values()], scope)
        return [UNKNOWN]

    def _is_known(  # noqa: PLR0917 (see above)
        self,
        node: ast.Call,
        service: str,
        name: str,
        given: list[list[Value]],
        named: Mapping[str, list[Value]],
        scope: Scope,
    ) -> bool:
        try:
            return self._found(service, name, named, joined(*given))
        except UnresolvedError as error:
            raise self.unresolved(node, scope, str(error)) from None

    def _variable(self, node: ast.Call, given: list[list[Value]], scope: Scope) -> Variable:
        match given:
            case [[Constant(value=str(name))]]:
                if name not in LAMBDA_SETS:
                    self.variables.add(name)
                return Variable(name)
        raise self.unresolved(node, scope, "a variable whose name only the run can tell")

    def _let_go(self, node: ast.AST, given: list[list[Value]], scope: Scope) -> None:
        """Give values to what is not followed: it may call what it gets, and must get no client."""
        for value in joined(*given):
            match value:
                case Function():
                    self.call(value, [], {})
                case External("os.environ"):
                    raise self.unresolved(node, scope, "the environment is read past its `text`")
                case _ if any(isinstance(each, Client) for each in inside([value])):
                    raise self.unresolved(node, scope, "a client goes where it is not followed")

    def _arguments(self, node: ast.Call, scope: Scope) -> tuple[list[list[Value]], dict[str, list[Value]]]:
        given: list[list[Value]] = []
        for each in node.args:
            if isinstance(each, ast.Starred):
                given.append(elements(self.value(each.value, scope)))
                if any(isinstance(held, Client) for held in inside(given[-1])):
                    raise self.unresolved(node, scope, "a client goes where it is not followed")
            else:
                given.append(self.value(each, scope))
        named: dict[str, list[Value]] = {}
        for keyword in node.keywords:
            values = self.value(keyword.value, scope)
            if keyword.arg:
                named[keyword.arg] = values
            for value in values if not keyword.arg else ():
                if isinstance(value, Map):
                    named.update(value.items)
        return given, named

    # ---- expressions ----------------------------------------------------------------------------

    def value(self, node: ast.expr, scope: Scope) -> list[Value]:  # noqa: C901, PLR0911, PLR0912 (a case a kind)
        """Return what an expression may be, having followed its calls."""
        match node:
            case ast.Constant(value=constant):
                return [Constant(constant)] if constant is not None else []
            case ast.Name(id=name):
                known = scope.find(name)
                return known if known is not None else self.named(scope.source, name)
            case ast.Attribute(value=owner, attr=name):
                return joined(
                    *(self._attribute(node, each, name, scope) for each in self.value(owner, scope))
                )
            case ast.Call():
                return self._called(node, scope)
            case ast.Lambda():
                return [Function(scope.source, node, around=scope)]
            case ast.List(elts=parts) | ast.Tuple(elts=parts) | ast.Set(elts=parts):
                return [Many(joined(*(self._part(part, scope) for part in parts)))]
            case ast.ListComp() | ast.SetComp() | ast.GeneratorExp():
                inner = self._loops(node.generators, scope)
                return [Many(self.value(node.elt, inner))]
            case ast.DictComp():
                inner = self._loops(node.generators, scope)
                self.value(node.key, inner)
                return [Map(rest=self.value(node.value, inner))]
            case ast.Dict():
                return [self._map(node, scope)]
            case ast.Subscript(value=owner, slice=index):
                owners = self.value(owner, scope)
                if External("os.environ") in owners:
                    raise self.unresolved(node, scope, "the environment is read past its `text`")
                return self._item(owners, self.value(index, scope))
            case ast.IfExp(test=test, body=body, orelse=other):
                self.value(test, scope)
                return joined(self.value(body, scope), self.value(other, scope))
            case ast.BoolOp(values=parts):
                return joined(*(self.value(part, scope) for part in parts))
            case ast.NamedExpr(target=target, value=given):
                self.assign(target, self.value(given, scope), scope)
                return self.value(target, scope)
            case ast.YieldFrom(value=given):
                scope.yielded.extend(elements(self.value(given, scope)))
                return []
            case ast.Await():
                raise self.unresolved(node, scope, "this kind of expression is not followed")
            case ast.Yield(value=given):
                scope.yielded.extend(self.value(given, scope) if given else [])
                return []
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr):
                self._let_go(child, [self.value(child, scope)], scope)
        return [UNKNOWN]

    def _part(self, node: ast.expr, scope: Scope) -> list[Value]:
        return (
            elements(self.value(node.value, scope))
            if isinstance(node, ast.Starred)
            else self.value(node, scope)
        )

    def _map(self, node: ast.Dict, scope: Scope) -> Map:
        made = Map()
        for key, given in zip(node.keys, node.values, strict=True):
            values = self.value(given, scope)
            keys = self.value(key, scope) if key else []
            match keys:
                case [Constant(value=str(name))]:
                    made.items[name] = values
                case _ if key:
                    made.rest = joined(made.rest, values)
            for value in values if key is None else ():
                if isinstance(value, Map):
                    made.items.update(value.items)
                    made.rest = joined(made.rest, value.rest)
        return made

    def _item(self, owners: list[Value], index: list[Value]) -> list[Value]:
        found: list[list[Value]] = []
        for owner in owners:
            match owner, index:
                case Map(items, rest), [Constant(value=str(name))]:
                    found.append(joined(items.get(name, [UNKNOWN]), rest))
                case Map(items, rest), _:
                    found.append(joined(*items.values(), rest))
                case Many(elements=held), _:
                    found.append(held)
                case _:
                    found.append([UNKNOWN])
        return joined(*found)

    def _attribute(  # noqa: PLR0911 (a case a kind)
        self, node: ast.AST, owner: Value, name: str, scope: Scope
    ) -> list[Value]:
        match owner:
            case External(dotted):
                return [External(f"{dotted}.{name}")]
            case Module(source):
                return self.named(source, name)
            case Class():
                found = self.member(owner, name)
                return [found or UNKNOWN]
            case Client() if name in ("exceptions", "meta"):
                return [UNKNOWN]
            case Client(service):
                raise self.unresolved(node, scope, f"the client of {service} is used other than by a call")
            case Object():
                return self._field(node, owner, name, scope)
            case Many() | Map():
                return [UNKNOWN, *(each for each in inside([owner]) if each is not owner)]
        return [UNKNOWN]

    def _field(self, node: ast.AST, owner: Object, name: str, scope: Scope) -> list[Value]:
        if name in owner.fields:
            return owner.fields[name]
        member = self.member(owner.of, name)
        if isinstance(member, Function) and isinstance(member.node, ast.FunctionDef):
            marks = {ast.unparse(mark).rpartition(".")[2] for mark in member.node.decorator_list}
            if "staticmethod" in marks:
                return [member]
            bound = Function(member.source, member.node, bound=owner)
            if "cached_property" in marks:
                owner.fields[name] = []
                owner.fields[name] = self.call(bound, [], {})
                return owner.fields[name]
            return self.call(bound, [], {}) if "property" in marks else [bound]
        if member:
            return [member]
        if any(isinstance(each, Client) for each in inside([owner])):
            raise self.unresolved(node, scope, f"{owner.of.name} has no '{name}'")
        return [UNKNOWN]

    def _loops(self, generators: list[ast.comprehension], scope: Scope) -> Scope:
        inner = Scope(scope.source, outer=scope)
        for each in generators:
            self.assign(each.target, elements(self.value(each.iter, inner)), inner)
            for test in each.ifs:
                self.value(test, inner)
        return inner
