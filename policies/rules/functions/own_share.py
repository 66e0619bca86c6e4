"""Every function has its own share of the account's concurrency."""

from __future__ import annotations

from collections.abc import Iterator

from policies import expect
from policies.configuration import Configuration
from policies.context import PROFILES
from policies.examples import resources
from policies.model import Examples, Judgement, Rule, Severity, Status, Terraform
from policies.resource import Resource


def check(function: Resource, _configuration: Configuration) -> Iterator[Judgement]:
    """At least 1, and at most 5 in the profile `ephemeral`. -1 reserves nothing, 0 stops it."""
    yield from expect.whichever(function, "profile", PROFILES, _judged)


def _judged(function: Resource) -> Iterator[Judgement]:
    highest = 5 if function.context.profile == "ephemeral" else None
    yield from expect.between(function, "reserved_concurrent_executions", 1, highest)


def _function(concurrency: object) -> Terraform:
    return resources(aws_lambda_function={"reserved_concurrent_executions": concurrency})


RULE = Rule(
    id="functions-own-share",
    title="Functions have a share of the concurrency of their own",
    severity=Severity.MEDIUM,
    types=("aws_lambda_function",),
    check=check,
    rationale=(
        "All functions of a region share one pool: without a reservation one runaway function starves the "
        "payments. Large reservations of short-lived environments drain the same pool."
    ),
    remediation=(
        "Set reserved_concurrent_executions from the settings: 2 to 5 in the profile ephemeral, from the "
        "capacity model elsewhere."
    ),
    controls=("pci-dss-4.0.1:2.2.6", "nist-800-53-r5:SC-5(2)", "nist-800-53-r5:SC-6"),
    requirements=("R48", "R49", "C5"),
    examples=Examples(
        passing=(_function(1), _function(5), _function("3")),
        failing=(_function(0), _function(-1), _function(6), _function("-1"), _function(True)),
        absent=(Status.FAIL, resources(aws_lambda_function={"function_name": "ingest-zq7"})),
        unknown=(Status.UNKNOWN, _function("${var.concurrency}")),
    ),
)
