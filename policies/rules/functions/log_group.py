"""Each function writes to a log group that is ours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail, unknown
from policies.related.described import is_described
from policies.resource import Resource
from policies.values import is_known

GROUP_TYPE: Final = "aws_cloudwatch_log_group"
_GROUP: Final = "logging_config.log_group"


def check(function: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """The function has a log group in the configuration, named by it or as Lambda names it, or is given one.

    A group that Lambda makes itself has no key, never forgets, and outlives the stack. Whether functions may
    share one is told by `logs-apart`.
    """
    value = function.get(_GROUP)
    if value is None:
        if not any(configuration.having(GROUP_TYPE, "name", name) for name in _default_names(function)):
            yield fail(
                f"no {GROUP_TYPE} is called /aws/lambda/{function.get('function_name')}: Lambda makes one "
                "without key and retention"
            )
        return
    group = configuration.target(function, value) or next(
        (found for found in configuration.named(function, value) if found.type == GROUP_TYPE), None
    )
    if group is None and not is_known(value):
        yield unknown(f"{_GROUP} is {value}, which only the plan can tell")
    elif group is None and is_described(function, value, configuration):
        return
    elif group is None or group.type != GROUP_TYPE:
        yield fail(f"{_GROUP} is {value}, which is no {GROUP_TYPE} of this configuration")


def _default_names(function: Resource) -> set[str]:
    """What Lambda calls the group of a function that names none (Lambda, "Log groups")."""
    names = {f"${{{function.address}.{attribute}}}" for attribute in ("function_name", "id")}
    return {f"/aws/lambda/{name}" for name in {*names, str(function.get("function_name"))}}


def _function(group: str | None, **more: object) -> Terraform:
    config = {"logging_config": {"log_group": group}} if group is not None else {}
    return {
        "resource": {
            "aws_cloudwatch_log_group": {"ingest": {"name": "/aws/lambda/ingest-zq7"}},
            "aws_lambda_function": {"example": {"function_name": "ingest-zq7", **config}},
        },
        **more,
    }


def _given(**more: str) -> Terraform:
    group = {"default": "/central/functions", **more}
    return _function("${var.log_group}", variable={"log_group": group})


RULE = Rule(
    id="functions-log-group",
    title="Each function writes to a log group that the stack makes or is given",
    severity=Severity.MEDIUM,
    types=("aws_lambda_function",),
    scope="configuration",
    check=check,
    rationale=(
        "The group that Lambda makes by itself is encrypted with no key of ours, is kept for ever and stays "
        "when the environment is destroyed."
    ),
    remediation="Add a CloudwatchLogGroup '/aws/lambda/<function_name>', or one that logging_config names.",
    controls=("pci-dss-4.0.1:10.2.1", "pci-dss-4.0.1:10.5.1", "nist-800-53-r5:AU-12", "nist-800-53-r5:AU-3"),
    requirements=("R46", "R111"),
    examples=Examples(
        passing=(
            _function("${aws_cloudwatch_log_group.ingest.name}"),
            _function("/aws/lambda/ingest-zq7"),
            _function(None),
            _given(description="Log group of the platform team"),
        ),
        failing=(
            _function("/aws/lambda/unknown-zq7"),
            _given(),
            _function("${aws_lambda_function.example.function_name}"),
        ),
        absent=(Status.FAIL, resources(aws_lambda_function={"function_name": "ingest-zq7"})),
        unknown=(Status.UNKNOWN, _function("${var.group}")),
    ),
)
