"""Each function writes JSON to a log group that is its own and ours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.resource import Resource
from policies.values import is_known

GROUP_TYPE: Final = "aws_cloudwatch_log_group"
_GROUP: Final = "logging_config.log_group"


def check(function: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The function names a log group of its own that is in the configuration, and the format is JSON.

    A group that Lambda makes itself has no key, never forgets, and outlives the stack.
    """
    yield from expect.one_of(function, "logging_config.log_format", ("JSON",))
    value = function.get(_GROUP)
    if value is None:
        names = sorted(_default_names(function))
        own = next(
            (found for name in names for found in configuration.having(GROUP_TYPE, "name", name)), None
        )
        yield fail(
            f"{_GROUP} is not set: Lambda makes a group without key and retention"
            if own is None
            else f"{_GROUP} is not set: {own.address} is its own by name alone, and Lambda makes that group "
            "itself where a call comes first"
        )
        return
    group = configuration.target(function, value) or next(
        (found for found in configuration.named(function, value) if found.type == GROUP_TYPE), None
    )
    if group is None and not is_known(value):
        yield unknown(f"{_GROUP} is {value}, which only the plan can tell")
    elif group is None or group.type != GROUP_TYPE:
        yield fail(f"{_GROUP} is {value}, which is no {GROUP_TYPE} of this configuration")
    else:
        for other in configuration.related(group, "aws_lambda_function", _GROUP):
            if other is not function:
                yield fail(f"{other.address} writes to the same group")


def _default_names(function: Resource) -> set[str]:
    """What Lambda calls the group of a function that names none (Lambda, "Log groups")."""
    names = {f"${{{function.address}.{attribute}}}" for attribute in ("function_name", "id")}
    return {f"/aws/lambda/{name}" for name in {*names, str(function.get("function_name"))}}


def _function(group: str, other: str = "${aws_cloudwatch_log_group.other.name}", **values: str) -> Terraform:
    config = {"log_format": "JSON", "log_group": group, **values}
    return {
        "resource": {
            "aws_cloudwatch_log_group": {
                "ingest": {"name": "/aws/lambda/ingest-zq7"},
                "other": {"name": "/aws/lambda/other-zq7"},
            },
            "aws_lambda_function": {
                "example": {"logging_config": config},
                "other": {"logging_config": {"log_format": "JSON", "log_group": other}},
            },
        }
    }


RULE = Rule(
    id="functions-log-group",
    title="Each function writes JSON to a log group of its own",
    severity=Severity.MEDIUM,
    types=("aws_lambda_function",),
    scope="configuration",
    check=check,
    rationale=(
        "The group that Lambda makes by itself is encrypted with no key of ours, is kept for ever and stays "
        "when the environment is destroyed. Text cannot be searched for a payment."
    ),
    remediation="Add a CloudwatchLogGroup and name it in logging_config, with log_format='JSON'.",
    controls=("pci-dss-4.0.1:10.2.1", "pci-dss-4.0.1:10.5.1", "nist-800-53-r5:AU-12", "nist-800-53-r5:AU-3"),
    requirements=("R46", "R111"),
    examples=Examples(
        passing=(_function("${aws_cloudwatch_log_group.ingest.name}"), _function("/aws/lambda/ingest-zq7")),
        failing=(
            _function("/aws/lambda/unknown-zq7"),
            _function("${aws_cloudwatch_log_group.other.name}"),
            _function("${aws_cloudwatch_log_group.ingest.name}", log_format="Text"),
            _function("${aws_cloudwatch_log_group.ingest.name}", "/aws/lambda/ingest-zq7"),
        ),
        absent=(Status.FAIL, resources(aws_lambda_function={"function_name": "ingest-zq7"})),
        unknown=(Status.UNKNOWN, _function("${var.group}")),
    ),
)
