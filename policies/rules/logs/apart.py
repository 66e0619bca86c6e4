"""Each function and each workflow has a log group that no other writes to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from policies.configuration import Configuration, recalled
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
from policies.values import is_known

_GROUP: Final = "aws_cloudwatch_log_group"
_TO: Final[Mapping[str, str]] = {
    "aws_lambda_function": "logging_config.log_group",
    "aws_sfn_state_machine": "logging_configuration.log_destination",
}
"""Where each type names its log group."""


def check(writer: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The log group that it names is named by no other of its type."""
    value = writer.get(_TO[writer.type])
    if value is None:
        yield NOT_APPLICABLE
        return
    group = _group(writer, configuration)
    if group is None and not is_known(value):
        yield unknown(f"{_TO[writer.type]} is {value}, which only the plan can tell")
    elif group is not None:
        for other in _writers(configuration)[group]:
            if other is not writer and other.type == writer.type:
                yield fail(f"{other.address} writes to the same group", other.address)
                return


@recalled
def _writers(configuration: Configuration) -> Mapping[Resource, list[Resource]]:
    """By log group, who names it."""
    found: dict[Resource, list[Resource]] = defaultdict(list)
    for writer in configuration.of(*_TO):
        group = _group(writer, configuration)
        if group is not None:
            found[group].append(writer)
    return found


def _group(writer: Resource, configuration: Configuration) -> Resource | None:
    """The log group of the configuration that it names, by reference or as it is called."""
    value = str(writer.get(_TO[writer.type])).removesuffix(":*")
    found = configuration.target(writer, value)
    named = (found,) if found is not None else configuration.named(writer, value)
    return next((each for each in named if each.type == _GROUP), None)


def _functions(first: str, other: str) -> Terraform:
    said = {"example": first, "other": other}
    return {
        "resource": {
            _GROUP: {name: {"name": f"/aws/lambda/{name}-zq7"} for name in said},
            "aws_lambda_function": {
                name: {"logging_config": {"log_group": group}} for name, group in said.items()
            },
        }
    }


def _machine(to: str, **more: Mapping[str, object]) -> Terraform:
    machine = {"logging_configuration": {"log_destination": to}}
    return {
        "resource": {
            _GROUP: {"own": {"name": "/aws/vendedlogs/states/pay-zq7"}},
            "aws_sfn_state_machine": {"example": machine, **more},
        }
    }


_OWN: Final = "${aws_cloudwatch_log_group.own.arn}:*"

RULE = Rule(
    id="logs-apart",
    title="Each function and each workflow writes to a log group of its own",
    severity=Severity.MEDIUM,
    types=tuple(_TO),
    scope="configuration",
    check=check,
    rationale=(
        "Who may read the log of one may read that of all that share its group, and how long lines are kept "
        "is one answer for all of them."
    ),
    remediation="Give each its own CloudwatchLogGroup.",
    controls=("pci-dss-4.0.1:10.2.1", "pci-dss-4.0.1:10.3.1", "nist-800-53-r5:AU-9"),
    requirements=("R46", "R69", "R111"),
    examples=Examples(
        passing=(
            _functions("${aws_cloudwatch_log_group.example.name}", "/aws/lambda/other-zq7"),
            _machine(_OWN),
        ),
        failing=(
            _functions(
                "${aws_cloudwatch_log_group.example.name}", "${aws_cloudwatch_log_group.example.name}"
            ),
            _functions("${aws_cloudwatch_log_group.example.name}", "/aws/lambda/example-zq7"),
            _machine(_OWN, other={"logging_configuration": {"log_destination": _OWN}}),
        ),
        absent=(Status.NOT_APPLICABLE, {"resource": {"aws_lambda_function": {"example": {"role": "r"}}}}),
        unknown=(Status.UNKNOWN, _machine("${var.group}:*")),
    ),
)
