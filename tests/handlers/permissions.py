"""What a function of ours does in AWS and reads of its environment, by its source: the proof of its SPEC.

Sources of what an operation needs:
- an operation needs the action of its name (Service Authorization Reference), but for those of `_OTHER`;
- TransactWriteItems needs the actions of the writes in it (DynamoDB developer guide, "Using IAM with
  DynamoDB transactions"), and is no action itself;
- the stream is read by Lambda with the function's role ("Using AWS Lambda with Amazon DynamoDB");
- Powertools' idempotency reads, writes and deletes its records itself (its documentation, "IAM
  permissions").
"""

from __future__ import annotations

import ast
import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import botocore.session
from botocore import xform_name

from handlers.domain.spec import Grant, HandlerSpec, Resource, Trigger
from tests.handlers.blocks import UnresolvedError
from tests.handlers.call_paths import CallPaths
from tests.handlers.values import Constant, Function, Map, Object, Scope, Value, Variable, inside

PROJECT = Path(__file__).resolve().parents[2]
RESOURCES = {
    "LEDGER_TABLE": Resource.LEDGER,
    "PERSONAL_TABLE": Resource.PERSONAL,
    "RECEIPTS_BUCKET": Resource.RECEIPTS,
    "EVENT_BUS": Resource.BUS,
    "ALERTS_TOPIC": Resource.ALERTS,
    "TOKEN_SECRET": Resource.TOKEN_KEY,
    "PROCESSOR_SECRET": Resource.PROCESSOR_CREDENTIALS,
    "DATABASE_SECRET": Resource.DATABASE_CREDENTIALS,
    "PAYMENT_WORKFLOW": Resource.WORKFLOW_PAYMENT,
    "SETTLEMENT_WORKFLOW": Resource.WORKFLOW_SETTLEMENT,
    "REFUND_WORKFLOW": Resource.WORKFLOW_REFUND,
    "DOUBT_WORKFLOW": Resource.WORKFLOW_DOUBT,
}
# IAM's names of the services whose calls are followed; S3's where operation and action are of one name.
_SERVICES = {
    "dynamodb": "dynamodb",
    "events": "events",
    "s3": "s3",
    "secretsmanager": "secretsmanager",
    "sns": "sns",
    "stepfunctions": "states",
}
_OTHER = {"s3:HeadObject": "s3:GetObject", "s3:ListObjectsV2": "s3:ListBucket"}
_TRANSACTED = {
    "Put": "PutItem",
    "Update": "UpdateItem",
    "Delete": "DeleteItem",
    "ConditionCheck": "ConditionCheckItem",
}
_ON_NOTHING = {"secretsmanager:GetRandomPassword"}  # these know no resource but `*`
_LIBRARIES = {
    "aws_lambda_powertools.utilities.idempotency.DynamoDBPersistenceLayer": (
        *("dynamodb:DeleteItem", "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"),
    ),
}
_STREAM = ("dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator")


@dataclass(frozen=True)
class Use:
    """All that a function does and reads."""

    grants: frozenset[Grant]
    environment: frozenset[str]


def functions() -> dict[str, HandlerSpec]:
    """Return the SPEC of every folder that has one, by the folder's name."""
    folders = sorted(path.parent.name for path in (PROJECT / "handlers").glob("functions/*/spec.py"))
    return {name: importlib.import_module(f"handlers.functions.{name}.spec").SPEC for name in folders}


def sources() -> dict[str, Path | str]:
    """Return every file of `handlers` by its dotted name."""
    found: dict[str, Path | str] = {}
    for path in sorted((PROJECT / "handlers").rglob("*.py")):
        parts = path.relative_to(PROJECT).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def use_of(name: str, trigger: Trigger, given: Mapping[str, Path | str]) -> Use:
    """Follow the function `name` through the sources. Raises UnresolvedError."""
    used: set[Grant] = set()

    def found(service: str, method: str, named: Mapping[str, list[Value]], rest: list[Value]) -> bool:
        actions = _LIBRARIES.get(method, ()) if not service else _actions(service, method, named)
        for action in actions:
            used.add(Grant(action, _resource(action, method, named, rest)))
        return bool(actions)

    paths = CallPaths(given, found)
    module = paths.module(f"handlers.functions.{name}.handler")
    handle, wire = _made_of(paths, module.names.get("handler"), Scope(module))
    environment = paths.value_of_class("handlers.adapters.environment", "Environment")
    telemetry = paths.construct(
        paths.value_of_class("handlers.adapters.telemetry", "PowertoolsTelemetry"), [], {}
    )
    ports = paths.call(wire, [[paths.construct(environment, [[], [telemetry]], {})]], {})
    if not ports or not all(isinstance(each, Object) for each in ports):
        raise UnresolvedError(f"{module.path}: what `wire` returns is not followed")
    paths.call(handle, [[], ports], {})
    if trigger is Trigger.STREAM:
        used |= {Grant(action, Resource.LEDGER_STREAM) for action in _STREAM}
    return Use(frozenset(used), frozenset(paths.variables))


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
        *(
            ["names a grant or a variable twice"]
            if len(granted) != len(spec.grants) or len(declared) != len(spec.environment)
            else []
        ),
    ]


def _made_of(paths: CallPaths, node: object, scope: Scope) -> tuple[Function, Function]:
    match node:
        case ast.Assign(value=ast.Call(args=[_, handle, wire], keywords=[])):
            found = [*paths.value(handle, scope), *paths.value(wire, scope)]
            match found:
                case [Function() as first, Function() as second]:
                    return first, second
    raise UnresolvedError(f"{scope.source.path}: `handler = <maker>(SPEC, handle, wire)` is not there")


def _actions(service: str, method: str, named: Mapping[str, list[Value]]) -> list[str]:
    operation = _operations(service).get(method)
    if operation is None:
        return []
    if operation == "TransactWriteItems":
        kinds = [
            name
            for each in inside(named.get("TransactItems", []))
            if isinstance(each, Map)
            for name in each.items
        ]
        actions = [_TRANSACTED[kind] for kind in kinds if kind in _TRANSACTED]
        if not actions:
            raise UnresolvedError("a transaction whose writes are not followed")
        return [f"dynamodb:{action}" for action in actions]
    action = f"{_SERVICES[service]}:{operation}"
    return [_OTHER.get(action, action)]


@cache
def _operations(service: str) -> dict[str, str]:
    """Return the operations of a service by the names of boto3's methods; none of one that is not known."""
    if service not in _SERVICES:
        return {}
    model = botocore.session.get_session().get_service_model(service)
    return {xform_name(operation): operation for operation in model.operation_names}


def _resource(action: str, method: str, named: Mapping[str, list[Value]], rest: list[Value]) -> Resource:
    if action in _ON_NOTHING:
        return Resource("*")
    values = [*rest, *(each for held in named.values() for each in held)]
    names = {each.name for each in inside(values) if isinstance(each, Variable)} & set(RESOURCES)
    if len(names) != 1:
        raise UnresolvedError(f"{method}: on what it acts is not one variable: {sorted(names)}")
    resource = RESOURCES[names.pop()]
    match named.get("IndexName", []):
        case []:
            return resource
        case [Constant(value=str(index))]:
            return Resource(f"{resource}/index/{index}")
    raise UnresolvedError(f"{method}: an index whose name only the run can tell")
