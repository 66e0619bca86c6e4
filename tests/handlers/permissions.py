"""What each function does in AWS and reads of its environment, by its types; and how its SPEC differs.

From `handle` on, all is followed that it refers to. Where a port is called, what goes on is the adapter that
the composition root gives the function for it; what the adapter declares (handlers.adapters.calls) is granted
on the resource that the port's provider names by a variable.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from mypy.nodes import AssignmentStmt, CallExpr, Decorator, RefExpr, TypeInfo, Var

from handlers.domain.spec import Grant, GrantedResource, HandlerSpec, Trigger
from tests.handlers.program import FILLS, PROJECT, ROOT, Body, Member, Program, UnresolvedError

RESOURCES: Final = {
    "LEDGER_TABLE": GrantedResource.LEDGER,
    "PERSONAL_TABLE": GrantedResource.PERSONAL,
    "RECEIPTS_BUCKET": GrantedResource.RECEIPTS,
    "EVENT_BUS": GrantedResource.BUS,
    "ALERTS_TOPIC": GrantedResource.ALERTS,
    "TOKEN_SECRET": GrantedResource.TOKEN_KEY,
    "PROCESSOR_SECRET": GrantedResource.PROCESSOR_CREDENTIALS,
    "DATABASE_SECRET": GrantedResource.DATABASE_CREDENTIALS,
    "PAYMENT_WORKFLOW": GrantedResource.WORKFLOW_PAYMENT,
    "SETTLEMENT_WORKFLOW": GrantedResource.WORKFLOW_SETTLEMENT,
    "REFUND_WORKFLOW": GrantedResource.WORKFLOW_REFUND,
    "DOUBT_WORKFLOW": GrantedResource.WORKFLOW_DOUBT,
}
# What Lambda itself sets, and no SPEC declares.
_LAMBDA_SETS: Final = frozenset({"AWS_REGION"})
# What reads the variables themselves; infrastructure grants it on the parameters that have them.
_READS_PARAMETERS: Final = "handlers.adapters.parameters.Parameters._values"
_STREAM: Final = ("dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator")


@dataclass(frozen=True)
class Use:
    """All that a function does and reads; `idle` are the ports that it asks for and does not use."""

    grants: frozenset[Grant]
    environment: frozenset[str]
    idle: frozenset[str] = frozenset()


def functions() -> dict[str, HandlerSpec]:
    """Return the SPEC of every folder that has one, by the folder's name."""
    folders = sorted(path.parent.name for path in (PROJECT / "handlers").glob("functions/*/spec.py"))
    return {name: importlib.import_module(f"handlers.functions.{name}.spec").SPEC for name in folders}


def sources() -> dict[str, Path | str]:
    """Return every file of `handlers` that runs in AWS, by its dotted name."""
    found: dict[str, Path | str] = {}
    for path in sorted((PROJECT / "handlers").rglob("*.py")):
        parts = path.relative_to(PROJECT).with_suffix("").parts
        if "local" not in parts:
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def use_of(module: str, trigger: Trigger, program: Program) -> Use:
    """Follow the function whose handler is `module`. Raises UnresolvedError."""
    handle, ports = _entry(program, module)
    reach = Reach(program, ports)
    reach.follow(handle)
    reach.follow(module)
    grants = set(reach.grants)
    if trigger is Trigger.STREAM:
        grants |= {Grant(action, GrantedResource.LEDGER_STREAM) for action in _STREAM}
    return Use(
        frozenset(grants),
        frozenset(reach.variables - _LAMBDA_SETS),
        frozenset(reach.fields - reach.used),
    )


def complaints(spec: HandlerSpec, use: Use) -> list[str]:
    """Say where a SPEC and what its function does differ, both ways."""
    granted, declared = frozenset(spec.grants), frozenset(spec.environment)
    return [
        *(
            f"grants {each.action} on {each.resource}, which no path calls"
            for each in sorted(granted - use.grants)
        ),
        *(f"calls {each.action} on {each.resource}, not granted" for each in sorted(use.grants - granted)),
        *(f"declares {each}, which nothing reads" for each in sorted(declared - use.environment)),
        *(f"reads {each}, not declared" for each in sorted(use.environment - declared)),
        *(f"asks for the port {each}, and does not use it" for each in sorted(use.idle)),
        *(
            ["names a grant or a variable twice"]
            if len(granted) != len(spec.grants) or len(declared) != len(spec.environment)
            else []
        ),
    ]


def _entry(program: Program, module: str) -> tuple[str, TypeInfo]:
    match program.nodes.get(f"{module}.handler"):
        case AssignmentStmt(
            rvalue=CallExpr(args=[_, RefExpr(fullname=handle), RefExpr(node=TypeInfo() as ports)])
        ):
            return handle, ports
    raise UnresolvedError(f"{module}: `handler = <maker>(SPEC, handle, Ports)` is not there")


@dataclass
class Reach:
    """What one function reaches, given its `ports` by the composition root.

    Whatever is followed is followed as part of a provider, "" for the function's own: that one method of an
    adapter serves several providers is why.
    """

    program: Program
    ports: TypeInfo
    grants: set[Grant] = field(default_factory=set)
    variables: set[str] = field(default_factory=set)
    used: set[str] = field(default_factory=set)
    _seen: set[tuple[str, str]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.fields = {name for name, each in self.ports.names.items() if isinstance(each.node, Var)}
        self.fields -= {name for name in self.fields if name.startswith("__")}
        self._providers: dict[str, list[TypeInfo]] = {}
        for each in sorted(self.fields):
            if f"{ROOT}.{each}" not in self.program.nodes:
                raise UnresolvedError(f"{self.ports.fullname}: nothing provides the port {each}")
            self._provide(each)

    def follow(self, name: str, provider: str = "") -> None:
        """Follow a function, a class or a constant of ours, and all that it refers to."""
        waiting = [(name, provider)]
        while waiting:
            at = waiting.pop()
            if at in self._seen or at[0] not in self.program.nodes:
                continue
            self._seen.add(at)
            body = self.program.body(at[0])
            if at[0] != _READS_PARAMETERS:
                self._grant(body, at[1])
            self.variables |= body.variables
            waiting += [(each, at[1]) for each in body.names]
            for member in body.members:
                waiting += self._member(member, at[1])

    def _provide(self, name: str) -> None:
        """Take in a provider and those that it asks in its turn."""
        method = f"{ROOT}.{name}"
        if name in self._providers or method not in self.program.nodes:
            return
        self._providers[name] = self.program.result_of(method)
        body = self.program.body(method)
        self.variables |= body.variables
        for member in body.members:
            if member.of == ROOT:
                self._provide(member.name)
        self.follow(method, name)

    def _member(self, member: Member, provider: str) -> Iterator[tuple[str, str]]:
        info = self.program.of(member.of)
        if member.of == ROOT:
            # Another provider's own; what it gives is followed where it is called.
            yield from ((each, provider) for each in {f"{ROOT}.{member.name}"} & FILLS)
            return
        if not info.is_protocol:
            if info is self.ports:
                self.used.add(member.name)
            yield from ((each, provider) for each in self.program.resolve(member))
            return
        givers = [name for name, kinds in self._providers.items() if any(info in kind.mro for kind in kinds)]
        if givers:
            for name in givers:
                yield from ((each, name) for each in self._adapted(name, member.name))
        elif member.name in self.fields and is_field(info, member.name):
            self.used.add(member.name)
        else:
            raise UnresolvedError(f"{self.ports.fullname}: nothing gives the port {member.of}")

    def _adapted(self, provider: str, name: str) -> Iterator[str]:
        """Yield the methods that stand behind a port's, of the adapter that its provider returns."""
        for adapter in self.program.returned(f"{ROOT}.{provider}"):
            if adapter.is_protocol:
                raise UnresolvedError(f"{ROOT}.{provider}: it does not tell which adapter it gives")
            yield from self.program.resolve(Member(adapter.fullname, name))

    def _grant(self, body: Body, provider: str) -> None:
        if not body.declared:
            return
        for action in body.declared.actions:
            self.grants.add(Grant(action, self._resource(body, provider)))

    def _resource(self, body: Body, provider: str) -> GrantedResource:
        assert body.declared
        if body.declared.on_anything:
            return GrantedResource.ANYTHING
        own = self.program.body(f"{ROOT}.{provider}").variables if provider else frozenset()
        named = own & set(RESOURCES)
        if len(named) != 1:
            raise UnresolvedError(f"{provider or 'a function'}: on what it acts is not one variable: {named}")
        resource = RESOURCES[named.pop()]
        return GrantedResource(f"{resource}/index/{body.declared.index}") if body.declared.index else resource


def is_field(protocol: TypeInfo, name: str) -> bool:
    """Tell whether a protocol asks for a field of the name, and not for a method."""
    symbol = protocol.get(name)
    match symbol and symbol.node:
        case Decorator(func=func):
            return func.is_property
        case Var():
            return True
    return False
