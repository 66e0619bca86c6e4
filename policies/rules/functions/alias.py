"""Callers name an alias, behind which a version stands."""

from __future__ import annotations

from collections.abc import Iterator

from policies import expect
from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail
from policies.resource import Resource


def check(function: Resource, configuration: Configuration) -> Iterator[Judgement]:
    """Each deployment publishes a version, and an alias names the function."""
    yield from expect.true(function, "publish")
    aliases = configuration.related(function, "aws_lambda_alias", "function_name") or configuration.naming(
        function, "aws_lambda_alias", "function_name"
    )
    if not any(aliases):
        yield fail("no aws_lambda_alias names it")


def _function(named: str, **values: object) -> Terraform:
    return {
        "resource": {
            "aws_lambda_function": {
                "example": {"function_name": "ingest-zq7", **values},
                "other": {"function_name": "other-zq7", "publish": True},
            },
            "aws_lambda_alias": {"live": {"name": "live", "function_name": named, "function_version": "1"}},
        }
    }


RULE = Rule(
    id="functions-alias",
    title="Functions are published, and called by an alias",
    severity=Severity.MEDIUM,
    types=("aws_lambda_function",),
    scope="configuration",
    check=check,
    rationale=(
        "A caller of the unpublished code gets whatever was uploaded last, and a bad deployment cannot be "
        "taken back without another."
    ),
    remediation="Set publish=True and add a LambdaAlias of the function; let callers name the alias.",
    controls=("pci-dss-4.0.1:6.5.1", "nist-800-53-r5:CM-3", "nist-800-53-r5:CM-2(3)"),
    requirements=("R64",),
    examples=Examples(
        passing=(
            _function("${aws_lambda_function.example.arn}", publish=True),
            _function("ingest-zq7", publish="true"),
        ),
        failing=(
            _function("${aws_lambda_function.example.arn}", publish=False),
            _function("${aws_lambda_function.other.arn}", publish=True),
            _function("other-zq7", publish=True),
        ),
        absent=(Status.FAIL, resources(aws_lambda_function={"function_name": "ingest-zq7"})),
        unknown=(Status.UNKNOWN, _function("ingest-zq7", publish="${var.publish}")),
    ),
)
