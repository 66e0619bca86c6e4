"""Our functions as mypy sees them: what each may call, by the types of what it is given.

A reference counts as a call, in whichever branch it stands. What could take a port, a store or a client out
of the types' sight is an UnresolvedError with file and line, and so is what mypy itself refuses.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

import botocore.session
from botocore import xform_name
from mypy.build import BuildResult, build
from mypy.errors import CompileError
from mypy.modulefinder import BuildSource
from mypy.nodes import (
    AssignmentExpr,
    AssignmentStmt,
    Block,
    CallExpr,
    ClassDef,
    Decorator,
    DictExpr,
    Expression,
    ForStmt,
    FuncDef,
    FuncItem,
    Import,
    ImportAll,
    ImportFrom,
    IndexExpr,
    LambdaExpr,
    ListExpr,
    MatchStmt,
    MemberExpr,
    MypyFile,
    NameExpr,
    Node,
    OperatorAssignmentStmt,
    RefExpr,
    ReturnStmt,
    SetExpr,
    StarExpr,
    StrExpr,
    SuperExpr,
    SymbolNode,
    TupleExpr,
    TypeInfo,
    Var,
    WithStmt,
    YieldExpr,
    YieldFromExpr,
)
from mypy.options import Options
from mypy.patterns import AsPattern
from mypy.types import AnyType, CallableType, Instance, Type, TypeOfAny

from tests.handlers.kinds import callables, formal, infos, is_client, is_loose, service_of

PROJECT: Final = Path(__file__).resolve().parents[2]
CALLS: Final = "handlers.adapters.calls.calls"
_CLIENTS: Final = "handlers.adapters.clients"
ROOT: Final = "handlers.adapters.composition.Composition"
_VARIABLES: Final = "handlers.adapters.variables.Variables"
# These read the variable that is their first argument.
_READERS: Final = frozenset(
    f"{_VARIABLES}.{each}" for each in ("text", "whole_number", "seconds", "json_object")
)
# These fill a function's `Ports` by the names of its fields, which the proof does instead of following them.
FILLS: Final = frozenset({f"{ROOT}.ports", f"{ROOT}._provided"})
# What gives the whole environment to what finds the variables in it, and what is read of it otherwise.
_GIVES_ENVIRONMENT: Final = "handlers.adapters.runtime._Opened._open"
_FINDS_VARIABLES: Final = "handlers.adapters.parameters.Parameters"
_TRACING: Final = "_X_AMZN_TRACE_ID"
# These may be given a client by a method that declares its calls; the recording tells what they call.
_TAKES_CLIENT: Final = "aws_lambda_powertools.utilities.idempotency"
# These take what they are given no further.
_LOOKS: Final = frozenset({"builtins.isinstance", "builtins.len", "builtins.bool"})
# What reaches by a text, or by another way than its name, what the types cannot see.
_BLIND: Final = frozenset(
    {
        "builtins.__import__",
        "builtins.compile",
        "builtins.eval",
        "builtins.exec",
        "builtins.globals",
        "builtins.locals",
        "builtins.vars",
        "os.environb",
        "os.getenvb",
        "os.path.expandvars",
        "posixpath.expandvars",
        "sys._current_frames",
        "sys._getframe",
        "sys.modules",
    }
)
_BLIND_PACKAGES: Final = frozenset(
    {"ctypes", "gc", "importlib", "inspect", "pkgutil", "posix", "runpy", "subprocess"}
)
_BLIND_ATTRIBUTES: Final = frozenset(
    {
        "__builtins__",
        "__closure__",
        "__dict__",
        "__getattribute__",
        "__globals__",
        "__self__",
        "__subclasses__",
        "f_globals",
        "f_locals",
    }
)
# IAM's names of the services whose clients there are.
_SERVICES: Final = {
    "dynamodb": "dynamodb",
    "events": "events",
    "s3": "s3",
    "secretsmanager": "secretsmanager",
    "sns": "sns",
    "ssm": "ssm",
    "stepfunctions": "states",
}
# Attributes of nodes that lead to nodes elsewhere.
_ELSEWHERE: Final = frozenset(
    {
        "analyzed",
        "definition",
        "expanded",
        "info",
        "node",
        "original_def",
        "original_decorators",
        "type",
        "var",
    }
)
_UNTOLD: Final = AnyType(TypeOfAny.unannotated)
_ON_A_CLIENT: Final = frozenset({"exceptions", "meta"})


class UnresolvedError(Exception):
    """What could not be followed: which, and where."""


@dataclass(frozen=True)
class Member:
    """What a class has under a name."""

    of: str
    name: str


@dataclass(frozen=True)
class Declared:
    """What `calls` declares of a method."""

    actions: tuple[str, ...]
    index: str = ""
    on_anything: bool = False


@dataclass
class Body:
    """What one function, class or constant of ours refers to, and what it reads."""

    names: set[str] = field(default_factory=set)
    members: set[Member] = field(default_factory=set)
    variables: set[str] = field(default_factory=set)
    operations: set[tuple[str, str]] = field(default_factory=set)
    declared: Declared | None = None


class Program:
    """Our modules, `sources` by dotted name: files, or texts in place of files."""

    def __init__(self, sources: Mapping[str, Path | str]) -> None:
        self.built = _built(sources)
        self.nodes: dict[str, Node] = {}
        self.classes: dict[str, TypeInfo] = {}
        self._module_of: dict[str, MypyFile] = {}
        for name in sources:
            tree = self.built.files[name]
            self._add(tree, name, tree)
            for node in _definitions(tree.defs):
                self._index(tree, node)
        self._capabilities = self._carriers()
        self._bodies: dict[str, Body] = {}
        self._resolved: dict[Member, list[str]] = {}

    def _index(self, tree: MypyFile, node: Node) -> None:
        match node:
            case FuncDef() | Decorator():
                self._add(tree, node.fullname, node)
            case ClassDef():
                self._add(tree, node.fullname, node)
                self.classes[node.fullname] = node.info
                for each in _definitions(node.defs.body):
                    if isinstance(each, FuncDef | Decorator):
                        self._add(tree, each.fullname, each)
                    elif isinstance(each, ClassDef):
                        self._index(tree, each)
            case AssignmentStmt(lvalues=targets):
                for target in targets:
                    if isinstance(target, RefExpr) and target.fullname:
                        self._add(tree, target.fullname, node)

    def _add(self, tree: MypyFile, name: str, node: Node) -> None:
        self.nodes[name], self._module_of[name] = node, tree

    def of(self, name: str) -> TypeInfo:
        """Return a class of ours. Raises KeyError."""
        return self.classes[name]

    def returned(self, method: str) -> Iterator[TypeInfo]:
        """Yield the classes of what a method returns, as its own `return` knows them."""
        for each in walked(self.nodes[method]):
            if isinstance(each, ReturnStmt) and each.expr:
                yield from infos(self.built.types.get(each.expr))

    def result_of(self, method: str) -> list[TypeInfo]:
        """Return the classes of what a method says that it returns."""
        node = self.nodes[method]
        func = node.func if isinstance(node, Decorator) else node
        assert isinstance(func, FuncDef)
        said = func.type
        return list(infos(said.ret_type)) if isinstance(said, CallableType) else []

    def resolve(self, member: Member) -> list[str]:
        """Return which methods of ours a member may be: the class's own or a former one's, and what stands
        in for it in classes that derive from this one.
        """
        if member in self._resolved:
            return self._resolved[member]
        info = self.classes[member.of]
        found = info.get_containing_type_info(member.name)
        below = [each for each in self.classes.values() if info in each.mro[1:] and member.name in each.names]
        self._resolved[member] = [
            f"{each.fullname}.{member.name}"
            for each in (*([found] if found else []), *below)
            if f"{each.fullname}.{member.name}" in self.nodes
        ]
        return self._resolved[member]

    def declared_from(self, method: str) -> set[Declared]:
        """Return what is declared by a method of an adapter and all that it calls of its own package."""
        found, seen, waiting = set(), set(), [method]
        while waiting:
            name = waiting.pop()
            if name in seen or name not in self.nodes:
                continue
            seen.add(name)
            body = self.body(name)
            found |= {body.declared} if body.declared else set()
            waiting += body.names
            for member in body.members:
                waiting += self.resolve(member)
        return found

    def carries(self, kind: Type | None) -> bool:
        """Tell whether a type is of, or holds, a port, a store, a client or what carries one."""
        return any(each.fullname in self._capabilities or is_client(each) for each in infos(kind, deep=True))

    def _carriers(self) -> set[str]:
        """The classes that are ports or stores, or hold one."""
        found = {ROOT}
        for name, info in self.classes.items():
            protocol = info.is_protocol and name.startswith(
                ("handlers.domain.ports.", "handlers.domain.cred")
            )
            if protocol or name.endswith(".handler.Ports"):
                found.add(name)
        self._capabilities = found
        while more := {
            name for name, info in self.classes.items() if name not in found and self._holds(info)
        }:
            found |= more
        return found

    def _holds(self, info: TypeInfo) -> bool:
        for symbol in info.names.values():
            match symbol.node:
                case Var(type=kind):
                    held = kind
                case Decorator(func=func) if func.is_property and isinstance(func.type, CallableType):
                    held = func.type.ret_type
                case _:
                    continue
            if self.carries(held):
                return True
        return False

    def body(self, name: str) -> Body:
        """Return what a function, class or constant of ours refers to. Raises UnresolvedError."""
        if name not in self._bodies:
            self._bodies[name] = self._looked_through(name)
        return self._bodies[name]

    def _looked_through(self, name: str) -> Body:
        visitor = _References(self, self._module_of[name], name)
        node = self.nodes[name]
        if isinstance(node, MypyFile):
            visitor.body.names.update(_packages(name))
            visitor.visit_run(node.defs)
        elif isinstance(node, ClassDef):
            # What is made of a class is asked its dunders without their names, inherited ones too.
            visitor.body.names.update(each.fullname for each in node.info.mro[1:])
            for each in _definitions(node.defs.body):
                if isinstance(each, FuncDef | Decorator) and each.name.startswith("__"):
                    visitor.body.names.update([each.fullname] if each.name.endswith("__") else [])
            visitor.visit_run([node])
        else:
            visitor.visit(node)
        visitor.check_operations()
        return visitor.body


class _References:
    def __init__(self, program: Program, tree: MypyFile, name: str) -> None:
        self._program, self._tree, self._name = program, tree, name
        self._types = program.built.types
        # Nodes by their ids: what a member is taken of, and what the call around it accounts for.
        self._owners: set[int] = set()
        self._followed: set[int] = set()
        self.body = Body()

    def visit_run(self, statements: Iterable[Node]) -> None:
        """Take in what runs when a module is imported or a class is made. Raises UnresolvedError."""
        for each in statements:
            match each:
                case ClassDef():
                    for part in (*each.decorators, *each.base_type_exprs, *each.keywords.values()):
                        self.visit(part)
                    self.visit_run(each.defs.body)
                case Decorator(func=func, original_decorators=decorators):
                    for part in (*decorators, *_defaults(func)):
                        self.visit(part)
                case FuncDef():
                    for part in _defaults(each):
                        self.visit(part)
                case _:
                    self.visit(each)

    def visit(self, node: Node) -> None:
        """Take in all that a definition refers to. Raises UnresolvedError."""
        if isinstance(node, Decorator):
            for each in node.original_decorators:
                if (
                    isinstance(each, CallExpr)
                    and isinstance(each.callee, RefExpr)
                    and each.callee.fullname == CALLS
                ):
                    self.body.declared = self._declaration(each)
        for each in walked(node):
            self._take(each)

    def _take(self, node: Node) -> None:  # noqa: C901, PLR0912 (a case a kind)
        match node:
            case ClassDef():
                raise self._unresolved(node, "a class within a function is not followed")
            case Block(is_unreachable=True, body=[first, *_]) if not _only_imports(node):
                raise self._unresolved(first, "what mypy does not look at is not followed")
            case Import(is_mypy_only=False, ids=modules):
                self.body.names.update(each for name, _ in modules for each in (name, *_packages(name)))
            case ImportFrom(is_mypy_only=False, id=module, names=names, relative=0):
                self.body.names.update((module, *_packages(module)))
                self.body.names.update(
                    f"{module}.{name}"
                    for name, _ in names
                    if isinstance(self._program.nodes.get(f"{module}.{name}"), MypyFile)
                )
            case ImportFrom(is_mypy_only=False) | ImportAll():
                raise self._unresolved(node, "an import that does not name what it takes is not followed")
            case NameExpr():
                self._refers(node, node.node)
            case MemberExpr():
                self._takes_member(node)
            case SuperExpr(info=info, name=name):
                self._sees(node, name)
                for base in info.mro[1:] if info else ():
                    if name in base.names:
                        self._has(node, base, name)
            case CallExpr():
                self._calls(node)
            case AssignmentStmt(lvalues=targets, rvalue=value):
                for target in targets:
                    self._assigned(target, value)
            case OperatorAssignmentStmt(lvalue=target, rvalue=value):
                self._assigned(target, value)
            case AssignmentExpr(target=target, value=value) | ForStmt(index=target, expr=value):
                self._assigned(target, value)
            case WithStmt(target=targets, expr=values):
                for to, value in zip(targets, values, strict=True):
                    if to is not None:
                        self._assigned(to, value)
            case MatchStmt(subject=value, patterns=patterns):
                for pattern in patterns:
                    for each in walked(pattern):
                        if isinstance(each, AsPattern) and each.name:
                            self._assigned(each.name, value)
            case FuncDef(type=kind):
                self._returns(node, kind.ret_type if isinstance(kind, CallableType) else _UNTOLD)
                self._defaulted(node)
            case LambdaExpr():
                self._defaulted(node)
            case ListExpr(items=parts) | SetExpr(items=parts) | TupleExpr(items=parts):
                self._gathered(node, parts)
            case DictExpr(items=pairs):
                self._gathered(node, [value for _, value in pairs])

    def _returns(self, node: FuncDef, kind: Type) -> None:
        for each in walked(node.body):
            if isinstance(each, ReturnStmt | YieldExpr | YieldFromExpr) and each.expr:
                self._kept(each.expr, kind)

    def _defaulted(self, node: FuncItem) -> None:
        for each in node.arguments:
            if each.initializer:
                self._kept(each.initializer, each.variable.type or _UNTOLD)

    def _assigned(self, target: Expression, value: Expression) -> None:
        match target, value:
            case TupleExpr(items=to), TupleExpr(items=of) if _pair_up(to, of):
                for one, other in zip(to, of, strict=True):
                    self._assigned(one, other)
            case ((TupleExpr(items=to) | ListExpr(items=to)), _):
                for one in to:
                    self._assigned(one, value)
            case StarExpr(expr=inner), _:
                self._assigned(inner, value)
            case IndexExpr(base=whole), _:
                kind = self._types.get(whole)
                self._kept(value, kind if self._program.carries(kind) else _UNTOLD)
            case RefExpr(node=Var(type=kind)), _ if kind is not None:
                self._kept(value, kind)
            case _:
                self._kept(value, self._types.get(target))

    # ---- what is referred to -----------------------------------------------------------------------

    def _takes_member(self, node: MemberExpr) -> None:
        self._owners.add(id(node.expr))
        self._sees(node, node.name)
        if node.node is not None and not isinstance(node.node, Var):
            self._refers(node, node.node)
            return
        if node.fullname in _BLIND or node.fullname.startswith("os.environ"):
            self._refers(node, node.node)
        for info in infos(self._types.get(node.expr)):
            self._has(node, info, node.name)

    def _sees(self, at: Expression, name: str) -> None:
        if name in _BLIND_ATTRIBUTES:
            raise self._unresolved(at, f"{name} is not followed")

    def _refers(self, at: Expression, node: SymbolNode | None) -> None:
        name = node.fullname if node else getattr(at, "fullname", "")
        package = name.partition(".")[0]
        if package in ("boto3", "botocore"):
            known = name.startswith(("botocore.exceptions", "botocore.config"))
            if not known and id(at) not in self._followed:
                raise self._unresolved(at, f"{name} is not followed")
        if name.startswith(("os.environ", "os.getenv")) and id(at) not in self._followed:
            raise self._unresolved(at, "the environment is read past its `text`")
        if (name in _BLIND and self._name not in FILLS) or package in _BLIND_PACKAGES:
            raise self._unresolved(at, f"{name} is not followed")
        if isinstance(node, MypyFile) and id(at) not in self._owners | self._followed:
            raise self._unresolved(at, "a module is handed on where it is not followed")
        if package == "handlers":
            self.body.names.add(name)

    def _has(self, at: Expression, info: TypeInfo, name: str) -> None:
        if is_client(info):
            if name not in _ON_A_CLIENT:
                self.body.operations.add((service_of(info), name))
        elif info.fullname.startswith("handlers."):
            if (
                f"{info.fullname}.{name}" in _READERS
                and self._name not in _READERS
                and id(at) not in self._followed
            ):
                raise self._unresolved(at, "which variable it reads only the run can tell")
            if info.fullname == _VARIABLES and name == "_given" and not self._name.startswith(_VARIABLES):
                raise self._unresolved(at, "the environment is read past its `text`")
            if info.get(name) is None and self._program.carries(Instance(info, [])):
                raise self._unresolved(at, f"{info.name} has no '{name}'")
            self.body.members.add(Member(info.fullname, name))

    # ---- what is read and declared -------------------------------------------------------------------

    def _declaration(self, call: CallExpr) -> Declared:
        named = dict(zip(call.arg_names, call.args, strict=True))
        actions = [each for name, each in zip(call.arg_names, call.args, strict=True) if name is None]
        index = named.get("index")
        return Declared(
            tuple(self._text(each) for each in actions),
            self._text(index) if index else "",
            "on_anything" in named,
        )

    def _text(self, node: Expression) -> str:
        if isinstance(node, StrExpr):
            return node.value
        if (
            isinstance(node, RefExpr)
            and isinstance(node.node, Var)
            and isinstance(node.node.final_value, str)
        ):
            return node.node.final_value
        raise self._unresolved(node, "a text that only the run can tell")

    def check_operations(self) -> None:
        """Hold what is called of clients against what is declared. Raises UnresolvedError."""
        declared = set(self.body.declared.actions if self.body.declared else ())
        for service, method in self.body.operations:
            operation = operations(service).get(method)
            where = self._program.nodes[self._name]
            if operation is None:
                raise self._unresolved(where, f"the client of {service} has no operation '{method}'")
            action = f"{_SERVICES[service]}:{operation}"
            # Of a transaction the recording tells which writes it holds.
            if action not in declared and not (operation == "TransactWriteItems" and declared):
                raise self._unresolved(where, f"calls {action}, which it does not declare")

    # ---- what must not get out of sight ----------------------------------------------------------------

    def _calls(self, node: CallExpr) -> None:
        names = set(self._callees(node.callee))
        if names & _READERS and self._name not in _READERS:
            self.body.variables.add(self._text(node.args[0] if node.args else node))
            self._followed.add(id(node.callee))
        self._accounts_for(node, names)
        if (names and names <= _LOOKS) or self._name in FILLS:
            return
        if self.body.declared and names and all(each.startswith(_TAKES_CLIENT) for each in names):
            return
        kinds = list(callables(self._types.get(node.callee)))
        ours = bool(kinds) and all(each.startswith("handlers.") for each in names)
        for position, (value, name) in enumerate(zip(node.args, node.arg_names, strict=True)):
            taken = [formal(kind, position, name) for kind in kinds] if ours else []
            if self._program.carries(self._types.get(value)) and (
                not taken or any(each is None or is_loose(each) for each in taken)
            ):
                raise self._unresolved(value, "a port, a store or a client goes where it is not followed")

    def _accounts_for(self, node: CallExpr, names: set[str]) -> None:
        """Note what this call alone may do: make a client, and look at the environment."""
        match node:
            case CallExpr(
                callee=MemberExpr(expr=RefExpr(fullname="boto3") as module), args=[StrExpr(value=of), *_]
            ):
                if names == {"boto3.client"} and self._name == f"{_CLIENTS}.Clients.{of}":
                    self._followed |= {id(node.callee), id(module)}
            case CallExpr(
                callee=MemberExpr(expr=RefExpr(fullname="os.environ") as environment, name="get"),
                args=[StrExpr(value=variable), *_],
            ) if variable == _TRACING:
                self._followed.add(id(environment))
                self._followed.add(id(node.callee))
            case CallExpr(args=args) if self._name == _GIVES_ENVIRONMENT and names == {_FINDS_VARIABLES}:
                self._followed |= {id(each) for each in args}

    def _callees(self, callee: Expression) -> Iterator[str]:
        match callee:
            case RefExpr(node=SymbolNode() as node) if not isinstance(node, Var):
                yield node.fullname
            case MemberExpr(expr=owner, name=name):
                for info in infos(self._types.get(owner)):
                    yield f"{info.fullname}.{name}"

    def _gathered(self, whole: Expression, parts: Iterable[Expression]) -> None:
        for part in parts:
            self._kept(part, self._types.get(whole))

    def _kept(self, value: Expression, kind: Type | None) -> None:
        if kind is not None and is_loose(kind) and self._program.carries(self._types.get(value)):
            raise self._unresolved(value, "a port, a store or a client is kept where it is not followed")

    def _unresolved(self, node: Node, why: str) -> UnresolvedError:
        return UnresolvedError(f"{self._tree.path}:{node.line}: {why}")


def walked(node: Node) -> Iterator[Node]:
    """Yield a node and all within it. mypy's own visitors are compiled, and bear no class of ours."""
    yield node
    for name in _parts(type(node)):
        for each in _flat(getattr(node, name, None)):
            yield from walked(each)


@cache
def _parts(kind: type[Node]) -> tuple[str, ...]:
    return tuple(name for name in dir(kind) if not name.startswith("_") and name not in _ELSEWHERE)


def _flat(value: object) -> Iterator[Node]:
    if isinstance(value, FuncDef) or (isinstance(value, Node) and not isinstance(value, SymbolNode)):
        yield value
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _flat(each)


def _definitions(nodes: Iterable[Node]) -> Iterator[Node]:
    """Yield the statements of a module or class, those within an `if` or `try` too."""
    for node in nodes:
        blocks = [
            each
            for name in ("body", "else_body", "finally_body")
            for each in _listed(getattr(node, name, None))
            if isinstance(each, Block)
        ]
        if blocks and not isinstance(node, ClassDef | FuncDef):
            for block in blocks:
                yield from _definitions(block.body)
        else:
            yield node


def _pair_up(to: list[Expression], of: list[Expression]) -> bool:
    return len(to) == len(of) and not any(isinstance(each, StarExpr) for each in (*to, *of))


def _defaults(function: FuncDef) -> Iterator[Expression]:
    return (each.initializer for each in function.arguments if each.initializer)


def _only_imports(block: Block) -> bool:
    return all(isinstance(each, Import | ImportFrom) for each in block.body)


def _packages(module: str) -> list[str]:
    """Return the packages that a module is in, which run before it."""
    parts = module.split(".")
    return [".".join(parts[:n]) for n in range(1, len(parts))]


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _built(sources: Mapping[str, Path | str]) -> BuildResult:
    options = Options()
    options.python_version = (3, 11)
    options.check_untyped_defs = options.strict_optional = options.warn_unreachable = True
    options.export_types = options.preserve_asts = options.ignore_missing_imports = True
    # What others wrote is kept between runs; ours is read anew, since it is given as text.
    options.cache_dir = str(PROJECT / ".mypy_cache" / os.environ.get("PYTEST_XDIST_WORKER", "program"))
    given = [
        BuildSource(str(each) if isinstance(each, Path) else f"<{name}>", name, _read(each))
        for name, each in sources.items()
    ]
    try:
        built = build(given, options)
    except CompileError as error:
        raise UnresolvedError(error.messages[0]) from None
    if built.errors:
        raise UnresolvedError(built.errors[0])
    return built


def _read(source: Path | str) -> str:
    return source.read_text(encoding="utf-8") if isinstance(source, Path) else source


@cache
def operations(service: str) -> dict[str, str]:
    """Return the operations of a service by the names of boto3's methods; none of one that is not known."""
    if service not in _SERVICES:
        return {}
    model = botocore.session.get_session().get_service_model(service)
    return {xform_name(operation): operation for operation in model.operation_names}
