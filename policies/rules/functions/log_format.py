"""Functions write JSON to a log group that they name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail
from policies.resource import Resource

_GROUP: Final = "logging_config.log_group"


def check(function: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """The function names its log group, which Lambda then does not make where a call comes first, and writes
    JSON.
    """
    yield from expect.apart("log_format", expect.one_of(function, "logging_config.log_format", ("JSON",)))
    if function.get(_GROUP) is None:
        yield fail(f"{_GROUP} is not set: Lambda makes a group itself where a call comes first", _GROUP)


def _function(**config: object) -> Terraform:
    group = {"log_group": "${aws_cloudwatch_log_group.ingest.name}"}
    return resources(aws_lambda_function={"logging_config": {**group, **config}})


RULE = Rule(
    id="functions-log-format",
    title="Functions write JSON to the log group that they name",
    severity=Severity.LOW,
    types=("aws_lambda_function",),
    check=check,
    rationale="Text cannot be searched for a payment.",
    remediation="Name the CloudwatchLogGroup in logging_config, with log_format='JSON'.",
    controls=("pci-dss-4.0.1:10.2.1", "nist-800-53-r5:AU-12", "nist-800-53-r5:AU-3"),
    requirements=("R46", "R111"),
    examples=Examples(
        passing=(_function(log_format="JSON"),),
        failing=(_function(log_format="Text"), _function(log_format="JSON", log_group=None)),
        absent=(Status.FAIL, resources(aws_lambda_function={"function_name": "ingest-zq7"})),
        unknown=(Status.UNKNOWN, _function(log_format="${var.format}")),
    ),
)
