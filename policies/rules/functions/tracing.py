"""Every function is traced."""

from __future__ import annotations

from collections.abc import Iterator

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform
from policies.resource import Resource


def check(function: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """The mode is Active; PassThrough, the default, traces only what the caller chose to trace."""
    yield from expect.one_of(function, "tracing_config.mode", ("Active",))


def _function(mode: str) -> Terraform:
    return resources(aws_lambda_function={"tracing_config": {"mode": mode}})


RULE = Rule(
    id="functions-tracing",
    title="Functions are traced",
    severity=Severity.LOW,
    types=("aws_lambda_function",),
    check=check,
    rationale="A payment crosses several functions. Without traces nobody can say which one lost it.",
    remediation="Set tracing_config=LambdaFunctionTracingConfig(mode='Active').",
    controls=("pci-dss-4.0.1:10.2.1", "nist-800-53-r5:AU-12", "nist-800-53-r5:SI-4"),
    requirements=("R46",),
    examples=Examples(
        passing=(
            _function("Active"),
            resources(aws_lambda_function={"tracing_config": [{"mode": "Active"}]}),
        ),
        failing=(_function("PassThrough"), _function("active")),
        absent=(Status.FAIL, resources(aws_lambda_function={"function_name": "ingest-zq7"})),
        unknown=(Status.UNKNOWN, _function("${var.mode}")),
    ),
)
