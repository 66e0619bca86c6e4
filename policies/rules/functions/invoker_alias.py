"""Who may call a function may call its alias."""

from __future__ import annotations

from collections.abc import Iterator

from policies.configuration import Configuration
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform, fail
from policies.resource import Resource


def check(permission: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """The permission has a qualifier: what it lets call is a version that somebody chose."""
    if not permission.get("qualifier"):
        yield fail("qualifier is not set: it is not the alias that may be called")


def _permission(**values: object) -> Terraform:
    return resources(aws_lambda_permission={"function_name": "sweep-zq7", **values})


RULE = Rule(
    id="functions-invoker-alias",
    title="Permissions of functions are those of an alias",
    severity=Severity.MEDIUM,
    types=("aws_lambda_permission",),
    check=check,
    rationale="A permission of the function itself lets the code be called that was uploaded last.",
    remediation="Set qualifier to the name of the LambdaAlias that callers name.",
    controls=("pci-dss-4.0.1:6.5.1", "nist-800-53-r5:CM-3", "nist-800-53-r5:AC-6"),
    requirements=("R40", "R64"),
    examples=Examples(
        passing=(_permission(qualifier="live"), _permission(qualifier="${aws_lambda_alias.live.name}")),
        failing=(_permission(qualifier=""),),
        absent=(Status.FAIL, _permission()),
        unknown=(Status.FAIL, _permission(qualifier=None)),
    ),
)
