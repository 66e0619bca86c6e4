"""What a variable of the environment is called after stands in it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Final

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import (
    NOT_APPLICABLE,
    Examples,
    Judgement,
    Rule,
    Severity,
    Status,
    Terraform,
    fail,
    unknown,
)
from policies.resource import Resource
from policies.rules.ecs._containers import TASK, containers, objects
from policies.rules.terraform.namesakes import meant, told_words
from policies.values import is_known

_FUNCTION: Final = "aws_lambda_function"
_SAID: Final = frozenset({"arn", "endpoint", "host", "id", "key", "name", "port", "url"})
"""Words of a variable that say in which form it names something."""


def check(code: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Where the name of a variable has all the words of a resource's name, of the type and stack of the one
    that stands in it, and fewer of those of that one, the value is not what the name says.
    """
    told = _told(code)
    if told is None:
        yield unknown("only the plan can tell what its environment is")
        return
    if not told:
        yield NOT_APPLICABLE
    for name, value in told:
        target = configuration.target(code, value) if isinstance(value, str) and not is_known(value) else None
        if target is None or not target.is_managed or target.stack != code.stack:
            continue
        namesake = meant(told_words(name, (*target.type.split("_"), *_SAID)), target, configuration)
        if namesake is not None:
            yield fail(f"{name} is of {target.address}, and its name is that of {namesake.address}", name)


def _told(code: Resource) -> list[tuple[str, object]] | None:
    """The variables of a function, or of the containers of a task; None where nobody can tell."""
    if code.type == _FUNCTION:
        variables = code.get("environment.variables")
        if variables is not None and not isinstance(variables, Mapping):
            return None
        return list((variables or {}).items())
    found = containers(code)
    return [
        (str(each.get("name")), each.get(key))
        for container in found or ()
        for kind, key in (("environment", "value"), ("secrets", "valueFrom"))
        for each in objects(container, kind)
    ]


def _function(**variables: str) -> Terraform:
    tables = {name: {"name": f"{name}-zq7"} for name in ("accounts", "ledger")}
    stack = resources(aws_lambda_function={"environment": [{"variables": variables}]})["resource"]
    return {"resource": {**stack, "aws_dynamodb_table": tables}}


def _task(name: str, table: str) -> Terraform:
    listed = [
        {"name": "web", "environment": [{"name": name, "value": f"${{aws_dynamodb_table.{table}.name}}"}]}
    ]
    stack = _function()["resource"]
    task = resources(**{TASK: {"container_definitions": json.dumps(listed)}})["resource"]
    return {"resource": {**task, "aws_dynamodb_table": stack["aws_dynamodb_table"]}}


_ACCOUNTS: Final = "${aws_dynamodb_table.accounts.name}"

RULE = Rule(
    id="terraform-variable-names",
    title="A variable of the environment holds what it is called after",
    severity=Severity.HIGH,
    types=(_FUNCTION, TASK),
    scope="configuration",
    check=check,
    rationale=(
        "A function that is told the ledger under the name of the accounts writes balances into the ledger, "
        "or is refused at each call; each reference is valid."
    ),
    remediation="Let the variable refer to what its name says.",
    controls=("pci-dss-4.0.1:6.2.3", "nist-800-53-r5:CM-6", "nist-800-53-r5:SI-10"),
    requirements=("R14",),
    examples=Examples(
        passing=(
            _function(ACCOUNTS_TABLE=_ACCOUNTS),
            _function(TABLE_NAME=_ACCOUNTS),
            _function(LEDGER="arn:aws:dynamodb:xx-test-1:999988887777:table/other"),
            _task("LEDGER_TABLE", "ledger"),
        ),
        failing=(_function(LEDGER_TABLE=_ACCOUNTS), _task("ACCOUNTS_TABLE_NAME", "ledger")),
        absent=(Status.NOT_APPLICABLE, resources(aws_lambda_function={"function_name": "pay-zq7"})),
        unknown=(
            Status.UNKNOWN,
            resources(aws_lambda_function={"environment": [{"variables": "${var.environment}"}]}),
        ),
    ),
)
