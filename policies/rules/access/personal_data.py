"""Personal data of a home region is read by declared roles of that region alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from policies.access.holders import held_as, holders
from policies.access.properties import read_by_others
from policies.access.stores import STORES
from policies.configuration import Configuration, recalled
from policies.examples import ACCOUNT, policy_text, role
from policies.model import (
    NOT_APPLICABLE,
    Examples,
    Judgement,
    Rule,
    Severity,
    Status,
    Terraform,
    unknown,
    unspecified,
)
from policies.resource import Resource
from policies.rules.access._found import judgements
from policies.rules.data._classes import PERSONAL


def check(store: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Who can read a store of personal data, or one whose readers are declared, is declared to.

    A name that is declared and is there nowhere is a declaration of nothing.
    """
    promises = store.context.promises
    declared = dict(promises.readers) if promises is not None else {}
    if store.type == "terraform":
        yield from _declared_for_nothing(store, configuration)
        return
    tags = store.values.get("tags")
    is_personal = isinstance(tags, dict) and tags.get("DataClass") == PERSONAL
    if not is_personal and store.name not in declared:
        yield NOT_APPLICABLE
        return
    found = list(read_by_others(held_as(store, configuration), declared.get(store.name, ()), configuration))
    if found and promises is None:
        yield unspecified("promises")
    else:
        yield from judgements(found)


def _declared_for_nothing(stack: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Each store and reader that the system of a stack declares, and that none of its stacks here has: they
    may stand in another one, which a synthesis sees too.
    """
    promises, system = stack.context.promises, stack.context.system
    if promises is None or not promises.readers:
        yield NOT_APPLICABLE
        return
    stores, roles = _names(configuration)
    for name, readers in promises.readers:
        if (system, name) not in stores:
            yield unknown(f"the settings say who reads '{name}', a store that is in none of these stacks")
        for reader in readers:
            if (system, reader) not in roles and "." not in reader:
                yield unknown(f"the settings let '{reader}' read '{name}', a role of none of these stacks")


_Names = frozenset[tuple[str, str]]
"""Each with the system."""


@recalled
def _names(configuration: Configuration) -> tuple[_Names, _Names]:
    """The names of stores, and those of roles."""
    every = (configuration.of(*STORES), [each.resource for each in holders(configuration)])
    stores, roles = (frozenset((each.context.system, each.name) for each in found) for found in every)
    return stores, roles


def _allow(action: object, resource: object, **more: object) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": action, "Resource": resource, **more}


def _table(*statements: dict[str, Any], label: str = PERSONAL) -> Terraform:
    table = {"name": "payers-zq7", "tags": {"DataClass": label}}
    return {"resource": {**role("clerk", *statements), "aws_dynamodb_table": {"example": table}}}


def _guarded(statement: dict[str, Any]) -> Terraform:
    policy = {"resource_arn": "${aws_dynamodb_table.example.arn}", "policy": policy_text(statement)}
    stack = _table()
    return {"resource": {**stack["resource"], "aws_dynamodb_resource_policy": {"own": policy}}}


_ARN: Final = "${aws_dynamodb_table.example.arn}"

RULE = Rule(
    id="access-personal-data",
    title="Personal data is readable by the roles that the settings declare, of its region, alone",
    severity=Severity.HIGH,
    types=(*sorted(STORES), "terraform"),
    scope="configuration",
    check=check,
    rationale=(
        "A role that reads payers' data without need spreads it, and one of another region takes it out of "
        "the law that it is kept under. Which roles read it is decided once, in the settings."
    ),
    remediation=(
        "Take the action away from the role, or declare the role under [readers] in the system's settings."
    ),
    controls=("pci-dss-4.0.1:7.2.6", "pci-dss-4.0.1:7.2.1", "nist-800-53-r5:AC-3", "nist-800-53-r5:AC-6"),
    requirements=("R80", "C4"),
    examples=Examples(
        passing=(
            _table(_allow("dynamodb:PutItem", _ARN)),
            _table(_allow("dynamodb:GetItem", f"arn:aws:dynamodb:xx-test-1:{ACCOUNT}:table/other")),
            _table(_allow("dynamodb:*", "*"), _allow("*", f"{_ARN}*") | {"Effect": "Deny"}),
        ),
        failing=(
            _table(_allow("dynamodb:GetItem", _ARN)),
            _table(_allow("dynamodb:*", "*")),
            _table(_allow("dynamodb:Query", f"arn:aws:dynamodb:*:{ACCOUNT}:table/payers*/index/*")),
            _table(_allow("dynamodb:ExportTableToPointInTime", "*")),
            _guarded(_allow("dynamodb:GetItem", "*", Principal={"AWS": "${aws_iam_role.clerk.arn}"})),
            _guarded(
                _allow("dynamodb:GetItem", "*", Principal={"AWS": f"arn:aws:iam::{ACCOUNT}:role/other"})
            ),
        ),
        absent=(Status.PASS, {"resource": {"aws_s3_bucket": {"example": {"tags": {"DataClass": PERSONAL}}}}}),
        unknown=(Status.UNKNOWN, _table(_allow("dynamodb:GetItem", "${var.table}"))),
    ),
)
